"""The reading view of big models: repeated blocks are found and drawn once."""
