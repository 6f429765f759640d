"""Files that have the weights of a model and no architecture: which layers the weights show, and in which order."""
