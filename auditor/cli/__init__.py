"""The command line: the one place that knows all rooms. Nothing imports it."""
