"""How results show themselves: below a cell of a notebook, in a terminal, in a browser."""
