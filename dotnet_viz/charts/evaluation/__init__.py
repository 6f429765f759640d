"""How well predictions fit what is true: curves, matrices and tables as pictures, each with its numbers."""
