"""Contrast of a picture's texts and shapes with what is behind them, from the figures that it is drawn with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.colors import contrast, hex_color
from dotnet_viz.renderers.primitives.figures import Bezier, Ellipse, Figure, Line, Pixels, Polygon, Rectangle, Text
from dotnet_viz.renderers.primitives.groups import figure_groups
from dotnet_viz.renderers.themes.theme import THEMES
from dotnet_viz.scene import TRANSPARENT, Scene

# A line across a box or a mark at an axis belongs to something that is measured itself.
_ON_THEIR_LINE = ("-half", "-median")
_MEASURED = ("shape", "connection", "frame", "legend", "mesh")


@dataclass(frozen=True)
class Measured:
    """A part of a picture.

    Args:
        kind: ``"text"``, or that of the group.
        name: what it is.
        ratio: contrast with what is behind it; of a shape the higher one of inside and outline.
        id: of a shape or a frame.
    """

    kind: str
    name: str
    ratio: float
    id: str = ""


def is_shape(part: Measured) -> bool:
    """Whether a part is a shape or line that has to be seen: marks on a line of their own colour are told by their height.

    Args:
        part: of a picture.
    """
    return part.kind != "text" and not part.id.endswith(_ON_THEIR_LINE)


def measured(scene: Scene, theme: str) -> Iterator[Measured]:
    """Yield the contrast of each text and of the first figure of each thing in a picture.

    Args:
        scene: with places.
        theme: one of :data:`~dotnet_viz.renderers.themes.theme.THEMES`; ``"auto"`` is measured as light.
    """
    paper = THEMES[theme].colors["paper"] if scene.background == TRANSPARENT else ""
    below: list[Figure] = []
    ground: list[Figure] = []
    solids = {shape.id for shape in scene.shapes if len(shape.faces) > 1}
    page = paper or THEMES[theme].colors["paper"]
    for group in figure_groups(scene, theme, with_bundles=False):
        if group.kind == "paper":
            below += group.figures
            ground += group.figures
            continue
        is_solid = group.id in solids
        outline = next(iter(_outlines(group.figures, page)), None)
        if outline is not None and group.kind in _MEASURED:
            is_bar = group.kind == "legend" and len(group.figures) > 40
            if not is_bar:
                # Lines start on what they join, and run over the paper; solids in a row are told apart by their shades.
                under = below[:1] if group.kind in ("connection", "mesh") else ground if is_solid else below
                yield Measured(group.kind, group.name, _of_figure(outline, under, paper), group.id)
        for figure in group.figures:
            if isinstance(figure, Text):
                behind = _behind(figure.x + _aside(figure), figure.y, below, paper)
                yield Measured("text", figure.text, contrast(figure.color, behind))
            else:
                below.append(figure)
                if not is_solid:
                    ground.append(figure)


def _outlines(figures: Sequence[Figure], page: str) -> Iterator[Figure]:
    """Yield what is drawn, without patches below texts and what has the colour of the paper alone."""
    for figure, following in zip(figures, (*figures[1:], None), strict=False):
        if isinstance(figure, Text | Pixels) or (isinstance(following, Text) and figure.paint.stroke is None):
            continue
        if {figure.paint.fill, figure.paint.stroke} - {None, page}:
            yield figure


def _of_figure(figure: Figure, below: list[Figure], paper: str) -> float:
    x, y = _middle(figure)
    behind, paint = _behind(x, y, below, paper), figure.paint  # type: ignore[union-attr]
    return max(contrast(color, behind) for color in (paint.fill, paint.stroke if paint.width else None) if color is not None)


def _middle(figure: Figure) -> tuple[float, float]:
    if isinstance(figure, Rectangle):
        return figure.x + figure.width / 2, figure.y + figure.height / 2
    if isinstance(figure, Ellipse):
        return figure.x, figure.y
    if isinstance(figure, Line):
        return figure.start
    if isinstance(figure, Polygon | Bezier):
        across, down = zip(*figure.points, strict=True)
        return (min(across) + max(across)) / 2, (min(down) + max(down)) / 2
    raise TypeError(figure)


def _aside(text: Text) -> float:
    """Return how far the letters are from the anchor, at least."""
    return {"start": 2.0, "middle": 0.0, "end": -2.0}[text.anchor]


def _behind(x: float, y: float, below: list[Figure], paper: str) -> str:
    for figure in reversed(below):
        color = _color_at(figure, x, y)
        if color is not None:
            return color
    return paper


def _color_at(figure: Figure, x: float, y: float) -> str | None:
    if isinstance(figure, Pixels):
        column, row = (x - figure.x) / figure.width, (y - figure.y) / figure.height
        if not (0 <= column < 1 and 0 <= row < 1):
            return None
        rows, columns, _ = figure.colors.shape
        return hex_color(figure.colors[int(row * rows), int(column * columns)].tolist())
    if isinstance(figure, Text | Line) or figure.paint.fill is None:
        return None
    return figure.paint.fill if _covers(figure, x, y) else None


def _covers(figure: Rectangle | Ellipse | Polygon | Bezier, x: float, y: float) -> bool:
    if isinstance(figure, Rectangle):
        return figure.x <= x <= figure.x + figure.width and figure.y <= y <= figure.y + figure.height
    if isinstance(figure, Ellipse):
        return ((x - figure.x) / figure.rx) ** 2 + ((y - figure.y) / figure.ry) ** 2 <= 1
    inside, points = False, figure.points
    for (x0, y0), (x1, y1) in zip(points, (*points[1:], points[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            inside = not inside
    return inside
