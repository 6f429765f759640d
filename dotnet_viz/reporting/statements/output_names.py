"""Which of a model's units are named by the names of classes."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.diagrams.units.model import UnitGraph
from dotnet_viz.graph import Graph


def output_names(graph: Graph, units: UnitGraph, names: Sequence[str] | None) -> Sequence[str] | None:
    """Return the class names unless other outputs are meant: one neuron can separate two classes.

    Args:
        graph: the model.
        units: its columns of units.
        names: of classes, which a user gave.
    """
    feeding = {link.source for link in units.kernels} | {link.source for link in units.passes}
    outputs = [stage.units for stage in units.stages if stage.id not in feeding]
    if names is None or len(names) in outputs:
        return names
    return None if (outputs == [1] and len(names) == 2) or len(graph.outputs) > 1 else names
