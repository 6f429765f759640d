"""Configurations of models and layers, as the versions of Keras write them."""
