"""Bare arrays: in memory, and in files of NumPy."""
