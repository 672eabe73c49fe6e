"""What several use cases need: whose accounts, which folder, whose tokens, which problems."""
