"""The package ``ann_visualizer``: ``from dotnet_viz.compat.ann_visualizer.visualize import ann_viz``."""
