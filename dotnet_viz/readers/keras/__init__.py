"""Keras models: files of all its versions, and live ones."""
