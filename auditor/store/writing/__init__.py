"""How rows of posts and comments are written: matched, put in, filled up."""
