"""Parts of the data: which have the most errors, and what they have in common."""
