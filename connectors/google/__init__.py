"""Google Business Profile: reviews with their answers, posts, and a profile for a place."""
