"""A tree of architectures by likeness (a dendrogram): what is joined far to the right has most in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.fonts import kept_distinct, shorten, text_width
from dotnet_viz.formatting import format_count, format_percent
from dotnet_viz.measures.families.families import FamilyMerge
from dotnet_viz.scene import Connection, Label, Point, Scene, Shape
from dotnet_viz.translation.translate import translate

_WIDTH, _ROW, _TOP = 300.0, 44.0, 30.0
_TEXT, _DETAIL = 12.0, 11.0
_MOST_TEXT = 340.0
_PADDING = 10.0


@dataclass(frozen=True)
class TreeLeaf:
    """One end of the tree.

    Args:
        name: in a few words.
        detail: a second line.
        tooltip: shown while the pointer rests on it.
    """

    name: str
    detail: str = ""
    tooltip: str = ""


def family_tree(leaves: Sequence[TreeLeaf], merges: Sequence[FamilyMerge], limit: float, title: str) -> Scene:
    """Return the picture of a tree.

    Args:
        leaves: from the top; those that are joined are neighbours.
        merges: one fewer than leaves, nearest first.
        limit: distance up to which what is joined is a family; a line stands there.
        title: of the picture.

    Example:
        >>> scene = family_tree([TreeLeaf("a"), TreeLeaf("b")], [FamilyMerge(0, 1, 0.25)], 0.5, "Two")
        >>> [shape.id for shape in scene.shapes if shape.kind == "architecture"], scene.connections[0].points[0]
        (['leaf-0', 'leaf-1'], (225.0, 44.0))
    """
    with kept_distinct(leaf.name for leaf in leaves):
        names = [shorten(leaf.name, _TEXT, _MOST_TEXT, bold=True) for leaf in leaves]
    details = [shorten(leaf.detail, _DETAIL, _MOST_TEXT) for leaf in leaves]
    widths = [text_width(name, _TEXT, bold=True) for name in names] + [text_width(detail, _DETAIL) for detail in details]
    width = max(widths, default=0.0) + 2 * _PADDING
    boxes = [
        _leaf(number, leaf, (name, detail), width)
        for number, (leaf, name, detail) in enumerate(zip(leaves, names, details, strict=True))
    ]
    knots, lines = _joined(boxes, merges, limit)
    return Scene(
        title=title,
        description=translate(
            "A tree of {architectures}, by how much they have in common.",
            architectures=format_count(len(leaves), "architecture"),
        ),
        shapes=(_rule(limit, len(leaves) * _ROW), *boxes, *knots),
        connections=tuple(lines),
        labels=tuple(_scale(limit)),
        layout="given",
        show_title=False,
    )


def _joined(boxes: Sequence[Shape], merges: Sequence[FamilyMerge], limit: float) -> tuple[list[Shape], list[Connection]]:
    """Return a knot for each merge, half way between what it joins, and its lines to both."""
    points: list[Point] = [(_WIDTH, shape.y or 0.0) for shape in boxes]
    ids = [shape.id for shape in boxes]
    knots, lines = [], []
    for number, merge in enumerate(merges):
        here = _x(merge.distance), (points[merge.left][1] + points[merge.right][1]) / 2
        name = f"join-{number}"
        knots.append(_knot(name, here, merge.distance))
        lines += [
            _line(name, ids[part], here, points[part], within=merge.distance <= limit) for part in (merge.left, merge.right)
        ]
        points.append(here)
        ids.append(name)
    return knots, lines


def _x(distance: float) -> float:
    return _WIDTH * (1.0 - min(1.0, max(0.0, distance)))


def _leaf(number: int, leaf: TreeLeaf, lines: tuple[str, str], width: float) -> Shape:
    left = -width / 2 + _PADDING
    name, detail = lines
    labels = [Label(name, left, -8.0 if detail else 0.0, _TEXT, bold=True, anchor="start")]
    labels += [Label(detail, left, 9.0, _DETAIL, anchor="start", color="muted")] if detail else []
    return Shape(
        f"leaf-{number}",
        leaf.name,
        width,
        _ROW - 8.0,
        form="rounded",
        x=_WIDTH + width / 2,
        y=(number + 0.5) * _ROW,
        labels=tuple(labels),
        tooltip=leaf.tooltip,
        kind="architecture",
    )


def _knot(name: str, place: Point, distance: float) -> Shape:
    text = translate("{share} in common", share=format_percent(1.0 - distance))
    return Shape(name, text, 6.0, 6.0, "circle", place[0], place[1], fill="line", tooltip=text, kind="join")


def _line(source: str, target: str, start: Point, end: Point, *, within: bool) -> Connection:
    """Return a line that goes up or down first, and then to the right."""
    corner = start[0], end[1]
    points = (start, start, corner, corner, corner, end, end)
    return Connection(source, target, points, stroke="accent" if within else "line", width=1.6, dashed=not within, arrow=False)


def _rule(limit: float, bottom: float) -> Shape:
    return Shape("limit", "", 0.5, bottom + 6.0, "bar", _x(limit), bottom / 2, fill="line", stroke="line", stroke_width=0.5)


def _scale(limit: float) -> Iterator[Label]:
    for distance, anchor in ((1.0, "start"), (limit, "middle"), (0.0, "end")):
        yield Label(f"{format_percent(1.0 - distance)}", _x(distance), -_TOP + 18.0, _DETAIL, anchor=anchor, color="muted")
    yield Label(translate("in common:"), _x(1.0), -_TOP + 2.0, _DETAIL, anchor="start", color="muted")
