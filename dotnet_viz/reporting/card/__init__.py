"""Model cards: what the people behind a model state of it, filled with what the model says itself."""
