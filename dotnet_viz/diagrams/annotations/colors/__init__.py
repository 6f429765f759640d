"""Colours of layers by numbers and words, and layers that stand out."""
