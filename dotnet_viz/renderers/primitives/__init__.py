"""A placed scene as rectangles, curves and texts with fixed colours, for formats that have nothing but these."""
