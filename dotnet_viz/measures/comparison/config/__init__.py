"""Settings of layers and models that differ."""
