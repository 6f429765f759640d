"""The figures of the style ``ann`` that have parts: an image with its channels, a convolution with its two squares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dotnet_viz.diagrams.ann.parts import CONVOLUTION, MAX_TEXT, SMALL, Drawn, LayerFigure
from dotnet_viz.diagrams.common.circle_columns import wrapped_caption
from dotnet_viz.diagrams.common.text_box import TextRow, stacked_labels
from dotnet_viz.diagrams.common.texts.layer_facts import facts, heading, output_shape
from dotnet_viz.diagrams.common.texts.remarks import remark_lines
from dotnet_viz.fonts import shorten, text_width
from dotnet_viz.formatting import format_count, format_sizes
from dotnet_viz.graph import Layer
from dotnet_viz.scene import Label, Shape
from dotnet_viz.translation.translate import translate

GRAY, RED, GREEN, BLUE = "#4d4d4d", "#e74c3c", "#26a85d", "#3498db"

_IMAGE_SIDE = 104.0
_IMAGE_TEXT = 100.0
_IMAGE_STEP = 7.0
_SQUARE = 74.0


def image_figure(drawn: Drawn, sizes: Sequence[int | None]) -> LayerFigure:
    """Return a square a channel, up to four, with size and kind of the image on the one in front.

    Args:
        drawn: the input layer that is drawn.
        sizes: height, width and channels of the image in pixels, or channels first where ``drawn`` says so; ``None`` where a
            size varies.

    Returns:
        One square for each channel, offset from one another, in the area that connections end at.
    """
    channels, height, width = (sizes[0], *sizes[1:]) if drawn.channels_first else (sizes[2], *sizes[:2])
    words = {1: translate("Grayscale"), 3: "RGB"}.get(
        channels or 0, translate("channels ?") if channels is None else format_count(channels, "channel")
    )
    rows = [
        *drawn.rows,
        TextRow(translate("Image"), bold=True),
        TextRow(translate("{size} pixels", size=format_sizes([height, width])), size=SMALL),
        TextRow(words, size=SMALL),
        *(TextRow(row, size=SMALL) for line in remark_lines([drawn.node]) for row in wrapped_caption(line, SMALL, _IMAGE_TEXT)),
    ]
    fills = [BLUE, GREEN, RED] if channels == 3 else [GRAY] * min(channels or 1, 4)
    squares = [_square(drawn, index, len(fills), fill) for index, fill in enumerate(fills)]
    text = sum(row.height for row in rows)
    squares[-1] = replace(squares[-1], labels=tuple(stacked_labels(rows, -text / 2)))
    across, down = _size_around(squares)
    around = replace(drawn.shape, form="area", x=0.0, y=0.0, width=across, height=down)
    return LayerFigure((around, *squares), around.id, (around.id,))


def _square(drawn: Drawn, index: int, count: int, fill: str) -> Shape:
    offset = _IMAGE_STEP * (index - (count - 1) / 2)
    return replace(
        drawn.shape, id=f"{drawn.node.id}-c{index}", x=offset, y=offset, width=_IMAGE_SIDE, height=_IMAGE_SIDE, fill=fill,
        stroke="paper", kind="channel",
    )  # fmt: skip


def _size_around(shapes: Sequence[Shape]) -> tuple[float, float]:
    """Return width and height of what reaches around shapes that are centred together."""
    width = 2 * max(abs(shape.x or 0.0) + shape.width / 2 for shape in shapes)
    height = 2 * max(abs(shape.y or 0.0) + shape.height / 2 for shape in shapes)
    return width, height


def convolution_figure(drawn: Drawn, layer: Layer) -> LayerFigure:
    """Return a box with two squares: what the filters are, and the feature maps that they make.

    Args:
        drawn: the node that is drawn.
        layer: its convolution layer, without a wrapper.
    """
    title = shorten(heading(drawn.node.layer), 12, MAX_TEXT, bold=True)
    filters = layer.config.get("filters")
    shape = output_shape(drawn.node)
    maps = filters if isinstance(filters, int) else shape[1 if drawn.channels_first else -1] if shape else None
    count = "?" if maps is None else format_count(maps)
    known = facts(layer, bare_kernel=True)
    left = _inner(drawn, "kernel", [TextRow(translate("Kernel"), size=SMALL), *(TextRow(line, size=SMALL) for line in known)])
    right = _inner(drawn, "maps", [TextRow(count, bold=True, size=14), TextRow(translate("feature maps"), size=SMALL)])
    names = [
        *drawn.rows,
        TextRow(title, bold=not drawn.options.show_layer_names),
        *(TextRow(row, size=SMALL) for line in remark_lines([drawn.node]) for row in wrapped_caption(line, SMALL, MAX_TEXT)),
    ]
    return _boxed(drawn, names, left, right)


def _inner(drawn: Drawn, part: str, rows: Sequence[TextRow]) -> Shape:
    width = max(text_width(row.text, row.size, row.bold) for row in rows) + 14
    height = sum(row.height for row in rows)
    labels = tuple(stacked_labels(rows, -height / 2))
    return replace(
        drawn.shape, id=f"{drawn.node.id}-{part}", width=max(width, _SQUARE), height=max(height + 12, 60.0), labels=labels,
        fill="paper", stroke="#1d4f69", kind=part,
    )  # fmt: skip


def _boxed(drawn: Drawn, names: Sequence[TextRow], left: Shape, right: Shape) -> LayerFigure:
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
        labels=(*stacked_labels(names, -height / 2 + 8), Label("→", start + left.width + 13, middle, 16.0)),
    )  # fmt: skip
    return LayerFigure((box, left, right), box.id, (box.id,))
