"""What goes along with a training: the callback that records it, and how it keeps out of the training's way."""
