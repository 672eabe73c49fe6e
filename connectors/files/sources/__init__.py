"""What can be opened, and what it is before it is read as a table."""
