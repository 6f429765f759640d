"""What a style draws where a picture has to fit a page: the same with less of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import tee
from typing import Any, TypeVar

from dotnet_viz.graph import Graph
from dotnet_viz.scene import Scene

Options = TypeVar("Options")


@dataclass(frozen=True, eq=False)
class Pictures:
    """The pictures of one model, which are made of what is read once.

    Args:
        usual: makes the one that is drawn where it is not too large.
        smaller: returns what makes those for a page, in rows in which each has less than the one before it; a row is tried
            where none of the one before it has room.
    """

    usual: Callable[[], Scene]
    smaller: Callable[[], Sequence[Sequence[Callable[[], Scene]]]]


def lowered(options: Options, **limits: Sequence[float]) -> Iterator[Options]:
    """Yield the options of a style, then with ever lower limits.

    Args:
        options: a dataclass.
        limits: values for each option, the first of all of them together, then the second ...; none is raised.

    Example:
        >>> from dotnet_viz.diagrams.neurons import Neurons
        >>> [one.max_neurons for one in lowered(Neurons(max_neurons=7), max_neurons=(10, 6, 4))]
        [7, 6, 4]
    """
    yield options
    last: Any = options
    for values in zip(*limits.values(), strict=True):
        own = {name: getattr(options, name) for name in limits}
        lower = {
            name: value if own[name] is None else min(own[name], value) for name, value in zip(limits, values, strict=True)
        }
        found: Any = replace(options, **lower)  # type: ignore[type-var]  # styles are dataclasses
        if found != last:
            last = found
            yield found


SMALL_MARGIN = 10.0
"""Around pictures for papers that are smaller than a column, in CSS pixels."""


def scenes_of_layers(
    builds: Sequence[Callable[[Graph], Scene]], graph: Graph, small: Sequence[Callable[[Graph], Scene]] = ()
) -> Iterator[Scene]:  # fmt: skip
    """Yield pictures of a model's layers, each with less than the one before it.

    Args:
        builds: each returns the picture of a graph, from the fullest to the smallest.
        graph: the model; then come graphs in which some boxes stand for several layers.
        small: those for papers that are smaller than a column, which come before one box stands for all layers. There a box
            of several layers does not say which of them are shared, masked and so on.
    """
    from dotnet_viz.diagrams.common.graphs.condensed_graph import condensed_graphs  # most pictures need no blocks

    # Made as they are asked for, and once: of a model with a thousand layers that takes seconds.
    parts, again = tee(condensed_graphs(graph))
    yield from _scenes(builds, graph, (part for part in parts if not small or len(part.nodes) > 1))
    yield from _scenes(small, graph, map(_without_marks, again))


def _scenes(builds: Sequence[Callable[[Graph], Scene]], graph: Graph, parts: Iterable[Graph]) -> Iterator[Scene]:
    for build in builds:
        yield build(graph)
    if not builds:
        return
    for part in parts:
        for index in sorted({0, (len(builds) - 1) // 2, len(builds) - 1}):
            yield _with_members(builds[index](part), part)


def _with_members(scene: Scene, part: Graph) -> Scene:
    """Return the picture of a condensed graph, whose shapes stand for calls of the whole one."""
    inside = {node.id: node.stands_for for node in part.nodes if node.stands_for}
    own = {name: tuple(call for item in calls for call in inside.get(item, (item,))) for name, calls in scene.members.items()}
    return replace(scene, members=inside | own)


def _without_marks(part: Graph) -> Graph:
    """Return a condensed graph whose boxes of several layers say nothing of single ones."""
    nodes = (
        replace(node, remarks=tuple(one for one in node.remarks if not one.is_mark)) if len(node.stands_for) > 1 else node
        for node in part.nodes
    )
    return replace(part, nodes=tuple(nodes))
