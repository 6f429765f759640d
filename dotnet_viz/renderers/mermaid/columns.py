"""Where a diagram that is longer than a page goes on in the next column, or row where the data flows across.

Mermaid keeps the direction of a column only where no line leaves it for a box of another one. A line that would is therefore
written in two: it ends at a circle with a number and goes on at the one with the same number. Cuts are where few lines pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from dotnet_viz.renderers.mermaid.sizes import GAP, Size, box_size, lines_of, ranked_size
from dotnet_viz.scene import Connection, Scene
from dotnet_viz.traversal import depth_first_order

PAGE = (1284.0, 1814.0)
"""Width and height of what can be read on 17 × 24 cm: there Mermaid's texts of 16 pixels are 6 points high."""

_CIRCLE = 26.0
_AROUND = 40.0
"""Pixels that a column is larger than what is in it, on each of its sides along the flow and on both across."""
_MOST_COLUMNS = 12
_MOST_CUT = (1, 3)
"""Lines that may pass where a diagram is cut: better one than many."""


@dataclass(frozen=True)
class MermaidColumns:
    """The parts of a diagram that follow one another.

    Args:
        members: ids of the shapes and of the outermost frames of each part.
        cuts: the lines that lead from one part to another.
        size: of the picture in pixels, about.
    """

    members: tuple[frozenset[str], ...]
    cuts: tuple[Connection, ...]
    size: Size

    @property
    def zoom(self) -> float:
        """How much larger it could be drawn on :data:`PAGE`; below 1 its texts are too small there."""
        return min(room / max(side, 1.0) for room, side in zip(PAGE, self.size, strict=True))


def columns_of(scene: Scene) -> MermaidColumns:
    """Return the fewest columns in which a diagram is read on a page, or if there are none, those that come closest.

    Args:
        scene: of boxes and arrows.

    Example:
        >>> from dotnet_viz.scene import Shape
        >>> shapes = [Shape(f"n{number}", "layer", 60, 30) for number in range(40)]
        >>> lines = [Connection(one.id, other.id) for one, other in pairwise(shapes)]
        >>> found = columns_of(Scene("chain", shapes=tuple(shapes), connections=tuple(lines)))
        >>> [len(part) for part in found.members], found.cuts[0].source
        ([13, 14, 13], 'n12')
    """
    best = _joined(scene, _pieces(scene, 0), 1)
    for most in _MOST_CUT:
        pieces = _pieces(scene, most) if best.zoom < 1 else []
        for count in range(2, min(len(pieces), _MOST_COLUMNS) + 1):
            best = max(best, _joined(scene, pieces, count), key=lambda columns: columns.zoom)
            if best.zoom >= 1:
                break
    return best


@dataclass(frozen=True)
class _Piece:
    """What stands between two places at which a diagram can be cut."""

    owners: tuple[str, ...]
    size: Size


def _pieces(scene: Scene, most: int) -> list[_Piece]:
    """Return the pieces between the places that no more lines than ``most`` pass."""
    owner = outermost_frames(scene)
    order = _order(scene, owner)
    bounds = [0, *_places_to_cut(scene, order, owner, most), len(order)]
    number_of = {name: number for number, (start, end) in enumerate(pairwise(bounds)) for name in order[start:end]}
    lines: list[list[Connection]] = [[] for _ in bounds[1:]]
    for line in scene.connections:
        if number_of[owner[line.source]] == number_of[owner[line.target]]:
            lines[number_of[owner[line.source]]].append(line)
    sizes: list[dict[str, Size]] = [{} for _ in bounds[1:]]
    for shape in scene.boxes:
        sizes[number_of[owner[shape.id]]][shape.id] = box_size(lines_of(shape))
    across = scene.direction in ("LR", "RL")
    return [
        _Piece(tuple(order[start:end]), ranked_size(sizes[number], lines[number], across))
        for number, (start, end) in enumerate(pairwise(bounds))
    ]


def outermost_frames(scene: Scene) -> Mapping[str, str]:
    """Return for each shape the id of the outermost frame around it, or its own.

    Args:
        scene: of boxes and arrows.
    """
    frames: dict[str, str] = {}
    for cluster in scene.clusters:
        frames[cluster.id] = cluster.id if cluster.parent is None else frames[cluster.parent]
    return {shape.id: shape.id if shape.cluster is None else frames[shape.cluster] for shape in scene.boxes}


def _order(scene: Scene, owner: Mapping[str, str]) -> list[str]:
    """Return shapes and frames so that what leads to one stands before it, and as near to it as it can."""
    sources: dict[str, dict[str, None]] = {name: {} for name in owner.values()}
    ends = dict.fromkeys(sources)
    for line in scene.connections:
        if owner[line.source] != owner[line.target]:
            sources[owner[line.target]][owner[line.source]] = None
            ends.pop(owner[line.source], None)
    return list(depth_first_order([*ends, *sources], sources.__getitem__))


def _places_to_cut(scene: Scene, order: Sequence[str], owner: Mapping[str, str], most: int) -> list[int]:
    """Return the places in the order that some lines pass, but no more than ``most``."""
    place = {name: index for index, name in enumerate(order)}
    passing = [0] * (len(order) + 1)
    for line in scene.connections:
        ends = sorted((place[owner[line.source]], place[owner[line.target]]))
        passing[ends[0] + 1] += 1
        passing[ends[1] + 1] -= 1
    return [index for index, count in enumerate(accumulate(passing)) if 1 <= count <= most]


def _joined(scene: Scene, pieces: Sequence[_Piece], count: int) -> MermaidColumns:
    """Return pieces as columns of about the same length."""
    along = 0 if scene.direction in ("LR", "RL") else 1
    lengths = [piece.size[along] + GAP for piece in pieces]
    reached = list(accumulate(lengths))
    parts: list[list[_Piece]] = [[] for _ in range(count)]
    for piece, length, end in zip(pieces, lengths, reached, strict=True):
        parts[min(int((end - length / 2) / reached[-1] * count), count - 1)].append(piece)
    parts = [part for part in parts if part]
    members = tuple(frozenset(name for piece in part for name in piece.owners) for part in parts)
    owner, number_of = outermost_frames(scene), {name: number for number, part in enumerate(members) for name in part}
    cuts = tuple(line for line in scene.connections if number_of[owner[line.source]] != number_of[owner[line.target]])
    sizes = [(sum(piece.size[along] + GAP for piece in part), max(piece.size[1 - along] for piece in part)) for part in parts]
    # Each end at a circle takes a rank more.
    length = max(size[0] for size in sizes) + (2 * (_CIRCLE + GAP + _AROUND) if cuts else 0.0)
    breadth = sum(size[1] for size in sizes) + (2 * GAP + _AROUND) * (len(parts) - 1)
    return MermaidColumns(members, cuts, (length, breadth) if along == 0 else (breadth, length))
