"""Named groups of layers: as nested models, as frames, as brackets."""
