"""The shortcuts inside a block: tensors that go around layers to a join, as they are or through a projection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.diagrams.blocks.paths import BlockPaths
from dotnet_viz.graph import Edge, Node
from dotnet_viz.graph.layer_kinds import family_of, kind_of
from dotnet_viz.measures.structure.blocks import Block

_MOST_ON_SHORTCUT = 2
_LIGHT = frozenset({"activation", "normalization", "regularization"})


@dataclass(frozen=True)
class Shortcut:
    """A tensor that is joined to what layers make of it.

    Args:
        source: id of the node that it comes from, in the first copy of a block; ``None`` where it is what the copy takes.
        origin: id of the node that it comes from, wherever that is.
        target: id of the node that joins it, in the same copy.
        layers: through which it goes, a projection; empty where it stays as it is.
    """

    source: str | None
    origin: str
    target: str
    layers: tuple[Node, ...] = ()


def shortcuts_of(block: Block, edges: Iterable[Edge], paths: BlockPaths) -> tuple[Shortcut, ...]:
    """Return the shortcuts of a block's first copy; what comes from elsewhere has a line between cards and is none.

    Args:
        block: whose copies are joined alike.
        edges: the edges at its level.
        paths: of its first copy.
    """
    connected = _Connected(block.copies[0], edges)
    return (*connected.plain(paths, block.branches), *connected.projections(paths))


def with_projections_aside(paths: BlockPaths, found: Iterable[Shortcut]) -> BlockPaths:
    """Return paths without the projections, whose joins go on with what they are joined to.

    Args:
        paths: of a block's copy.
        found: its shortcuts.
    """
    for shortcut in found:
        if shortcut.layers:
            paths = _aside(paths, shortcut)
    return paths


def _aside(paths: BlockPaths, shortcut: Shortcut) -> BlockPaths:
    lines = [line for line in paths.lines if line[-1].id != shortcut.layers[-1].id]
    behind = next(line for line in lines if line[0].id == shortcut.target)
    before = next(line for line in lines if line[-1].id in paths.sources[shortcut.target])
    merged = [(*before, *behind) if line is behind else line for line in lines if line is not before]
    return replace(paths, lines=tuple(merged))


class _Connected:
    def __init__(self, nodes: Sequence[Node], edges: Iterable[Edge]) -> None:
        self.inside = {node.id for node in nodes}
        self.by_id = {node.id: node for node in nodes}
        self.takers: dict[str, set[str]] = {}
        for edge in edges:
            if edge.target in self.inside:
                self.takers.setdefault(edge.source, set()).add(edge.target)

    def plain(self, paths: BlockPaths, branches: frozenset[tuple[str, str]]) -> Iterator[Shortcut]:
        for target, sources in paths.skips.items():
            for source in sources:
                if source in self.inside:
                    yield Shortcut(source, source, target)
                elif (source, target) not in branches and len(self.takers[source]) > 1:
                    yield Shortcut(None, source, target)

    def projections(self, paths: BlockPaths) -> Iterator[Shortcut]:
        """Yield the short ones of two paths from the same tensor to a sum."""
        by_end = {line[-1].id: line for line in paths.lines}
        for target in sorted(paths.joins, key=list(self.by_id).index):
            lines = [by_end.get(source, ()) for source in paths.sources[target]]
            if len(lines) != 2 or kind_of(self.by_id[target].layer).symbol != "+" or not all(lines):
                continue
            short, long = sorted(lines, key=lambda line: (_weight(line), len(line)))
            starts = {paths.sources[line[0].id] for line in lines}
            if len(starts) == 1 and _weight(short) < _weight(long) and self._is_plain(short, paths):
                (origins,) = starts
                if len(origins) == 1:
                    source = origins[0] if origins[0] in self.inside else None
                    yield Shortcut(source, origins[0], target, short)

    def _is_plain(self, line: Sequence[Node], paths: BlockPaths) -> bool:
        """Whether a path has few layers of weight, and nothing leaves it or joins it on its way."""
        joining = any(node.id in paths.joins or node.id in paths.skips for node in line)
        return not joining and _weight(line) <= _MOST_ON_SHORTCUT and all(len(self.takers.get(n.id, ())) == 1 for n in line)


def _weight(line: Sequence[Node]) -> int:
    return sum(not _is_light(node) for node in line)


def _is_light(node: Node) -> bool:
    """Whether a layer is no step of its own, whether or not its weights are known."""
    return family_of(node.layer) in _LIGHT


def pieces_of(lines: Sequence[Sequence[Node]], found: Iterable[Shortcut]) -> list[list[tuple[Node, ...]]]:
    """Return the pieces of each path, so that shortcuts start and end at the end of one.

    Args:
        lines: paths.
        found: the shortcuts.
    """
    found = tuple(found)
    sources, targets = {one.source for one in found}, {one.target for one in found}
    return [_cut(line, sources, targets) for line in lines]


def _cut(line: Sequence[Node], sources: set[str | None], targets: set[str]) -> list[tuple[Node, ...]]:
    ends = [place for place, node in enumerate(line) if node.id in sources or node.id in targets]
    kept: list[int] = []
    for place, after in zip(ends, [*ends[1:], None], strict=False):
        behind = line[place + 1 : len(line) if after is None else after + 1]
        # What comes from a join and is light, as its normalization, stands in the join's row.
        is_tail = all(map(_is_light, behind)) and (after is None or line[after].id not in targets)
        if not is_tail:
            kept.append(place + 1)
    starts = [0, *kept]
    return [tuple(line[start:end]) for start, end in zip(starts, [*kept, len(line)], strict=True) if start < end]


def around_all(found: Iterable[Shortcut], paths: BlockPaths) -> tuple[Shortcut, ...]:
    """Return the shortcuts around everything in a card: from what it takes to the last join in it.

    Args:
        found: shortcuts.
        paths: of the card, projections aside.
    """
    found = tuple(found)
    joins = [node.id for node in paths.lines[-1] if node.id in paths.joins or node.id in paths.skips or not _is_light(node)]
    return tuple(one for one in found if one.source is None and joins[-1:] == [one.target])
