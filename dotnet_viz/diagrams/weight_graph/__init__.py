"""Every weight as an edge: colour for its sign, width for its magnitude."""
