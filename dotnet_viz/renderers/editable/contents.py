"""A placed scene as what drawing programs have: shapes with texts, lines that hold on to them, and pictures of pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from dotnet_viz.colors import hex_colors
from dotnet_viz.errors import GraphError, OptionError
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.geometry.lines import straight
from dotnet_viz.renderers.common.bundles import line_ends, mesh_ends
from dotnet_viz.renderers.editable.boxes import PlaceAndSize, box_of, few_points_along
from dotnet_viz.renderers.primitives.figures import (
    DASHES,
    Figure,
    FigureGroup,
    Paint,
    Text,
)
from dotnet_viz.renderers.primitives.groups import extra_groups
from dotnet_viz.renderers.primitives.shapes import caption_figures, frame_figures, shape_figures
from dotnet_viz.renderers.themes.theme import is_open, paper_color, theme_for
from dotnet_viz.renderers.themes.theme_colors import ThemeColors
from dotnet_viz.renderers.themes.toned import toned
from dotnet_viz.scene import CONNECTION_TEXT_SIZE, TRANSPARENT, Bundle, Connection, Mesh, Point, Scene, Shape

MAX_LINES = 1_500
"""Lines of weights that are objects of their own; more are one picture, since no program moves them any more."""
MAX_PARTS = 30_000
_NEAR = 6.0
_STRAIGHT = 0.8


@dataclass(frozen=True)
class EditableShape:
    """A shape that can be moved as a whole.

    Args:
        id: of the scene's shape.
        name: what it stands for.
        note: more on it.
        figures: it is drawn with; lines hold on to the first.
        texts: of it.
        is_inside: whether the texts are those of the first figure, in its middle.
        box: left, top, width and height of its outline.
    """

    id: str
    name: str
    note: str
    figures: tuple[Figure, ...]
    texts: tuple[Text, ...]
    is_inside: bool
    box: PlaceAndSize

    @property
    def first_box(self) -> PlaceAndSize:
        """Left, top, width and height of the figure that lines hold on to."""
        return box_of(self.figures[0])


@dataclass(frozen=True)
class EditableLine:
    """A line from one shape to another.

    Args:
        source: id of the shape.
        target: id of the shape.
        points: a chain of cubic curves.
        paint: its colour, width and dashes.
        arrow: whether it ends in an arrowhead.
        label: text on it.
        label_at: where that is.
        note: more on it.
    """

    source: str
    target: str
    points: tuple[Point, ...]
    paint: Paint
    arrow: bool = False
    label: str = ""
    label_at: Point | None = None
    note: str = ""

    @property
    def is_straight(self) -> bool:
        """Whether it is a straight line as far as the eye sees."""
        (x0, y0), (x1, y1) = self.points[0], self.points[-1]
        length = hypot(x1 - x0, y1 - y0) or 1.0
        return all(abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) <= _STRAIGHT * length for x, y in self.points[1:-1])

    def corners(self) -> list[Point]:
        """Return points of the line between its ends; none where it is straight."""
        return [] if self.is_straight else few_points_along(self.points)[:-1]


@dataclass(frozen=True)
class LinesPicture:
    """Very many lines as one picture over the whole page.

    Args:
        png: of it.
        note: what it holds.
    """

    png: bytes
    note: str


Item = EditableShape | EditableLine | LinesPicture | FigureGroup


@dataclass(frozen=True)
class Editable:
    """A page.

    Args:
        size: in pixels.
        paper: its colour; ``None`` where it is transparent.
        items: in drawing order.
        colors: of the theme.
    """

    size: tuple[float, float]
    paper: str | None
    items: tuple[Item, ...]
    colors: ThemeColors


def editable(scene: Scene, theme: str, form: str) -> Editable:
    """Return a scene as the items of a page.

    Args:
        scene: with places.
        theme: colours of the page.
        form: name of the format, for messages.

    Raises:
        GraphError: the scene has no places.
        OptionError: no such theme, or more parts than a drawing program can hold.
    """
    if scene.size is None:
        raise GraphError(f"the scene {scene.title!r} has no places yet; a layout must place it first")
    lines = sum(len(mesh.sources) * len(mesh.targets) for mesh in scene.meshes)
    count = len(scene.shapes) + len(scene.connections) + lines
    if count > MAX_PARTS:
        raise OptionError(
            f"{form} holds up to {MAX_PARTS:,} shapes and lines, and {scene.title!r} has {count:,}; "
            "draw the style 'blocks', or save it as .svg or .pdf"
        )
    colors = theme_for(scene, theme).tones
    paper = None if scene.background == TRANSPARENT else paper_color(scene, colors)
    return Editable(scene.size, paper, tuple(_items(toned(scene, colors), colors)), colors)


def _items(scene: Scene, colors: ThemeColors) -> Iterator[Item]:
    for cluster in scene.clusters:
        frame = frame_figures(cluster, colors, is_open=is_open(cluster, scene))
        yield FigureGroup("frame", cluster.name, frame, cluster.id)
    yield from _bundles(scene)
    yield from (line for mesh in scene.meshes if not mesh.above for line in _mesh(scene, mesh, colors))
    for connection in scene.connections:
        yield from _connection(connection, colors)
    for cluster in scene.clusters:
        yield FigureGroup("caption", cluster.name, caption_figures(cluster, colors), cluster.id)
    yield from (shape for shape in (_shape(shape, colors) for shape in scene.shapes) if shape.figures or shape.texts)
    yield from (line for mesh in scene.meshes if mesh.above for line in _mesh(scene, mesh, colors))
    yield from extra_groups(scene, colors)


def _shape(shape: Shape, colors: ThemeColors) -> EditableShape:
    drawn = shape_figures(shape, colors)
    texts = tuple(figure for figure in drawn if isinstance(figure, Text))
    figures = tuple(figure for figure in drawn if not isinstance(figure, Text))
    x, y = shape.x or 0.0, shape.y or 0.0
    middle = sum(text.y for text in texts) / max(len(texts), 1)
    is_inside = (
        len(figures) == 1
        and bool(texts)
        and abs(middle - y) <= _NEAR
        and all(text.anchor == "middle" and abs(text.x - x) < 1 for text in texts)
        and all(abs(text.y - y) <= shape.height / 2 for text in texts)
    )
    box = (x - shape.width / 2, y - shape.height / 2, shape.width, shape.height)
    return EditableShape(shape.id, shape.name, shape.tooltip or shape.name, figures, texts, is_inside, box)


def _connection(line: Connection, colors: ThemeColors) -> Iterator[EditableLine]:
    if not line.points:
        return
    paint = Paint(stroke=colors.outline(line.stroke), width=line.width, dashes=DASHES if line.dashed else ())
    yield EditableLine(line.source, line.target, line.points, paint, line.arrow, line.label, line.label_at, line.tooltip)
    for strand in line.strands:
        yield EditableLine(line.source, line.target, strand, paint)


def _mesh(scene: Scene, mesh: Mesh, colors: ThemeColors) -> Iterator[EditableLine]:
    paint = Paint(stroke=colors.outline(mesh.stroke), width=mesh.width)
    pairs = ((source, target) for source in mesh.sources for target in mesh.targets)
    for (source, target), ends in zip(pairs, mesh_ends(scene, mesh).tolist(), strict=True):
        yield EditableLine(source, target, _straight(ends), paint)


def _bundles(scene: Scene) -> Iterator[Item]:
    count = sum(len(bundle) for bundle in scene.bundles)
    if count > MAX_LINES:
        from dotnet_viz.renderers.svg.rasterized_edges import painted_png

        yield LinesPicture(painted_png(scene)[0], f"{format_count(count)} lines")
        return
    for bundle in scene.bundles:
        if len(bundle):
            yield from _bundle(scene, bundle)


def _bundle(scene: Scene, bundle: Bundle) -> Iterator[EditableLine]:
    rows = zip(
        line_ends(scene, bundle).tolist(), bundle.source_index.tolist(), bundle.target_index.tolist(),
        hex_colors(bundle.colors), bundle.widths.tolist(), bundle.dashed.tolist(), bundle.values.tolist(), strict=True,
    )  # fmt: skip
    for ends, source, target, color, width, dashed, value in rows:
        paint = Paint(stroke=color, width=width, dashes=DASHES if dashed else ())
        note = f"{bundle.measure}: {format_number(value)}"
        names = bundle.sources[source], bundle.targets[target]
        yield EditableLine(*names, _straight(ends), paint, bundle.arrow, note=note)


def _straight(ends: Sequence[float]) -> tuple[Point, ...]:
    return straight((ends[0], ends[1]), (ends[2], ends[3]))


def label_text(line: EditableLine, colors: ThemeColors) -> Text | None:
    """Return the text of a line; ``None`` where it has none.

    Args:
        line: whose.
        colors: of the theme.
    """
    if not line.label or line.label_at is None:
        return None
    return Text(line.label, *line.label_at, CONNECTION_TEXT_SIZE, bold=False, anchor="middle", color=colors.color("muted"))
