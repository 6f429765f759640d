"""How well predictions fit targets."""
