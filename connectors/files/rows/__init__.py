"""From the rows of one account to posts."""
