"""How large Mermaid draws a diagram, which it alone places: estimated from texts and ranks, within a few percent."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby

from dotnet_viz.fonts import text_width
from dotnet_viz.scene import Connection, Shape
from dotnet_viz.traversal import topological_order

Size = tuple[float, float]

TEXT = 16.0
GAP = 50.0
"""Pixels between ranks and between the boxes of one."""

_LINE = 24.0
_PADDING = 15.0
_WIDEST = 200.0
"""Pixels of a line of text; longer ones go on below."""


def box_size(lines: Iterable[str]) -> Size:
    """Return width and height of a box in pixels.

    Args:
        lines: its texts.

    Example:
        >>> box_size(["a", "b"])[1]
        78.0
    """
    widths = [text_width(line, TEXT) for line in lines] or [0.0]
    rows = sum(max(1, math.ceil(width / _WIDEST)) for width in widths)
    return min(max(widths), _WIDEST) + 2 * _PADDING, rows * _LINE + 2 * _PADDING


def lines_of(shape: Shape) -> list[str]:
    """Return the texts of a box; those of one height are one line.

    Args:
        shape: of a scene.
    """
    rows = groupby(sorted(shape.labels, key=lambda label: (label.y, label.x)), key=lambda label: label.y)
    return [" ".join(label.text for label in row) for _, row in rows]


def ranked_size(sizes: Mapping[str, Size], lines: Collection[Connection], across: bool) -> Size:
    """Return the size of boxes in ranks, each behind those that lead to it.

    Args:
        sizes: of the boxes by id.
        lines: between them.
        across: whether ranks follow one another to the right, not downwards.
    """
    ranks = dict.fromkeys(sizes, 0)
    followers: dict[str, list[str]] = {name: [] for name in sizes}
    for line in lines:
        followers[line.source].append(line.target)
    for name in topological_order(sizes, ((line.source, line.target) for line in lines), break_cycles=True):
        for follower in followers[name]:
            ranks[follower] = max(ranks[follower], ranks[name] + 1)
    rows: dict[int, list[Size]] = {}
    for name, rank in ranks.items():
        rows.setdefault(rank, []).append(sizes[name])
    if across:
        rows = {rank: [(height, width) for width, height in row] for rank, row in rows.items()}
    along = sum(max(height for _, height in row) for row in rows.values()) + GAP * max(len(rows) - 1, 0)
    widest = max((sum(width for width, _ in row) + GAP * (len(row) - 1) for row in rows.values()), default=0.0)
    return (along, widest) if across else (widest, along)
