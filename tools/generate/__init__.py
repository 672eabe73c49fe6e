"""Makers of what is kept in the project: pages of the docs, catalogues of words."""
