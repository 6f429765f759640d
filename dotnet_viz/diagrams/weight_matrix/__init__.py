"""Weights of a layer as a heat map."""
