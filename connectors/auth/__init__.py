"""Keys and logins: who may read, and until when."""
