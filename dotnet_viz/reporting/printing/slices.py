"""A long drawing in parts that fit a page beside one another, cut where no box is hit."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence
from dataclasses import replace

from dotnet_viz.drawing import Drawing
from dotnet_viz.fitting.fitted import smallest_text
from dotnet_viz.fonts import text_width
from dotnet_viz.renderers import render
from dotnet_viz.reporting.printing.paper import POINT, PORTRAIT
from dotnet_viz.reporting.section import Figure
from dotnet_viz.scene import Label, Scene
from dotnet_viz.scene.horizontal_parts import horizontal_parts

PAPER = (PORTRAIT[0] / POINT, PORTRAIT[1] / POINT)
"""Room for a drawing or a part of one, in CSS pixels: what is printed whole is no higher, and what is cut no lower."""
READABLE = 8.14
"""Size of the smallest text of a part, in CSS pixels: a little more than 6 points."""

_LEAST_FILL = 0.4
_CAPTION_ROOM = 26.0
# Height of the headings above the first part of a drawing, which must not stand alone on their page.
_HEADINGS = 130.0

Span = tuple[float, float]


def slices(drawing: Drawing, section: str, number: int, caption: str) -> tuple[Figure, ...]:
    """Return a drawing in parts for paper; none where it can be read as a whole.

    Args:
        drawing: one that flows downwards.
        section: id of the section.
        number: of the first part among the section's figures.
        caption: of every part.

    Example:
        >>> from dotnet_viz.scene import Shape
        >>> slices(Drawing(Scene("one box", shapes=(Shape("a", "a", 60, 30),))), "s", 1, "A box.")
        ()
    """
    width, height = drawing.placed.size or PAPER
    scale = min(readable_scale(drawing), PAPER[0] / width)
    if height * scale <= PAPER[1]:
        return ()
    borders = cuts(_filled(drawing.placed), height, PAPER[1] / scale, (PAPER[1] - _HEADINGS) / scale)
    scenes = horizontal_parts(drawing.placed, borders)
    parts = zip(scenes, itertools.pairwise(borders), strict=True)
    return tuple(
        _part(scene, f"{section}-{position}", caption, span, scale)
        for position, (scene, span) in enumerate(parts, start=number)
    )


def readable_scale(drawing: Drawing) -> float:
    """Return how small a drawing may be on paper, where 1 is its own size.

    Args:
        drawing: with texts.

    Example:
        >>> from dotnet_viz.scene import Shape
        >>> readable_scale(Drawing(Scene("one box", shapes=(Shape("a", "a", 60, 30, labels=(Label("a", size=8),)),))))
        1.0
    """
    return min(1.0, READABLE / smallest_text(drawing.placed))


def cuts(filled: Sequence[Span], height: float, most: float, first: float | None = None) -> list[float]:
    """Return where to cut a height into parts of at most ``most``, from 0 to the height itself.

    A cut lies where nothing is filled, as far down as it can; where there is no such place, it cuts through.

    Args:
        filled: spans from top to bottom that should stay whole.
        height: of all.
        most: height of a part.
        first: height of the first part; ``None`` for the same.

    Example:
        >>> cuts([(0, 40), (50, 90), (100, 140)], 140, 95)
        [0.0, 95.0, 140]
        >>> cuts([(0, 40), (50, 90), (100, 140)], 140, 85)
        [0.0, 50, 100, 140]
    """
    solid = _joined(filled)
    starts = [start for start, _ in solid]
    borders = [0.0]
    while height - borders[-1] > (room := first if first is not None and len(borders) == 1 else most):
        top, lowest = borders[-1], borders[-1] + room
        around = bisect.bisect_left(starts, lowest) - 1
        if around >= 0 and lowest < solid[around][1]:
            above = starts[around]
            borders.append(above if above >= top + room * _LEAST_FILL else lowest)
        else:
            borders.append(lowest)
    return [*borders, height]


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Return spans that do not overlap and fill the same, from top to bottom."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _filled(scene: Scene) -> list[Span]:
    """Return the spans of boxes, captions of frames and labels, from top to bottom."""
    spans = [(shape.y - shape.height / 2, shape.y + shape.height / 2) for shape in scene.shapes if shape.y is not None]
    spans += [(cluster.box[1], cluster.box[1] + _CAPTION_ROOM) for cluster in scene.clusters if cluster.box is not None]
    spans += [(label.y - label.size, label.y + label.size) for label in scene.labels]
    margin = 4.0
    return [(start - margin, end + margin) for start, end in spans]


def _part(scene: Scene, prefix: str, caption: str, span: Span, scale: float) -> Figure:
    """Return a part as wide as what is in it, so that more of them stand beside one another."""
    width, height = _used_width(scene), scene.size[1] if scene.size else PAPER[1]

    def svg() -> str:
        return str(render(replace(scene, size=(width, height)), "svg", id_prefix=prefix, part=span, scale=scale))

    return Figure(svg, caption, round(width * scale, 2), round((span[1] - span[0]) * scale, 2), "part")


def _used_width(scene: Scene) -> float:
    """Return how far to the right a picture reaches."""
    whole = scene.size[0] if scene.size is not None else PAPER[0]
    if scene.bundles or scene.meshes or scene.rasters:
        return whole
    edges = [(shape.x or 0.0) + shape.width / 2 for shape in scene.shapes]
    edges += [(shape.x or 0.0) + _right_of(label) for shape in scene.shapes for label in shape.labels]
    edges += [cluster.box[2] for cluster in scene.clusters if cluster.box is not None]
    edges += [x for line in scene.connections for curve in (line.points, *line.strands) for x, _ in curve]
    edges += [_right_of(label) for label in scene.labels]
    return min(whole, max(edges, default=whole) + scene.margin)


def _right_of(label: Label) -> float:
    share = {"start": 1.0, "middle": 0.5, "end": 0.0}[label.anchor]
    return label.x + share * text_width(label.text, label.size, label.bold)
