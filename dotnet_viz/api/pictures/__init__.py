"""Pictures of models: what makes them, and the functions that return them."""
