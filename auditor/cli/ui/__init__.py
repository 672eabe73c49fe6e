"""The terminal: words, tables, progress, questions."""
