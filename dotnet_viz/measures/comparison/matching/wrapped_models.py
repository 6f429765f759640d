"""Models that moved into a wrapper such as ``TimeDistributed``, or out of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dotnet_viz.errors import VizError
from dotnet_viz.graph import Graph, Layer
from dotnet_viz.keras_format.config.entries import is_model
from dotnet_viz.keras_format.wrappers.expand import expand_wrappers
from dotnet_viz.measures.comparison.layer_changes import LayerMatch
from dotnet_viz.measures.comparison.matching.match import match_layers

Pair = tuple[Graph, Graph, tuple[LayerMatch, ...]]


def matched(before: Graph, after: Graph, mapping: Mapping[str, str] | None = None) -> Pair:
    """Return two graphs and the pairs of their layers, with wrappers opened where more layers find their partners then.

    A wrapper is one layer whatever is inside. Where one around a whole model stands alone, its layers may be those of a
    nested model of the other side.

    Args:
        before: the first model.
        after: the second model.
        mapping: see :func:`~dotnet_viz.measures.comparison.matching.match.match_layers`.
    """
    matches = match_layers(before, after, mapping)
    if not any(_wraps_model(layer) for layer in (*_alone(before, matches, first=True), *_alone(after, matches, first=False))):
        return before, after, matches
    try:
        opened = expand_wrappers(before), expand_wrappers(after)
    except VizError:  # more inside than can be opened
        return before, after, matches
    found = match_layers(*opened, mapping)
    return (*opened, found) if _left(*opened, found) < _left(before, after, matches) else (before, after, matches)


def _wraps_model(layer: Layer) -> bool:
    inner = layer.config.get("layer")
    return layer.category != "model" and isinstance(inner, Mapping) and is_model(inner)


def _alone(graph: Graph, matches: Sequence[LayerMatch], *, first: bool) -> list[Layer]:
    taken = {(match.before if first else match.after).id for match in matches}
    return [layer for layer in graph.layers if layer.id not in taken]


def _left(before: Graph, after: Graph, matches: Sequence[LayerMatch]) -> int:
    """Return the number of parameters in layers without a partner: opening makes more layers, and no parameter."""
    sides = (*_alone(before, matches, first=True), *_alone(after, matches, first=False))
    return sum(layer.parameter_count or 0 for layer in sides)
