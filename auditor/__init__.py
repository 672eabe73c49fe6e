"""Tells which social pages are alive with people and which are shop windows, and why."""

__version__ = "0.1.0"
