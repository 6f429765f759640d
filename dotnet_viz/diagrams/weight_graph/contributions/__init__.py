"""The weight graph of one input: what its lines carry."""
