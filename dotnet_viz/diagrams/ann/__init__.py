"""Neurons as circles and a figure for each kind of layer, in the style of ``ann_visualizer``."""
