"""Weights of matched layers: which are the same one, and how far their values differ."""
