"""Weights of quantised layers: their names, how they were quantised, and the numbers that they stand for."""
