"""Samples and their labels from whatever users hold them in: arrays, frames, files, data sets and loaders of other packages."""
