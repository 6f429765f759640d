"""Errors in parts of the data, beside those in all of it."""
