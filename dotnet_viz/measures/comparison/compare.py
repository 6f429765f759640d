"""From two graphs to what differs between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dotnet_viz.graph import Graph
from dotnet_viz.measures.comparison.changes import LayerDifferences
from dotnet_viz.measures.comparison.connections import connection_changes
from dotnet_viz.measures.comparison.fields import model_changes, setting_changes, training_changes
from dotnet_viz.measures.comparison.matching import match_layers
from dotnet_viz.measures.comparison.moves import layer_moves
from dotnet_viz.measures.comparison.result import Comparison
from dotnet_viz.measures.comparison.sides import summarise_sides
from dotnet_viz.measures.comparison.weight_changes import WeightDifferences
from dotnet_viz.measures.comparison.weights import weight_differences
from dotnet_viz.progress import Progress, silent


def compare_graphs(
    before: Graph,
    after: Graph,
    *,
    mapping: Mapping[str, str] | None = None,
    ignore: Iterable[str] = (),
    progress: Progress = silent,
) -> Comparison:
    """Return what differs between two graphs; see :func:`dotnet_viz.compare`.

    Args:
        before: the first model.
        after: the second model.
        mapping: names or ids of layers of the first model, and of those of the second that they became.
        ignore: what is left out.
        progress: is told each step.
    """
    raise NotImplementedError
