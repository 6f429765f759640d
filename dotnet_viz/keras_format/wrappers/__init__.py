"""What is inside wrappers and custom layers, opened as small models of their own."""
