"""Measurements against the real alternatives, side by side in one run."""
