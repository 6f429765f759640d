"""Charts of data sets: how often each class occurs, and a few of their samples."""
