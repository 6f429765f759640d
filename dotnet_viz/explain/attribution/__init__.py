"""Which parts of an input decide what a model returns: attribution maps, and whether they can be believed."""
