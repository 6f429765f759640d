"""Drop-in replacements: the functions of other tools, with their signatures and defaults.

Changing one import line is enough: ``from dotnet_viz.compat import plot_model``. An argument that is not
supported raises an :class:`~dotnet_viz.errors.OptionError` that names the alternative.
"""

from __future__ import annotations

from dotnet_viz.compat.ann_visualizer.visualize import ann_viz
from dotnet_viz.compat.keras_plot import model_to_dot, plot_model
from dotnet_viz.compat.visualkeras.graph import graph_view
from dotnet_viz.compat.visualkeras.layered import layered_view

__all__ = ["ann_viz", "graph_view", "layered_view", "model_to_dot", "plot_model"]


def __dir__() -> list[str]:
    return list(__all__)
