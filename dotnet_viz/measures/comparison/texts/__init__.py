"""A comparison, or one model, in words, numbers and plain values."""
