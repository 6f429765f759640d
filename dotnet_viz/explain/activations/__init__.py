"""What the layers of a model return for given inputs: arrays, and statistics of whole data sets."""
