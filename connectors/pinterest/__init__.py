"""Pinterest: the owner's own pins."""
