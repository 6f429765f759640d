"""Layers as blocks in oblique projection, in the manner of ``visualkeras``."""
