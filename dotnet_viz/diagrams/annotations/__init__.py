"""What users add to a picture of layers: numbers, colours, marks, groups, captions and images. No style knows of it."""
