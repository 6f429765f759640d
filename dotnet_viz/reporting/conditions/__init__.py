"""Conditions that a model has to meet, such as ``accuracy>=0.9``: how they are written, and whether they hold."""
