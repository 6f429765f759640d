"""Weights of layers: where files keep them, their names and roles."""
