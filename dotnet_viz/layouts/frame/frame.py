"""The frame of a picture: title above, legends beside or below, notes at the foot, margins around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.fonts import text_width
from dotnet_viz.fonts.wrapping import wrap
from dotnet_viz.geometry.boxes import Box, box_of_points, union
from dotnet_viz.geometry.moving import moved_connection, moved_frame, moved_shape
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import connection_text_box, label_box, placed_box
from dotnet_viz.layouts.frame.legends import LegendBlock, legend_block, moved_legend
from dotnet_viz.layouts.frame.plans import GAP, LEGEND_OVERHANG, ColumnsPlan, Plan, legend_rows, rows_height
from dotnet_viz.layouts.frame.text import stack, stack_height
from dotnet_viz.scene import Connection, KeyLegend, Label, Legend, Raster, Scene, changed

TITLE_SIZE = 16.0
NOTE_SIZE = 11.0

_LEAST_TEXT_WIDTH = 360.0
_TITLE_LINES = 3
_LEAST_BAR_OF_COLUMNS = 130.0
_LEAST_NOTES = 200.0
# Sizes are rounded to hundredths of a pixel.
_ROUNDING = 0.02
_TALL = 1.1


@dataclass(frozen=True, eq=False)
class _Frame:
    """A frame around a scene that is not moved into it yet.

    Args:
        plan: where content and legends stand.
        title: its lines.
        notes: their lines.
        inner: width within the margins.
        top: of the content and its legends.
        margin: around all.
    """

    plan: Plan
    title: Sequence[str]
    notes: Sequence[str]
    inner: float
    top: float
    margin: float

    @property
    def notes_top(self) -> float:
        """The upper edge of the notes."""
        return self.top + self.plan.height + (GAP if self.notes else 0.0)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the picture."""
        bottom = self.notes_top + stack_height(len(self.notes), NOTE_SIZE)
        return round(self.inner + 2 * self.margin, 2), round(bottom + self.margin, 2)


def _is_tall(content: Box) -> bool:
    return content.height > _TALL * content.width + 60


def add_frame(scene: Scene, room: tuple[float, float] | None = None) -> Scene:
    """Return the scene moved to where all its places are positive, with title, legends and notes around it.

    Args:
        scene: whose shapes, connections and clusters have places.
        room: width and height that the picture should keep to: legends and notes stand where they leave most of it.
    """
    scene = replace(scene, rasters=tuple(_at_shape(raster, scene) if raster.at else raster for raster in scene.rasters))
    content = content_box(scene)
    wide = max(content.width, _LEAST_TEXT_WIDTH)
    if room is None:
        return _framed(scene, _frame(scene, _plan(scene, content, wide, beside=_is_tall(content)), _LEAST_TEXT_WIDTH))
    most = room[0] - 2 * scene.margin - _ROUNDING
    best, most_zoom = None, 0.0
    for plan, text in _choices(scene, content, min(wide, most), most):
        frame = _frame(scene, plan, text)
        zoom = min(most / side for most, side in zip(room, frame.size, strict=True))
        if zoom > most_zoom:
            best, most_zoom = frame, zoom
        if zoom >= 1.0:
            break
    return scene if best is None else _framed(scene, best)


def _choices(scene: Scene, content: Box, usual: float, most: float) -> Iterator[tuple[Plan, float]]:
    """Yield where content and legends can stand, and how wide texts may be: as usual, then as wide as there is room."""
    yield _plan(scene, content, usual, beside=_is_tall(content)), min(_LEAST_TEXT_WIDTH, most)
    below = _plan(scene, content, most, beside=False)
    yield below, most
    yield _plan(scene, content, most, beside=True), most
    yield replace(below, across=most), most
    yield Plan(content, _narrow(scene.legends, most), beside=False, across=most, between=GAP), most
    narrow = _narrow(scene.legends)
    yield Plan(content, narrow, beside=True), most
    if scene.notes and (room := most - content.width - 1.5 * GAP) >= _LEAST_NOTES:
        yield Plan(content, (*narrow, _notes_block(scene, min(room, _LEAST_TEXT_WIDTH))), beside=True, has_notes=True), most


def _narrow(legends: Iterable[Legend | KeyLegend], room: float = 0.0) -> tuple[LegendBlock, ...]:
    """Return legends with short bars of few numbers.

    Args:
        legends: of the picture.
        room: for a key, see :func:`~dotnet_viz.layouts.frame.legends.legend_block`.
    """
    return tuple(legend_block(_short(legend), room, _LEAST_BAR_OF_COLUMNS) for legend in legends)


def _notes_block(scene: Scene, width: float) -> LegendBlock:
    lines = [line for note in scene.notes for line in wrap(note, NOTE_SIZE, width)]
    return LegendBlock(None, tuple(stack(lines, 0.0, 0.0, Label("", size=NOTE_SIZE, color="muted", anchor="start"))))


def _at_shape(raster: Raster, scene: Scene) -> Raster:
    x, y = centre(scene.shape_by_id[raster.at])
    return replace(raster, x=x - raster.width / 2, y=y - raster.height / 2)


def _plan(scene: Scene, content: Box, width: float, *, beside: bool) -> Plan:
    """Return where content and legends stand.

    Args:
        scene: whose legends they are.
        content: the room of all else.
        width: that legends below the content may take.
        beside: whether they stand beside it.
    """
    middles = [legend.middle for legend in scene.legends if isinstance(legend, Legend) and legend.middle is not None]
    if (
        len(middles) == len(scene.legends) > 1
        and (below := _below(scene, content, middles)).width <= width + 2 * LEGEND_OVERHANG
    ):
        return below
    room = 0.0 if beside else width
    return Plan(content, tuple(legend_block(legend, room) for legend in scene.legends), beside)


def _below(scene: Scene, content: Box, middles: Sequence[float]) -> Plan:
    """Return a plan with each legend below its columns, from left to right."""
    order = sorted(range(len(middles)), key=lambda index: (middles[index], index))
    blocks = _narrow(scene.legends[index] for index in order)
    return ColumnsPlan(content, blocks, beside=False, middles=tuple(middles[index] for index in order))


def _short(legend: Legend | KeyLegend) -> Legend | KeyLegend:
    """Return a colour bar with the numbers of its ends and its middle only, which needs less room."""
    return replace(legend, ticks=legend.ticks[::2]) if isinstance(legend, Legend) and len(legend.ticks) == 5 else legend


def _frame(scene: Scene, plan: Plan, text_width: float) -> _Frame:
    """Return the frame of a scene.

    Args:
        scene: with places.
        plan: where content and legends stand.
        text_width: how wide the picture may become for its title and notes.
    """
    inner = max(plan.width, _text_room(scene, text_width, with_notes=not plan.has_notes))
    title = wrap(scene.title, TITLE_SIZE, inner, bold=True, most=_TITLE_LINES) if scene.show_title else []
    top = scene.margin + (stack_height(len(title), TITLE_SIZE) + GAP if title else 0.0)
    notes = [] if plan.has_notes else [line for note in scene.notes for line in wrap(note, NOTE_SIZE, inner)]
    return _Frame(plan, title, notes, inner, top, scene.margin)


def _framed(scene: Scene, frame: _Frame) -> Scene:
    plan, title, inner = frame.plan, frame.title, frame.inner
    left = scene.margin + (inner - plan.width) / 2
    blocks = tuple(plan.legends_at(left, frame.top))
    x, y = plan.content_at(left, frame.top)
    content = moved(scene, x - plan.content.left, y - plan.content.top)
    return replace(
        content,
        labels=(
            *stack(
                title,
                _title_middle(title, x + plan.content.width / 2, scene.margin, inner),
                scene.margin,
                Label("", size=TITLE_SIZE, bold=True),
            ),
            *content.labels,
            *(label for block in blocks for label in block.labels),
            *stack(frame.notes, scene.margin, frame.notes_top, Label("", size=NOTE_SIZE, color="muted", anchor="start")),
        ),
        placed_legends=tuple(block.placed for block in blocks if block.placed is not None),
        size=frame.size,
    )


def _title_middle(title: Sequence[str], middle: float, margin: float, inner: float) -> float:
    """Return where a title is centred: over the drawing, not over its legend, as far as it has room there."""
    half = max((text_width(line, TITLE_SIZE, bold=True) for line in title), default=0.0) / 2
    return min(max(middle, margin + half), margin + inner - half)


def frame_height(scene: Scene, width: float) -> float:
    """Return how much higher a picture is than its content, where its legends stand below it.

    Args:
        scene: with title, legends and notes.
        width: that there is for them in CSS pixels.
    """
    title = wrap(scene.title, TITLE_SIZE, width, bold=True, most=_TITLE_LINES) if scene.show_title else []
    notes = [line for note in scene.notes for line in wrap(note, NOTE_SIZE, width)]
    legends = rows_height(legend_rows([legend_block(legend, width) for legend in scene.legends], width))
    heads = (stack_height(len(title), TITLE_SIZE), stack_height(len(notes), NOTE_SIZE))
    return 2 * scene.margin + legends + sum(height + GAP for height in heads if height)


def content_box(scene: Scene) -> Box:
    """Return the room that everything in a scene takes, its texts included."""
    boxes = list(map(placed_box, scene.shapes))
    boxes += [Box(*cluster.box) for cluster in scene.clusters if cluster.box is not None]
    boxes += [Box(raster.x, raster.y, raster.x + raster.width, raster.y + raster.height) for raster in scene.rasters]
    boxes += [label_box(label) for label in scene.labels]
    for line in scene.connections:
        boxes += _connection_boxes(line)
    return union(boxes)


def _connection_boxes(line: Connection) -> Iterable[Box]:
    points = [*line.points, *(point for strand in line.strands for point in strand)]
    if points:
        yield box_of_points(points).widened(line.width / 2, line.width / 2)
    if (text := connection_text_box(line)) is not None:
        yield text


def _text_room(scene: Scene, most: float, *, with_notes: bool) -> float:
    """Return how wide the picture should be for its title and notes not to be broken needlessly, up to a width."""
    title = text_width(scene.title, TITLE_SIZE, bold=True) if scene.show_title else 0.0
    notes = max((text_width(note, NOTE_SIZE) for note in scene.notes), default=0.0) if with_notes else 0.0
    return min(max(title, notes), most)


def moved(scene: Scene, x: float, y: float) -> Scene:
    """Return a scene with all its parts moved on its paper, of which the size stays.

    Args:
        scene: with places.
        x: distance to the right in CSS pixels.
        y: distance downwards in CSS pixels.
    """
    return replace(
        scene,
        shapes=tuple(moved_shape(shape, x, y) for shape in scene.shapes),
        connections=tuple(moved_connection(line, x, y) for line in scene.connections),
        clusters=tuple(moved_frame(cluster, x, y) for cluster in scene.clusters),
        rasters=tuple(replace(raster, x=raster.x + x, y=raster.y + y) for raster in scene.rasters),
        labels=tuple(changed(label, x=label.x + x, y=label.y + y) for label in scene.labels),
        placed_legends=tuple(moved_legend(legend, x, y) for legend in scene.placed_legends),
    )
