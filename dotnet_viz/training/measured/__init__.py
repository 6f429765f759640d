"""What is measured of a model in each epoch of a training, within bounds whatever its size."""
