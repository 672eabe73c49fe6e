"""TikTok: own videos by either of two official ways."""
