"""A model in numbers and as text."""
