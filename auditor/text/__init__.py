"""What a text shows, found once when a post is written."""
