"""Shapes of the outputs of layers and operations."""
