"""Shortcuts drawn beside a card: arcs from the row of the layer that a tensor comes from to that of the join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.blocks.composition import ARROW, Contents
from dotnet_viz.diagrams.blocks.hierarchy import BlockView
from dotnet_viz.diagrams.blocks.layer_text import describe, tensor_size
from dotnet_viz.diagrams.blocks.shortcuts import Shortcut
from dotnet_viz.diagrams.common.rounded_lines import rounded
from dotnet_viz.fonts import text_width
from dotnet_viz.measures.structure.chain import is_heavy
from dotnet_viz.scene import Connection, Point, Shape
from dotnet_viz.translation.translate import translate

_FIRST_TRACK, _TRACK = 17.0, 9.0
_EDGE = 9.0
_BESIDE = 3.0
_LABEL_SIZE, _LABEL_ROW = 11.0, 15.0


@dataclass(frozen=True)
class _Arc:
    """Where an arc leaves and enters its card, along the side that it stands at."""

    shortcut: Shortcut
    start: float
    end: float

    @property
    def span(self) -> tuple[float, float]:
        return min(self.start, self.end), max(self.start, self.end)


def arcs_of(
    view: BlockView, shape: Shape, contents: Contents, ends: Sequence[float], detail: str, direction: str
) -> tuple[Connection, ...]:
    """Return the shortcuts of a block as lines from its card to itself, measured from its middle.

    Args:
        view: the block.
        shape: its card.
        contents: what its lines say, and its shortcuts.
        ends: for each line how far the middle of its last row is below that of the card.
        detail: one of :data:`~dotnet_viz.diagrams.blocks.options.DETAILS`.
        direction: where the data flows.
    """
    side = _Side(shape, contents, ends, direction)
    arcs = sorted(map(side.arc, contents.shortcuts), key=lambda arc: arc.span[1] - arc.span[0])
    tracks = _tracks(arcs)
    outside = _FIRST_TRACK + _TRACK * max(tracks, default=0)
    texts = [_label(view, arc.shortcut, detail) for arc in arcs]
    places = side.label_places(arcs, texts, outside)
    return tuple(
        Connection(
            shape.id,
            shape.id,
            side.route(arc, track),
            label=text,
            label_at=place if text else None,
            tooltip=_tooltip(view, arc.shortcut),
        )
        for arc, track, text, place in zip(arcs, tracks, texts, places, strict=True)
    )


class _Side:
    """The side of a card that arcs stand at: the right one, or the lower one where data flow to the right or left."""

    def __init__(self, shape: Shape, contents: Contents, ends: Sequence[float], direction: str) -> None:
        self._is_across = direction in ("LR", "RL")
        self._rows: Mapping[str, int] = contents.rows
        half, self._out = (shape.width, shape.height) if self._is_across else (shape.height, shape.width)
        half, self._out = half / 2, self._out / 2
        self._input, self._output = _EDGE - half, half - _EDGE
        self._last = len(ends) - 1
        if self._is_across:
            ends = [self._input + (self._output - self._input) * (row + 1) / (len(ends) + 1) for row in range(len(ends))]
        if direction == "RL":
            ends = [-end for end in ends]
        if direction in ("RL", "BT"):
            self._input, self._output = self._output, self._input
        self._ends, self._is_up = ends, direction == "BT"

    def arc(self, shortcut: Shortcut) -> _Arc:
        row = self._rows.get(shortcut.target, self._last)
        is_at_end = row == self._last and (shortcut.source is None or not self._is_up)
        start = self._input if shortcut.source is None else self._ends[self._rows[shortcut.source]]
        return _Arc(shortcut, start, self._output if is_at_end else self._ends[row])

    def route(self, arc: _Arc, track: int) -> tuple[Point, ...]:
        ahead = 1.0 if arc.end > arc.start else -1.0
        inner = arc.shortcut.source is not None
        start = arc.start + ahead * (_BESIDE * (inner - track))
        end = arc.end + ahead * (_BESIDE * track - (_BESIDE if abs(arc.end - self._output) > 1 else 0.0))
        far = self._out + _FIRST_TRACK + _TRACK * track
        return rounded(
            [self._point(self._out, start), self._point(far, start), self._point(far, end), self._point(self._out, end)]
        )

    def _point(self, out: float, along: float) -> Point:
        return (along, out) if self._is_across else (out, along)

    def label_places(self, arcs: Sequence[_Arc], texts: Sequence[str], outside: float) -> list[Point]:
        """Return the middles of texts outside of all arcs, none on another."""
        places: dict[int, Point] = {}
        lowest = -1e9
        for index in sorted(range(len(arcs)), key=lambda number: (sum(arcs[number].span), number)):
            middle = sum(arcs[index].span) / 2
            if self._is_across:
                rows = sum(bool(texts[other]) for other in places)
                places[index] = middle, self._out + outside + 10.0 + _LABEL_ROW * rows
            else:
                lowest = max(middle, lowest + _LABEL_ROW) if texts[index] else lowest
                places[index] = self._out + outside + 7.0 + text_width(texts[index], _LABEL_SIZE) / 2, max(middle, lowest)
        return [places[index] for index in range(len(arcs))]


def _tracks(arcs: Sequence[_Arc]) -> list[int]:
    """Return how far out each arc stands, so that none crosses another that is as far out; short ones come first."""
    taken: list[list[tuple[float, float]]] = []
    found = []
    for low, high in (arc.span for arc in arcs):
        track = next(
            (number for number, spans in enumerate(taken) if all(high <= start or low >= end for start, end in spans)),
            len(taken),
        )
        taken += [[]] if track == len(taken) else []
        taken[track].append((low, high))
        found.append(track)
    return found


def _label(view: BlockView, shortcut: Shortcut, detail: str) -> str:
    if shortcut.layers and detail == "counts":
        return translate("projection")
    shown = [node for node in shortcut.layers if detail == "full" or is_heavy(node)] or shortcut.layers[:1]
    if shown:
        return ARROW.join(map(describe, shown))
    return translate("each") if view.block.count > 1 else ""


def _tooltip(view: BlockView, shortcut: Shortcut) -> str:
    graph = view.graph
    ends = graph.node(shortcut.origin), *shortcut.layers, graph.node(shortcut.target)
    edge = next(edge for edge in (*view.edges, *view.entering) if edge.source == shortcut.origin and edge.target == ends[1].id)
    text = f"{ARROW.join(node.layer.name for node in ends)}: {tensor_size(graph.node(edge.source).output(edge.source_port))}"
    return f"{text}\n{translate('in each of {count} copies', count=view.block.count)}" if view.block.count > 1 else text
