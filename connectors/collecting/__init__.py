"""From a connector into the store: page by page, resumable, told as it goes."""
