"""The inputs and outputs of a model that a weight graph with a part of its layers does not show, by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dotnet_viz.diagrams.units.model import Stage
from dotnet_viz.diagrams.weight_graph.picture import WeightPicture
from dotnet_viz.fonts import one_line
from dotnet_viz.graph import Graph
from dotnet_viz.graph.distinct_names import distinct_names
from dotnet_viz.keras_format.config.names import listed
from dotnet_viz.translation.translate import mark_plural, translate

_MOST_NAMES = 8
_INPUTS = mark_plural("not drawn: the input {names}", "not drawn: the inputs {names}")
_OUTPUTS = mark_plural("not drawn: the output {names}", "not drawn: the outputs {names}")


def hidden_ends(picture: WeightPicture) -> Iterator[str]:
    """Yield a line with the inputs that no column shows, and one with such outputs.

    Args:
        picture: what is drawn; where that is all layers, all inputs and outputs are.
    """
    if picture.selection.drawn == picture.selection.total:
        return
    graph, titles = picture.graph, distinct_names(picture.graph)
    known, drawn = (set(_calls(units.stages)) for units in (picture.whole, picture.selection.units))
    before, behind = _neighbours(graph)
    for texts, ports, neighbours in ((_INPUTS, graph.inputs, behind), (_OUTPUTS, graph.outputs, before)):
        nodes = dict.fromkeys(graph.leaf_exit(port).node for port in ports)
        names = [one_line(titles[graph.node(name).layer.id]) for name in nodes if _is_hidden(name, neighbours, known, drawn)]
        if names:
            yield translate(*texts, count=len(names), names=listed(names, at_most=_MOST_NAMES))


def _is_hidden(name: str, neighbours: Callable[[str], Iterable[str]], known: set[str], drawn: set[str]) -> bool:
    """Return whether none of the columns that a call is in, or that are next to it where it is in none, is drawn."""
    waiting, seen, found = [name], {name}, set[str]()
    while waiting:
        one = waiting.pop()
        if one in known:
            found.add(one)
            continue
        new = [other for other in neighbours(one) if other not in seen]
        seen.update(new)
        waiting += new
    return bool(found) and not found & drawn


def _calls(stages: Iterable[Stage]) -> Iterator[str]:
    for stage in stages:
        yield from (node.id for node in (*(() if stage.node is None else (stage.node,)), *stage.after))


def _neighbours(graph: Graph) -> tuple[Callable[[str], Iterable[str]], Callable[[str], Iterable[str]]]:
    before: dict[str, list[str]] = {}
    behind: dict[str, list[str]] = {}
    for edge in graph.leaf_edges():
        before.setdefault(edge.target, []).append(edge.source)
        behind.setdefault(edge.source, []).append(edge.target)
    return (lambda name: before.get(name, ())), (lambda name: behind.get(name, ()))
