"""The first sheet, for the owner: one sentence, the pages, what changed, what to do."""
