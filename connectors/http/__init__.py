"""Asking a host: the request, its answer, and how often it may be asked."""
