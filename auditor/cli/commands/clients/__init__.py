"""Commands about the files of clients."""
