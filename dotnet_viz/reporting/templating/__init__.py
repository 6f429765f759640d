"""Templates: where they are, how they are filled, and that they are compiled once."""
