"""Structure of a graph: orders, repeats and blocks."""
