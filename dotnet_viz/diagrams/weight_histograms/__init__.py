"""Distributions of weights, a panel for each layer."""
