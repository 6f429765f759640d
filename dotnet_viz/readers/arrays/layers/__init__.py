"""Which layers arrays are: by their names, by their order, by their shapes."""
