"""The callback that records a training, and what keeps the recording from changing the training."""
