"""Weights by the names that PyTorch gives them: ``features.0.weight``, ``fc.bias``, ``bn.running_mean``."""
