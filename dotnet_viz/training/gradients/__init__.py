"""Gradients of the loss on one fixed batch, on each backend in its own way; nothing of the model is changed."""
