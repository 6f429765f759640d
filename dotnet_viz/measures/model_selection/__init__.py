"""Scores of an estimator by the size of its training data and by a parameter."""
