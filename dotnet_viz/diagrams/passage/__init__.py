"""What an input becomes on its route through the layers, as images."""
