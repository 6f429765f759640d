"""What several styles share: boxes, colours, facts of layers, captions."""
