"""From a file to a table whose columns and rows are understood."""
