"""The figures of the style ``ann``: what each kind of layer looks like.

Shapes and colours of dense, convolution, pooling, dropout, flatten, activation, input and output layers are those
that users of ann_visualizer know; the other kinds have figures of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.diagrams.boxes import Row
from dotnet_viz.diagrams.families import FAMILY_COLORS, family
from dotnet_viz.diagrams.layer_facts import facts, heading, inner, is_column, output_shape, times, unit_count
from dotnet_viz.diagrams.plot_model import layer_tooltip
from dotnet_viz.diagrams.unit_columns import UnitColumn, UnitLook, caption_lines, unit_column
from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.graph import Layer, Node
from dotnet_viz.scene import Label, Shape

INPUT, DENSE, OUTPUT = "#2ecc71", "#3498db", "#e74c3c"
CONVOLUTION, POOLING, DROPOUT = "#5faad0", "#8e44ad", "#f39c12"
FLATTEN, ACTIVATION, RECURRENT = "#2c3e50", "#00b894", "#16a085"
NORMALIZATION, EMBEDDING, ATTENTION = "#e1b12c", "#a3cb38", "#d980fa"
GRAY, RED, GREEN, BLUE = "#4d4d4d", "#e74c3c", "#2ecc71", "#3498db"

MAX_TEXT = 190.0
MAX_CAPTION = 140.0
SYMBOLS: Mapping[str, str] = {"Add": "+", "Subtract": "−", "Multiply": "×", "Dot": "·", "Divide": "÷"}

_SMALL = 11.0
_IMAGE_SIDE = 104.0
_IMAGE_STEP = 7.0
_SQUARE = 74.0
_SYMBOL_SIZE = 34.0


@dataclass(frozen=True)
class Figure:
    """The shapes of one layer, around the middle of its group.

    Args:
        shapes: in drawing order.
        anchor: id of the shape that lines from and to the layer end at.
        units: ids of the shapes that the lines of a mesh end at.
        half: half of the length of a column of units; 0 for anything else.
        caption: lines beside a column.
    """

    shapes: tuple[Shape, ...]
    anchor: str
    units: tuple[str, ...]
    half: float = 0.0
    caption: tuple[Label, ...] = ()

    @property
    def is_column(self) -> bool:
        """Whether its units are drawn one by one."""
        return bool(self.half)


@dataclass(frozen=True)
class Drawn:
    """What a figure is made from.

    Args:
        node: the call of the layer.
        frame: id of the frame around it.
        is_output: whether its results leave the model.
        max_neurons: circles at most; ``None`` draws all.
        upright: whether columns stand.
        channels_first: whether images have their channels before height and width.
        show_names: whether the layer's name stands in the figure.
    """

    node: Node
    frame: str | None
    is_output: bool
    max_neurons: int | None
    upright: bool
    channels_first: bool = False
    show_names: bool = False

    @property
    def shape(self) -> Shape:
        """A shape without size that has the layer's id, name, tooltip and kind."""
        layer = self.node.layer
        return Shape(
            self.node.id,
            layer.name,
            0,
            0,
            tooltip=layer_tooltip(layer),
            cluster=self.frame,
            kind=layer.kind,
            group=self.node.id,
        )

    @property
    def rows(self) -> list[Row]:
        """The layer's name, where it is shown."""
        name = one_line(self.node.layer.name)
        return [Row(name, bold=True)] if self.show_names and name else []


def figure(drawn: Drawn) -> Figure:
    """Return the figure of a layer."""
    layer = inner(drawn.node.layer)
    if layer.kind == "InputLayer":
        return _input(drawn)
    units = unit_count(drawn.node)
    if is_column(drawn.node) and units is not None:
        return _units(drawn, units)
    if layer.kind in SYMBOLS:
        return _symbol(drawn, SYMBOLS[layer.kind])
    make = _BY_KIND.get(layer.kind) or _BY_FAMILY.get(family(layer), _default)
    return make(drawn, layer)


def text_figure(drawn: Drawn, form: str, rows: Sequence[Row], fill: str) -> Figure:
    """Return one shape around lines of text.

    Args:
        drawn: the layer.
        form: one of the scene's forms.
        rows: the text from the top.
        fill: colour or role.
    """
    fitted = [replace(row, text=shorten(one_line(row.text), row.size, MAX_TEXT, row.bold)) for row in rows]
    width = max((text_width(row.text, row.size, row.bold) for row in fitted), default=0.0)
    height = sum(row.height for row in fitted)
    across, down, lift = _ROOM[form]
    size = width * across + 22, height * down + 14
    top = -height / 2 - lift * size[1]
    labels = _stacked(fitted, top)
    whole = replace(
        drawn.shape, form=form, x=0.0, y=0.0, width=round(size[0], 1), height=round(size[1], 1), fill=fill,
        labels=tuple(labels),
    )  # fmt: skip
    return Figure((whole,), whole.id, (whole.id,))


# How much wider and higher than its text a form is, and how far above the middle the text stands.
_ROOM: Mapping[str, tuple[float, float, float]] = {
    "box": (1.0, 1.0, 0.0),
    "rounded": (1.0, 1.0, 0.0),
    "circle": (1.25, 1.7, 0.0),
    "octagon": (1.15, 1.5, 0.0),
    "hexagon": (1.3, 1.3, 0.0),
    "triangle": (1.9, 2.2, 0.2),
}


def _stacked(rows: Sequence[Row], top: float) -> list[Label]:
    labels = []
    for row in rows:
        labels.append(Label(row.text, 0.0, round(top + row.height / 2, 2), row.size, row.bold, color=row.color))
        top += row.height
    return labels


def _titled(drawn: Drawn, title: str, lines: Sequence[str]) -> list[Row]:
    return [*drawn.rows, Row(title, bold=not drawn.show_names), *(Row(line, size=_SMALL) for line in lines)]


def _plain(form: str, fill: str) -> Callable[[Drawn, Layer], Figure]:
    def make(drawn: Drawn, layer: Layer) -> Figure:
        return text_figure(drawn, form, _titled(drawn, heading(drawn.node.layer), facts(layer)), fill)

    return make


def _default(drawn: Drawn, layer: Layer) -> Figure:
    size = output_shape(drawn.node)
    known = facts(layer) or ([f"to {times(size[1:])}"] if size is not None and len(size) > 1 else [])
    rows = _titled(drawn, heading(drawn.node.layer), known)
    return text_figure(drawn, "rounded", rows, FAMILY_COLORS[family(layer)])


def _symbol(drawn: Drawn, sign: str) -> Figure:
    shape = replace(
        drawn.shape, form="circle", x=0.0, y=0.0, width=_SYMBOL_SIZE, height=_SYMBOL_SIZE, stroke="ink",
        labels=(Label(sign, size=20.0, bold=True),),
    )  # fmt: skip
    return Figure((shape,), shape.id, (shape.id,))


def _units(drawn: Drawn, total: int) -> Figure:
    layer = inner(drawn.node.layer)
    recurrent = family(layer) == "recurrent"
    fill = OUTPUT if drawn.is_output else RECURRENT if recurrent else DENSE
    look = UnitLook(upright=drawn.upright, fill=fill, stroke="paper", sign="↻" if recurrent else "")
    what = f"{total:,} {'unit' if recurrent else 'neuron'}{'' if total == 1 else 's'}"
    lines = [*(["Output layer"] if drawn.is_output else []), heading(drawn.node.layer), what]
    return _column(drawn, unit_column(drawn.shape, total, drawn.max_neurons, look), lines)


def _column(drawn: Drawn, column: UnitColumn, lines: Sequence[str]) -> Figure:
    first, *rest = [*([drawn.node.layer.name or "(no name)"] if drawn.show_names else []), *lines]
    heads = [Label(text, bold=True) for text in caption_lines(first, 12, MAX_CAPTION, bold=True)]
    others = [line for text in rest for line in caption_lines(text, _SMALL, MAX_CAPTION)]
    muted = [Label(text, size=_SMALL, color="muted") for text in others]
    return Figure(column.shapes, column.anchor, column.units, column.half, (*heads, *muted))


def _input(drawn: Drawn) -> Figure:
    shape = output_shape(drawn.node)
    if shape is None or len(shape) == 0:
        return text_figure(drawn, "box", _titled(drawn, "Input", ["size not known"]), INPUT)
    sizes = shape[1:]
    if len(sizes) < 2 and all(isinstance(size, int) and size > 0 for size in sizes):
        total = sizes[0] or 1 if sizes else 1
        look = UnitLook(upright=drawn.upright, fill=INPUT, stroke="paper")
        what = f"{total:,} value{'' if total == 1 else 's'}"
        return _column(drawn, unit_column(drawn.shape, total, drawn.max_neurons, look), ["Input layer", what])
    if len(sizes) == 3:
        return _image(drawn, sizes)
    title = {1: "Input", 2: "Sequence", 4: "Volume"}.get(len(sizes), "Input")
    return text_figure(drawn, "box", _titled(drawn, title, [times(sizes)]), INPUT)


def _image(drawn: Drawn, sizes: Sequence[int | None]) -> Figure:
    """Return a square a channel, up to four, with size and kind of the image on the one in front."""
    channels, height, width = (sizes[0], *sizes[1:]) if drawn.channels_first else (sizes[2], *sizes[:2])
    words = {1: "Grayscale", 3: "RGB"}.get(channels or 0, "channels ?" if channels is None else f"{channels:,} channels")
    rows = [
        *drawn.rows,
        Row("Image", bold=True),
        Row(f"{times([height])} × {times([width])} pixels", size=_SMALL),
        Row(words, size=_SMALL),
    ]
    fills = [BLUE, GREEN, RED] if channels == 3 else [GRAY] * min(channels or 1, 4)
    squares = [_square(drawn, turn, len(fills), fill) for turn, fill in enumerate(fills)]
    text = sum(row.height for row in rows)
    squares[-1] = replace(squares[-1], labels=tuple(_stacked(rows, -text / 2)))
    width, height = _size_around(squares)
    around = replace(drawn.shape, form="area", x=0.0, y=0.0, width=width, height=height)
    return Figure((around, *squares), around.id, (around.id,))


def _square(drawn: Drawn, turn: int, count: int, fill: str) -> Shape:
    offset = _IMAGE_STEP * (turn - (count - 1) / 2)
    return replace(
        drawn.shape, id=f"{drawn.node.id}-c{turn}", x=offset, y=offset, width=_IMAGE_SIDE, height=_IMAGE_SIDE, fill=fill,
        stroke="paper", kind="channel",
    )  # fmt: skip


def _size_around(shapes: Sequence[Shape]) -> tuple[float, float]:
    """Return width and height of what reaches around shapes that are centred together."""
    width = 2 * max(abs(shape.x or 0.0) + shape.width / 2 for shape in shapes)
    height = 2 * max(abs(shape.y or 0.0) + shape.height / 2 for shape in shapes)
    return width, height


def _convolution(drawn: Drawn, layer: Layer) -> Figure:
    """Return a box with two squares: what the filters are, and the feature maps that they make."""
    title = shorten(heading(drawn.node.layer), 12, MAX_TEXT, bold=True)
    filters = layer.config.get("filters")
    shape = output_shape(drawn.node)
    maps = filters if isinstance(filters, int) else shape[1 if drawn.channels_first else -1] if shape else None
    count = "?" if maps is None else f"{maps:,}"
    known = [line.replace("kernel ", "") for line in facts(layer)]
    left = _inner(drawn, "kernel", [Row("Kernel", size=_SMALL), *(Row(line, size=_SMALL) for line in known)])
    right = _inner(drawn, "maps", [Row(count, bold=True, size=14), Row("feature maps", size=_SMALL)])
    names = [*drawn.rows, Row(title, bold=not drawn.show_names)]
    return _boxed(drawn, names, left, right)


def _inner(drawn: Drawn, part: str, rows: Sequence[Row]) -> Shape:
    width = max(text_width(row.text, row.size, row.bold) for row in rows) + 14
    height = sum(row.height for row in rows)
    labels = tuple(_stacked(rows, -height / 2))
    return replace(
        drawn.shape, id=f"{drawn.node.id}-{part}", width=max(width, _SQUARE), height=max(height + 12, 60.0), labels=labels,
        fill="#eaf4fa", stroke="#2c6f92", kind=part,
    )  # fmt: skip


def _boxed(drawn: Drawn, names: Sequence[Row], left: Shape, right: Shape) -> Figure:
    title = sum(row.height for row in names)
    width = max(left.width + right.width + 26 + 20, *(text_width(row.text, row.size, row.bold) + 20 for row in names))
    height = title + max(left.height, right.height) + 24
    middle = -height / 2 + 8 + title + 6 + max(left.height, right.height) / 2
    inside = left.width + 26 + right.width
    start = -inside / 2
    left = replace(left, x=start + left.width / 2, y=middle)
    right = replace(right, x=-start - right.width / 2, y=middle)
    box = replace(
        drawn.shape, form="rounded", x=0.0, y=0.0, width=width, height=height, fill=CONVOLUTION, stroke="#2c6f92",
        labels=(*_stacked(names, -height / 2 + 8), Label("→", start + left.width + 13, middle, 16.0)),
    )  # fmt: skip
    return Figure((box, left, right), box.id, (box.id,))


_BY_KIND: Mapping[str, Callable[[Drawn, Layer], Figure]] = {
    "Flatten": _plain("triangle", FLATTEN),
    "Embedding": _plain("rounded", EMBEDDING),
}
_BY_FAMILY: Mapping[str, Callable[[Drawn, Layer], Figure]] = {
    "convolution": _convolution,
    "pooling": _plain("circle", POOLING),
    "regularization": _plain("circle", DROPOUT),
    "activation": _plain("octagon", ACTIVATION),
    "normalization": _plain("hexagon", NORMALIZATION),
    "attention": _plain("rounded", ATTENTION),
}
