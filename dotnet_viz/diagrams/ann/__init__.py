"""Neurons as circles and a figure for each kind of layer, in the manner of ``ann_visualizer``."""
