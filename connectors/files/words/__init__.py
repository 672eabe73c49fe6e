"""The words of headers and cells, by language."""
