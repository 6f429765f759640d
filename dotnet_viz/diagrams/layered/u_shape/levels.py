"""Whether a model is a U, by its data flow alone: sizes in space fall, rise again, and tensors of equal size meet.

No name is looked at. The longest path from an input to an output is the trunk; along it, resolutions must fall to a smallest
one and then rise, and at least one layer behind it must take a tensor of its own resolution from before it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction
from math import prod

from dotnet_viz.diagrams.layered.nesting import Link
from dotnet_viz.graph import Node
from dotnet_viz.measures.structure.tensor_size import TensorSize, tensor_sizes
from dotnet_viz.measures.structure.topological_order import InputEdge, LiveOrder
from dotnet_viz.traversal import topological_order

_Resolution = float | Fraction


@dataclass(frozen=True)
class ULevels:
    """The layers of a U.

    Args:
        order: ids of all layers, so that every link leads forward.
        rows: for each layer the number of its row: 0 for the largest resolution.
        ascending: ids of the layers behind the bottom.
        descending: ids of the layers before the bottom, and the first one there; others stand on the way of a skip.
        skips: links from a layer before the bottom to one behind it, in the same row or on their way.
    """

    order: tuple[str, ...]
    rows: Mapping[str, int]
    ascending: frozenset[str]
    descending: frozenset[str]
    skips: tuple[Link, ...]

    @property
    def row_count(self) -> int:
        """How many resolutions there are."""
        return max(self.rows.values()) + 1

    def inside_runs(self, wanted: Set[str] = frozenset()) -> frozenset[str]:
        """Return the ids of all layers of a side of a row but one; those on the way of skips stay.

        Args:
            wanted: layers that stay, in the place of the one where a skip leaves, or of the last.
        """
        runs: dict[tuple[int, bool], list[str]] = {}
        for name in self.order:
            if name in self.ascending or name in self.descending:
                runs.setdefault((self.rows[name], name in self.ascending), []).append(name)
        leaving = {link.source for link in self.skips}
        usual = {
            next(name for name in run if name in leaving or name == run[-1]) for run in runs.values() if wanted.isdisjoint(run)
        }
        return frozenset(name for run in runs.values() for name in run) - usual - wanted

    def among(self, names: Collection[str], links: Sequence[Link]) -> ULevels:
        """Return the levels of some of the layers.

        Args:
            names: ids of the layers that are left.
            links: between them.
        """
        order = tuple(name for name in self.order if name in set(names))
        rows = {name: self.rows[name] for name in order}
        return replace(self, order=order, rows=rows, skips=_skips(links, rows, self.ascending, self.descending))


def find_u(nodes: Sequence[Node], links: Sequence[Link], channels_first: Set[str] = frozenset()) -> ULevels | None:
    """Return the levels of a U, ``None`` where the layers are none.

    Args:
        nodes: layers that are drawn.
        links: tensors between them.
        channels_first: ids of the nodes whose results have their channels in front of the axes of space.

    Example:
        >>> from dotnet_viz.graph import Layer, TensorSpec
        >>> sizes = 8, 4, 8, 8
        >>> nodes = [Node(f"n{i}", Layer("a", "a", "Any"), outputs=(TensorSpec((None, s, s, 2)),)) for i, s in enumerate(sizes)]
        >>> links = [Link("n0", "n1"), Link("n1", "n2"), Link("n2", "n3"), Link("n0", "n3")]
        >>> find_u(nodes, links).rows
        {'n0': 0, 'n1': 1, 'n2': 0, 'n3': 0}
        >>> find_u(nodes, links[:3]) is None
        True
    """
    if any(link.hidden for link in links) or len(nodes) < 3:
        return None
    pairs = [(link.source, link.target) for link in links]
    order = topological_order([node.id for node in nodes], pairs, break_cycles=True)
    by_id = {node.id: node for node in nodes}
    sizes = _sizes([by_id[name] for name in order], links, channels_first)
    if any(not size.spatial for size in sizes):
        return None
    for resolution in (_scale, _area):
        found = _levels(order, links, {name: resolution(size) for name, size in zip(order, sizes, strict=True)})
        if found is not None:
            return found
    return None


def _scale(size: TensorSize) -> _Resolution:
    """Return the side relative to the input's: unlike sizes, it stays where convolutions cut borders off."""
    return size.scale


def _area(size: TensorSize) -> _Resolution:
    return prod(float(size.scale) if side is None else side for side in size.spatial or ())


def _sizes(nodes: Sequence[Node], links: Sequence[Link], channels_first: Set[str]) -> Sequence[TensorSize]:
    places = {node.id: place for place, node in enumerate(nodes)}
    inputs: list[list[InputEdge]] = [[] for _ in nodes]
    for link in links:
        if places[link.source] < places[link.target]:
            inputs[places[link.target]].append(InputEdge(places[link.source], link.source_port, link.target_port))
    return tensor_sizes(LiveOrder(tuple(nodes), tuple(map(tuple, inputs))), channels_first)


def _levels(order: Sequence[str], links: Sequence[Link], resolutions: Mapping[str, _Resolution]) -> ULevels | None:
    trunk = _trunk(order, links)
    along = [resolutions[name] for name in trunk]
    smallest = min(along)
    bottom = along.index(smallest)
    falling, rising = along[: bottom + 1], along[bottom:]
    steps = sorted(set(along), reverse=True)
    if len(steps) < 2 or falling != sorted(falling, reverse=True) or rising != sorted(rising):
        return None
    if not set(resolutions.values()) <= set(steps):
        return None
    start = trunk[bottom]
    ascending = _reached([start], links, lambda link: (link.source, link.target))
    descending = _reached([start], links, lambda link: (link.target, link.source))
    rows = {name: steps.index(resolutions[name]) for name in order}
    skips = _skips(links, rows, ascending, descending)
    if not any(link.target in ascending for link in skips):
        return None
    return ULevels(tuple(order), rows, ascending, descending, skips)


def _skips(links: Sequence[Link], rows: Mapping[str, int], ascending: Set[str], descending: Set[str]) -> tuple[Link, ...]:
    return tuple(
        link
        for link in links
        if link.source not in ascending and link.target not in descending and rows[link.source] == rows[link.target]
    )


def _trunk(order: Sequence[str], links: Sequence[Link]) -> list[str]:
    """Return the longest path; of equals the one whose layers come first."""
    before: dict[str, str] = {}
    length = dict.fromkeys(order, 1)
    into: dict[str, list[str]] = {name: [] for name in order}
    for link in links:
        into[link.target].append(link.source)
    for name in order:
        for source in into[name]:
            if length[source] + 1 > length[name]:
                length[name], before[name] = length[source] + 1, source
    return list(_back(max(order, key=lambda name: length[name]), before))[::-1]


def _back(name: str, before: Mapping[str, str]) -> Iterator[str]:
    yield name
    while name in before:
        name = before[name]
        yield name


def _reached(starts: Sequence[str], links: Sequence[Link], ends: Callable[[Link], tuple[str, str]]) -> frozenset[str]:
    """Return what links lead to, the starts included."""
    onward: dict[str, list[str]] = {}
    for link in links:
        source, target = ends(link)
        onward.setdefault(source, []).append(target)
    found, waiting = set(starts), list(starts)
    while waiting:
        for name in onward.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return frozenset(found)
