"""Layers as blocks in oblique projection, in the style of ``visualkeras``."""
