"""Live Keras 3 models on any backend, read as Keras would save them, without saving them."""
