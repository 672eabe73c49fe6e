"""The company's own site."""
