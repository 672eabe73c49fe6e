"""The exports that are known by their headers, and archives that are no tables."""
