"""Images on the faces of layers."""
