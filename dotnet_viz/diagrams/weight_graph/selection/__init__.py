"""What of a model a weight graph draws: layers, units of a wide layer, lines."""
