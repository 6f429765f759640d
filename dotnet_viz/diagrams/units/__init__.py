"""A model as columns of units (neurons, channels, tokens, heads) and the kernels between them."""
