"""The result: what an audit gives, as one document with a schema."""
