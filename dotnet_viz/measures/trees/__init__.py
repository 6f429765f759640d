"""Decision trees of any library as one set of arrays."""
