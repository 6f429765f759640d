"""What the figures of the style ``ann`` are made from: the layer that is drawn, shapes around text, colours.

The colours of dense, convolution, pooling, dropout, flatten, activation, input and output layers are those that
users of ann_visualizer know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.diagrams.ann.options import AnnOptions
from dotnet_viz.diagrams.common.text_box import TextRow, stacked_labels
from dotnet_viz.diagrams.common.texts.config_text import layer_tooltip
from dotnet_viz.diagrams.common.texts.remarks import remark_lines
from dotnet_viz.fonts import one_line, shorten, text_width
from dotnet_viz.fonts.wrapping import wrap
from dotnet_viz.graph import Node
from dotnet_viz.scene import Label, Shape

INPUT, DENSE, OUTPUT = "#2ecc71", "#3498db", "#e74c3c"
CONVOLUTION, POOLING, DROPOUT = "#5faad0", "#8e44ad", "#f39c12"
FLATTEN, ACTIVATION, RECURRENT = "#2c3e50", "#00b894", "#16a085"
NORMALIZATION, EMBEDDING, ATTENTION = "#e1b12c", "#a3cb38", "#d980fa"

MAX_TEXT = 190.0
NARROW_TEXT = 125.0
SMALL = 11.0


@dataclass(frozen=True)
class LayerFigure:
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
        options: of the picture.
        channels_first: whether images have their channels before height and width.
        is_narrow: whether texts go on in the next line soon.
    """

    node: Node
    frame: str | None
    is_output: bool
    options: AnnOptions
    channels_first: bool = False
    is_narrow: bool = False

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
    def rows(self) -> list[TextRow]:
        """The layer's name, where it is shown."""
        name = one_line(self.node.layer.name)
        return [TextRow(name, bold=True)] if self.options.show_layer_names and name else []


def text_figure(drawn: Drawn, form: str, rows: Sequence[TextRow], fill: str) -> LayerFigure:
    """Return one shape around lines of text.

    Args:
        drawn: the layer.
        form: one of the scene's forms.
        rows: the text from the top.
        fill: colour or role.
    """
    fitted = [replace(row, text=text) for row in rows for text in _lines(drawn, row)]
    width = max((text_width(row.text, row.size, row.bold) for row in fitted), default=0.0)
    height = sum(row.height for row in fitted)
    across, down, lift = _ROOM[form]
    size = width * across + 22, height * down + 14
    top = -height / 2 - lift * size[1]
    labels = stacked_labels(fitted, top)
    whole = replace(
        drawn.shape, form=form, x=0.0, y=0.0, width=round(size[0], 1), height=round(size[1], 1), fill=fill,
        labels=tuple(labels),
    )  # fmt: skip
    return LayerFigure((whole,), whole.id, (whole.id,))


def _lines(drawn: Drawn, row: TextRow) -> list[str]:
    if drawn.is_narrow:
        return wrap(row.text, row.size, NARROW_TEXT, bold=row.bold, most=3)
    return [shorten(one_line(row.text), row.size, MAX_TEXT, row.bold)]


# How much wider and higher than its text a form is, and how far above the middle the text stands.
_ROOM: Mapping[str, tuple[float, float, float]] = {
    "box": (1.0, 1.0, 0.0),
    "rounded": (1.0, 1.0, 0.0),
    "circle": (1.25, 1.7, 0.0),
    "octagon": (1.15, 1.5, 0.0),
    "hexagon": (1.3, 1.3, 0.0),
    "triangle": (1.9, 2.2, 0.2),
}


def titled(drawn: Drawn, title: str, lines: Sequence[str]) -> list[TextRow]:
    """Return the layer's name where it is shown, a title, and smaller lines below it.

    Args:
        drawn: the node that is drawn.
        title: what stands in bold, such as the class of the layer.
        lines: smaller lines below the title.
    """
    return [
        *drawn.rows,
        TextRow(title, bold=not drawn.options.show_layer_names),
        *(TextRow(line, size=SMALL) for line in (*lines, *remark_lines([drawn.node]))),
    ]
