"""The commands, a file each: options, one call, and what is shown."""
