"""How much each feature matters to a model, and how its predictions depend on features."""
