"""Gradients of the loss on one fixed batch, with the functions of each backend; nothing of the model is changed."""
