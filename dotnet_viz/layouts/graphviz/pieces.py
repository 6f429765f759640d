"""A graph cut into pieces at the shapes that every path passes, so that each piece is small.

Graphviz's time grows much faster than the graph, and most networks are chains of blocks: the pieces between two
blocks are laid out one by one, equal ones only once, and set below each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dotnet_viz.scene import Cluster, Connection, Scene, Shape
from dotnet_viz.traversal import topological_order


@dataclass(frozen=True)
class Piece:
    """A part of a scene that begins and ends at a shape alone.

    Args:
        scene: its shapes, connections and clusters, in the order of the whole.
        entry: id of the shape that it shares with the piece before; ``None`` for the first.
        exit: id of the shape that it shares with the piece after; ``None`` for the last.
        numbers: for each of its connections the position in the whole scene.
    """

    scene: Scene
    entry: str | None
    exit: str | None
    numbers: tuple[int, ...]

    @property
    def is_step(self) -> bool:
        """Whether it is one plain line between two shapes without a frame, for which no engine is needed."""
        lines = self.scene.connections
        is_plain = len(self.scene.shapes) == 2 and len(lines) == 1 and not self.scene.clusters
        return is_plain and not lines[0].label and lines[0].source != lines[0].target


def trunk(piece: Piece) -> tuple[str, ...]:
    """Return the shapes of the longest path through a piece, which should run straight.

    Example:
        >>> shapes = tuple(Shape(name, name, 9, 9) for name in "abc")
        >>> lines = Connection("a", "c"), Connection("a", "b"), Connection("b", "c")
        >>> trunk(Piece(Scene("skip", shapes=shapes, connections=lines), "a", "c", (0, 1, 2)))
        ('a', 'b', 'c')
    """
    ranks = _ranks(piece.scene) or {}
    before: dict[str, str] = {}
    length: dict[str, int] = {}
    for line in sorted(piece.scene.connections, key=lambda line: ranks[line.source]):
        steps = length.get(line.source, 0 if piece.entry in (None, line.source) else -len(ranks)) + 1
        if line.source != line.target and steps > length.get(line.target, -len(ranks)):
            length[line.target], before[line.target] = steps, line.source
    if not length:
        return ()
    found = [piece.exit or max(length, key=lambda name: length[name])]
    while found[-1] in before:
        found.append(before[found[-1]])
    return _without_equals(piece, ranks, found[::-1])


def _without_equals(piece: Piece, ranks: Mapping[str, int], path: Sequence[str]) -> tuple[str, ...]:
    """Return a path without its first and last shapes where others are their equals: what joins them stands in the middle."""
    lines = {(line.source, line.target) for line in piece.scene.connections if line.source != line.target}
    fed, feeding = Counter(target for _, target in lines), Counter(source for source, _ in lines)
    starts = [ranks[name] for name in feeding if name not in fed]
    ends = [ranks[name] for name in fed if name not in feeding]
    first, last = 0, len(path)
    if piece.entry is None and starts.count(ranks[path[0]]) > 1:
        first = next((index for index, name in enumerate(path) if fed[name] > 1), 0)
    if piece.exit is None and ends.count(ranks[path[-1]]) > 1:
        last = next((index + 1 for index in reversed(range(len(path))) if feeding[path[index]] > 1), len(path))
    return tuple(path[first:last])


def loose_ends(piece: Piece) -> list[tuple[str, str]]:
    """Return pairs that keep all shapes between a piece's two ends: its entry and other starts, other ends and its exit."""
    lines = [line for line in piece.scene.connections if line.source != line.target]
    targets, sources = {line.target for line in lines}, {line.source for line in lines}
    names = [shape.id for shape in piece.scene.shapes if shape.id not in (piece.entry, piece.exit)]
    pairs = []
    if piece.entry is not None:
        pairs += [(piece.entry, name) for name in names if name not in targets]
    if piece.exit is not None:
        pairs += [(name, piece.exit) for name in names if name not in sources]
    return pairs


def pieces(scene: Scene) -> list[Piece]:
    """Return the pieces of a scene along its flow; one that is the whole scene if it cannot be cut.

    Args:
        scene: without places.

    Example:
        >>> shapes = tuple(Shape(name, name, 9, 9) for name in "abc")
        >>> chain = Scene("chain", shapes=shapes, connections=(Connection("a", "b"), Connection("b", "c")))
        >>> [(piece.entry, piece.exit) for piece in pieces(chain)]
        [(None, 'b'), ('b', None)]
    """
    ranks = _ranks(scene)
    cuts = _cuts(scene, ranks) if ranks is not None else []
    if ranks is None or not cuts:
        return [Piece(scene, None, None, tuple(range(len(scene.connections))))]
    return _parts(scene, ranks, cuts)


def _ranks(scene: Scene) -> Mapping[str, int] | None:
    """Return how many steps each shape is from the start on its longest path; ``None`` where lines run in circles.

    A shape that nothing enters stands just before the first that it leads to.
    """
    if not scene.shapes or any(shape.rank is not None for shape in scene.shapes):
        return None
    after: dict[str, list[str]] = {shape.id: [] for shape in scene.shapes}
    edges = [(line.source, line.target) for line in scene.connections if line.source != line.target]
    for source, target in edges:
        after[source].append(target)
    order = topological_order(after, edges)
    if len(order) < len(after):
        return None
    ranks = dict.fromkeys(after, 0)
    for name in order:
        for target in after[name]:
            ranks[target] = max(ranks[target], ranks[name] + 1)
    for name in after.keys() - {target for _, target in edges}:
        ranks[name] = max(0, min((ranks[target] for target in after[name]), default=1) - 1)
    return ranks


def _cuts(scene: Scene, ranks: Mapping[str, int]) -> list[str]:
    """Return the shapes outside of frames that stand alone on their rank and over which no line and no frame reaches."""
    count = max(ranks.values()) + 1
    alone: list[list[str]] = [[] for _ in range(count)]
    outside = {shape.id for shape in scene.shapes if shape.cluster is None}
    for name, rank in ranks.items():
        alone[rank].append(name)
    passing = [0] * (count + 1)
    for low, high in (*_spans_of_lines(scene, ranks), *_spans_of_frames(scene, ranks)):
        passing[low + 1] += 1
        passing[max(high, low + 1)] -= 1
    found, over = [], 0
    for rank, names in enumerate(alone):
        over += passing[rank]
        if len(names) == 1 and not over and names[0] in outside and 0 < rank < count - 1:
            found.append(names[0])
    return found


def _spans_of_lines(scene: Scene, ranks: Mapping[str, int]) -> list[tuple[int, int]]:
    return [(ranks[line.source], ranks[line.target]) for line in scene.connections if line.source != line.target]


def _spans_of_frames(scene: Scene, ranks: Mapping[str, int]) -> list[tuple[int, int]]:
    """Return from where to where each outermost frame reaches."""
    top = outermost(scene.clusters)
    members: dict[str, list[int]] = {}
    for shape in scene.shapes:
        if shape.cluster is not None:
            members.setdefault(top[shape.cluster], []).append(ranks[shape.id])
    return [(min(found), max(found)) for found in members.values()]


def outermost(clusters: Sequence[Cluster]) -> Mapping[str, str]:
    """Return for each frame the outermost one around it, or itself."""
    parents = {cluster.id: cluster.parent for cluster in clusters}
    found = {}
    for name in parents:
        position = name
        while (parent := parents[position]) is not None:
            position = parent
        found[name] = position
    return found


def _parts(scene: Scene, ranks: Mapping[str, int], cuts: Sequence[str]) -> list[Piece]:
    part_of_rank = [0] * (max(ranks.values()) + 1)
    borders = {ranks[name] for name in cuts}
    part = 0
    for rank in range(len(part_of_rank)):
        part_of_rank[rank] = part
        part += rank in borders
    # A cut shape stands in the part before it, and once more in the part after.
    shapes: list[list[Shape]] = [[] for _ in range(part + 1)]
    lines: list[list[tuple[int, Connection]]] = [[] for _ in range(part + 1)]
    for shape in scene.shapes:
        own = part_of_rank[ranks[shape.id]]
        shapes[own].append(shape)
        if ranks[shape.id] in borders:
            shapes[own + 1].append(shape)
    for number, line in enumerate(scene.connections):
        lines[part_of_rank[ranks[line.target]]].append((number, line))
    return _joined(scene, shapes, lines, [None, *cuts, None])


def _joined(
    scene: Scene,
    shapes: Sequence[list[Shape]],
    lines: Sequence[list[tuple[int, Connection]]],
    borders: Sequence[str | None],
) -> list[Piece]:
    top = outermost(scene.clusters)
    part_of = {top[shape.cluster]: part for part, own in enumerate(shapes) for shape in own if shape.cluster is not None}
    frames: list[list[Cluster]] = [[] for _ in shapes]
    for cluster in scene.clusters:
        frames[part_of.get(top[cluster.id], 0)].append(cluster)
    found = []
    for part, (entry, exit_) in enumerate(pairwise(borders)):
        connections = tuple(line for _, line in lines[part])
        piece = Scene(
            scene.title,
            shapes=tuple(shapes[part]),
            connections=connections,
            clusters=tuple(frames[part]),
            layout=scene.layout,
            direction=scene.direction,
            splines=scene.splines,
            gap=scene.gap,
        )
        found.append(Piece(piece, entry, exit_, tuple(number for number, _ in lines[part])))
    return found
