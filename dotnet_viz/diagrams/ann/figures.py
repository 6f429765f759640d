"""The figures of the style ``ann``: what each kind of layer looks like.

Shapes and colours of dense, convolution, pooling, dropout, flatten, activation, input and output layers are those
that users of ann_visualizer know; the other kinds have figures of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dotnet_viz.colors import WHITE, seen_on
from dotnet_viz.diagrams.ann.image_figures import convolution_figure, image_figure
from dotnet_viz.diagrams.ann.parts import (
    ACTIVATION,
    ATTENTION,
    DENSE,
    DROPOUT,
    EMBEDDING,
    FLATTEN,
    INPUT,
    NORMALIZATION,
    OUTPUT,
    POOLING,
    RECURRENT,
    SMALL,
    Drawn,
    LayerFigure,
    text_figure,
    titled,
)
from dotnet_viz.diagrams.common.circle_columns import UnitAppearance, UnitColumn, unit_column, wrapped_caption
from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.diagrams.common.texts.layer_facts import (
    arithmetic,
    facts,
    heading,
    is_column,
    output_shape,
    output_sizes,
    unit_count,
)
from dotnet_viz.diagrams.common.texts.remarks import remark_lines
from dotnet_viz.fonts import text_width
from dotnet_viz.formatting import format_count, format_sizes
from dotnet_viz.graph import Layer
from dotnet_viz.graph.layer_kinds import core, family_of, kind_of
from dotnet_viz.scene import Label
from dotnet_viz.translation.translate import mark, translate

MAX_CAPTION = 140.0
_NARROW_CAPTION = 97.0

_SYMBOL_SIZE = 34.0


def figure(drawn: Drawn) -> LayerFigure:
    """Return the figure of a layer."""
    layer = core(drawn.node.layer)
    if layer.kind == "InputLayer":
        return _input(drawn)
    units = unit_count(drawn.node)
    if is_column(drawn.node) and units is not None:
        return _units(drawn, units)
    kind = kind_of(layer)
    if kind.symbol:
        return _symbol(drawn, arithmetic(drawn.node))
    make = _BY_KIND.get(layer.kind) or _BY_FAMILY.get(kind.family, _default)
    return make(drawn, layer)


def _plain(form: str, fill: str) -> Callable[[Drawn, Layer], LayerFigure]:
    def make(drawn: Drawn, layer: Layer) -> LayerFigure:
        return text_figure(drawn, form, titled(drawn, heading(drawn.node.layer), facts(layer)), fill)

    return make


def _default(drawn: Drawn, layer: Layer) -> LayerFigure:
    sizes = output_sizes(drawn.node) if len(output_shape(drawn.node) or ()) > 1 else ""
    known = facts(layer) or ([translate("to {size}", size=sizes)] if sizes else [])
    rows = titled(drawn, heading(drawn.node.layer), known)
    return text_figure(drawn, "rounded", rows, FAMILY_COLORS[family_of(layer)])


def _symbol(drawn: Drawn, sign: str) -> LayerFigure:
    size = 20.0 if len(sign) == 1 else 14.0
    width = max(_SYMBOL_SIZE, round(text_width(sign, size, bold=True) + 16, 1)) if len(sign) > 1 else _SYMBOL_SIZE
    shape = replace(
        drawn.shape, form="circle", x=0.0, y=0.0, width=width, height=_SYMBOL_SIZE, stroke="ink",
        labels=(Label(sign, size=size, bold=True),),
    )  # fmt: skip
    return LayerFigure((shape,), shape.id, (shape.id,))


def _units(drawn: Drawn, total: int) -> LayerFigure:
    layer = core(drawn.node.layer)
    recurrent = family_of(layer) == "recurrent"
    fill = OUTPUT if drawn.is_output else RECURRENT if recurrent else DENSE
    sign, outline = "↻" if recurrent else "", seen_on(fill, WHITE)
    appearance = UnitAppearance(upright=drawn.options.upright, fill=fill, stroke=outline, sign=sign)
    what = format_count(total, "unit" if recurrent else "neuron")
    lines = [*([translate("Output layer")] if drawn.is_output else []), heading(drawn.node.layer), what]
    return _column(drawn, unit_column(drawn.shape, total, drawn.options.max_neurons, appearance), lines)


def _column(drawn: Drawn, column: UnitColumn, lines: Sequence[str]) -> LayerFigure:
    first, *rest = [*([drawn.node.layer.name or translate("(no name)")] if drawn.options.show_layer_names else []), *lines]
    room = _NARROW_CAPTION if drawn.is_narrow else MAX_CAPTION
    heads = [Label(text, bold=True) for text in wrapped_caption(first, 12, room, bold=True)]
    others = [line for text in (*rest, *remark_lines([drawn.node])) for line in wrapped_caption(text, SMALL, room)]
    muted = [Label(text, size=SMALL, color="muted") for text in others]
    return LayerFigure(column.shapes, column.anchor, column.units, column.half, (*heads, *muted))


def _input(drawn: Drawn) -> LayerFigure:
    shape = output_shape(drawn.node)
    if shape is None or len(shape) == 0:
        return text_figure(drawn, "box", titled(drawn, translate("Input"), [translate("size not known")]), INPUT)
    sizes = shape[1:]
    if len(sizes) < 2 and all(isinstance(size, int) and size > 0 for size in sizes):
        total = sizes[0] or 1 if sizes else 1
        appearance = UnitAppearance(upright=drawn.options.upright, fill=INPUT, stroke=seen_on(INPUT, WHITE))
        what = format_count(total, "value")
        return _column(
            drawn, unit_column(drawn.shape, total, drawn.options.max_neurons, appearance), [translate("Input layer"), what]
        )
    if len(sizes) == 3:
        return image_figure(drawn, sizes)
    title = translate({2: mark("Sequence"), 4: mark("Volume")}.get(len(sizes), "Input"))
    return text_figure(drawn, "box", titled(drawn, title, [format_sizes(sizes) or "?"]), INPUT)


_BY_KIND: Mapping[str, Callable[[Drawn, Layer], LayerFigure]] = {
    "Flatten": _plain("triangle", FLATTEN),
    "Embedding": _plain("rounded", EMBEDDING),
}
_BY_FAMILY: Mapping[str, Callable[[Drawn, Layer], LayerFigure]] = {
    "convolution": convolution_figure,
    "pooling": _plain("circle", POOLING),
    "regularization": _plain("circle", DROPOUT),
    "activation": _plain("octagon", ACTIVATION),
    "normalization": _plain("hexagon", NORMALIZATION),
    "attention": _plain("rounded", ATTENTION),
}
