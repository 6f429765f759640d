"""Both models next to each other: the first on the left, the second on the right, with lines between matching layers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.common.text_box import MAX_TEXT_WIDTH, PADDING_X
from dotnet_viz.diagrams.diff.change_styles import APPEARANCES, key_of, matched
from dotnet_viz.diagrams.diff.flow_lines import flow_lines
from dotnet_viz.diagrams.diff.folding import PAGE_BOXES, PAGE_PARTS
from dotnet_viz.diagrams.diff.rows import SideRow, side_rows
from dotnet_viz.diagrams.diff.side_boxes import layer_on_side, side_box
from dotnet_viz.diagrams.options import check_options, option
from dotnet_viz.fonts.wrapping import wrap
from dotnet_viz.formatting import format_count
from dotnet_viz.measures.comparison.comparison import Comparison
from dotnet_viz.measures.comparison.entries import entries_of
from dotnet_viz.measures.comparison.texts.wording import (
    description_of,
    folded_note,
    in_common,
    no_differences,
    title_of,
)
from dotnet_viz.scene import Connection, Label, Point, Scene, Shape, changed
from dotnet_viz.translation.translate import mark, translate

_GAP_X, _GAP_Y, _HEADING = 110.0, 26.0, 34.0
_HEADING_SIZE, _HEADING_LINE = 12.0, 16.0
_NARROW_GAP, _LEAST_TEXT = 40.0, 90.0
# What half of a picture has besides the texts of its boxes: a margin, padding, half of the gap, lines around.
_AROUND_TEXT = 85.0


@dataclass(frozen=True)
class SideBySide:
    """Both models side by side, with lines between what matches.

    Args:
        fold: draw consecutive layers without a change as one box on each side.
        context: number of layers around each change that are not folded.

    Raises:
        OptionError: a ``context`` below 0.

    Command:
        dotnet-viz diff old.keras new.keras -o diff.svg --style side-by-side
        dotnet-viz diff old.keras new.keras -o diff.svg --style side-by-side --no-fold

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> from dotnet_viz.measures.comparison import compare_graphs
        >>> found = compare_graphs(read([np.ones((3, 2))]), read([np.ones((3, 2)), np.ones((2, 1))]))
        >>> [shape.id for shape in SideBySide().build(found).shapes]
        ['left-0', 'right-0', 'left-1', 'right-1', 'right-2']
    """

    fold: bool = True
    context: int = option(1, least=0)

    def __post_init__(self) -> None:
        check_options(self)

    def smaller(self, comparison: Comparison, room: tuple[float, float]) -> Iterator[Scene]:
        """Yield ever smaller pictures, of which the first that has room on a page is drawn.

        Args:
            comparison: of the models.
            room: width and height of the page in CSS pixels, at a size at which texts can be read.
        """
        yield self.build(comparison)
        usual, narrow = _Sizes(), _Sizes(_NARROW_GAP, min(MAX_TEXT_WIDTH, max(room[0] / 2 - _AROUND_TEXT, _LEAST_TEXT)))
        for sizes in (usual, narrow):
            for most in PAGE_BOXES:
                yield self._scene(comparison, side_rows(comparison, context=0, most=most), sizes)
        yield from (self._scene(comparison, side_rows(comparison, parts=parts), narrow) for parts in PAGE_PARTS)

    def build(self, comparison: Comparison) -> Scene:
        """Return the picture of both models, with positions."""
        return self._scene(comparison, side_rows(comparison, fold=self.fold, context=self.context), _Sizes())

    def _scene(self, comparison: Comparison, rows: Sequence[SideRow], sizes: _Sizes) -> Scene:
        pairs = [_boxes(number, row, comparison, sizes.wrapped_at) for number, row in enumerate(rows)]
        headings = [_heading(comparison, position, sizes.wrapped_at) for position in (0, 1)]
        top = _HEADING + (max(map(len, headings)) - 1) * _HEADING_LINE
        boxes = _placed(pairs, sizes.gap, top, level=not comparison.nothing_in_common)
        shapes = {box.id: box for pair in boxes for box in pair if box is not None}
        return Scene(
            title=title_of(comparison),
            description=description_of(comparison),
            shapes=tuple(shapes.values()),
            connections=(
                *flow_lines(comparison.before, _owners(rows, "left"), shapes, outside=-1),
                *flow_lines(comparison.after, _owners(rows, "right"), shapes, outside=1),
                *_links(rows, shapes),
            ),
            labels=tuple(_headings(headings, boxes)),
            legends=(key_of(Counter(entry.sort for entry in entries_of(comparison))),) if comparison else (),
            notes=tuple(_notes(comparison, rows)),
            layout="given",
            members=_members(comparison, rows),
        )


@dataclass(frozen=True)
class _Sizes:
    """How far apart the models stand.

    Args:
        gap: between their boxes.
        wrapped_at: width of the texts in boxes; ``None`` for that of the texts.
    """

    gap: float = _GAP_X
    wrapped_at: float | None = None


Pair = tuple[Shape | None, Shape | None]


def _boxes(number: int, row: SideRow, comparison: Comparison, wrapped_at: float | None) -> Pair:
    return (
        side_box(f"left-{number}", row, comparison.before, wrapped_at, first=True) if row.left else None,
        side_box(f"right-{number}", row, comparison.after, wrapped_at, first=False) if row.right else None,
    )


def _members(comparison: Comparison, rows: Sequence[SideRow]) -> dict[str, tuple[str, ...]]:
    """Return the calls that each box stands for: of the first model with ``b-`` before, of the second with ``a-``."""
    sides = (("left", "b-", comparison.before, True), ("right", "a-", comparison.after, False))
    return {
        f"{side}-{number}": tuple(
            start + node.id
            for entry in (row.on_left if first else row.on_right)
            for node in graph.calls(layer_on_side(entry, first=first).id)
        )
        for side, start, graph, first in sides
        for number, row in enumerate(rows)
        if getattr(row, side)
    }


def _placed(pairs: Sequence[Pair], gap: float, top: float, *, level: bool) -> list[Pair]:
    """Return boxes with their positions: rows are level across both models, or each model stands for itself."""
    widths = [max((pair[side].width for pair in pairs if pair[side] is not None), default=60.0) for side in (0, 1)]  # type: ignore[union-attr]
    middles = widths[0] / 2, widths[0] + gap + widths[1] / 2
    tops = [top, top]
    placed: list[Pair] = []
    for pair in pairs:
        height = max(box.height for box in pair if box is not None)
        left, right = (
            None if box is None else changed(box, x=round(x, 2), y=round(top + height / 2, 2))
            for box, x, top in zip(pair, middles, tops, strict=True)
        )
        placed.append((left, right))
        tops = [top + height + _GAP_Y if level or box is not None else top for box, top in zip(pair, tops, strict=True)]
    return placed


def _owners(rows: Sequence[SideRow], side: str) -> Mapping[str, str]:
    """Return for each layer's id the box on one side that it is drawn as, or in."""
    found: dict[str, str] = {}
    for number, row in enumerate(rows):
        for entry in row.on_left if side == "left" else row.on_right:
            found[layer_on_side(entry, first=side == "left").id] = f"{side}-{number}"
    return found


def _links(rows: Sequence[SideRow], shapes: Mapping[str, Shape]) -> Iterator[Connection]:
    lefts = {id(row.entries[0]): f"left-{number}" for number, row in enumerate(rows) if row.left}
    for number, row in enumerate(rows):
        left = lefts.get(id(row.entries[0]))
        is_joined = not row.rows or {*map(id, row.on_left)} & {*map(id, row.on_right)}
        if not row.right or left is None or not is_joined:
            continue
        sort = row.entries[0].sort if not row.is_fold else "same"
        appearance = APPEARANCES[sort]
        yield Connection(
            left,
            f"right-{number}",
            points=_across(shapes[left], shapes[f"right-{number}"]),
            stroke=appearance.stroke,
            width=1.0 if sort in ("same", "renamed") else 2.0,
            dashed=True,
            arrow=False,
            tooltip=_why(row),
        )


def _why(row: SideRow) -> str:
    match = row.entries[0].match
    if row.rows:
        return ""
    return translate("the same layers") if match is None else matched(match)


def _across(left: Shape, right: Shape) -> tuple[Point, ...]:
    start = ((left.x or 0.0) + left.width / 2, left.y or 0.0)
    end = ((right.x or 0.0) - right.width / 2, right.y or 0.0)
    middle = (start[0] + end[0]) / 2
    return (start, (middle, start[1]), (middle, end[1]), end)


def _heading(comparison: Comparison, position: int, width: float | None) -> list[str]:
    """Return the lines above one of the models."""
    side = (comparison.summary.before, comparison.summary.after)[position]
    word = (mark("before: {counts}"), mark("after: {counts}"))[position]
    counts = f"{format_count(side.layer_count, 'layer')}, {format_count(side.parameter_count, 'parameter')}"
    text = translate(word, counts=counts)
    return [text] if width is None else wrap(text, _HEADING_SIZE, width + 2 * PADDING_X, bold=True)


def _headings(headings: Sequence[Sequence[str]], boxes: Sequence[Pair]) -> Iterator[Label]:
    for position, lines in enumerate(headings):
        box = next((pair[position] for pair in boxes if pair[position] is not None), None)
        if box is not None and box.x is not None:
            for number, line in enumerate(lines):
                yield Label(line, box.x, 8.0 + number * _HEADING_LINE, _HEADING_SIZE, bold=True)


def _notes(comparison: Comparison, rows: Sequence[SideRow]) -> Iterator[str]:
    if not comparison:
        yield no_differences(comparison)
    if nothing := in_common(comparison):
        yield nothing
    folds = [row.entries for row in rows if row.is_fold]
    if folds and comparison:
        yield folded_note([entry for entries in folds for entry in entries], len(folds))
    if any(layer.category == "model" for layer in comparison.after.layers):
        yield translate("Layers of nested models stand in their place; the models themselves have no box.")
    if comparison.ignored:
        yield translate("Ignored: {names}.", names=", ".join(comparison.ignored))
