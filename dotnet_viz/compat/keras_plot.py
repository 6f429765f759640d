"""``plot_model`` and ``model_to_dot`` as ``keras.utils`` has them, for models of any kind and without Graphviz."""

from __future__ import annotations

import gc
import io
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from inspect import signature
from pathlib import Path
from typing import Any

from dotnet_viz import readers
from dotnet_viz.compat.calls import nested_calls
from dotnet_viz.compat.layer_labels import LabelColumns, LayerText, html_label, record_label
from dotnet_viz.compat.layer_texts import LayerTexts
from dotnet_viz.compat.live_layers import LiveLayers, check_built, is_flowing, is_model
from dotnet_viz.compat.pillow_files import encoded
from dotnet_viz.compat.pydot_graph import Pen
from dotnet_viz.diagrams.common.graphs.layer_range import LayerRange, in_range
from dotnet_viz.diagrams.plot_model import PlotModel
from dotnet_viz.drawing import Drawing, check_target
from dotnet_viz.errors import EngineError, OptionError, near_miss
from dotnet_viz.files.output import check_output, write_output
from dotnet_viz.fitting.drawn_size import drawn_size
from dotnet_viz.layouts.graphviz.engines import graphviz_output
from dotnet_viz.renderers import RENDERERS
from dotnet_viz.renderers.pixels.repacked import PIXEL_FORMATS

_DOT_FORMATS = ("dot", "gv")
_GRAPHVIZ_FORMATS = (
    "xdot", "json", "plain", "plain-ext", "canon", "xdot_json", "dot_json", "json0", "fig", "pic", "pov", "tk",
    "cmapx", "cmapx_np", "imap", "imap_np", "ismap", "cmap",
)  # fmt: skip
_SAME_CONTENT = {"ps": "eps", "ps2": "eps", "jpe": "jpg", "svg_inline": "svg"}
"""Encapsulated PostScript is PostScript of one page."""
_PILLOW_FORMATS = ("bmp", "tif", "tiff", "tga", "ico")
_IMAGES = {"jpg": "jpeg"}
_TIMEOUT = 120.0
_SPLINES: Mapping[object, str] = {True: "spline", False: "line", "true": "spline", "false": "line"}


def model_to_dot(  # noqa: PLR0913, PLR0917 - the arguments of keras.utils.model_to_dot
    model: object,
    show_shapes: bool = False,
    show_dtype: bool = False,
    show_layer_names: bool = True,
    rankdir: str = "TB",
    expand_nested: bool = False,
    dpi: int = 200,
    subgraph: bool = False,
    show_layer_activations: bool = False,
    show_trainable: bool = False,
    splines: str = "ortho",
    **kwargs: Any,
) -> Any:
    """Return a model as a ``pydot.Dot`` whose nodes, edges, clusters and labels are shaped as Keras's own.

    A layer is one node, unless one of its calls leads to another; then each call is one. Nested models are
    clusters with ``expand_nested``. Tensors between the same two nodes are one edge
    (:func:`dotnet_viz.architecture` draws each). Names of nodes follow the order of the layers, so
    they are the same every time. Names and activations may hold any characters.

    Args:
        model: a Keras model, or anything else that :func:`dotnet_viz.read` takes.
        show_shapes: cells with the shapes of inputs and outputs.
        show_dtype: a cell with the dtype of the output.
        show_layer_names: the layer's name before its class.
        rankdir: direction of the data flow, as in Graphviz: ``"TB"``, ``"LR"``, ``"BT"`` or ``"RL"``.
        expand_nested: show the inside of nested functional and sequential models, as clusters, and that of a
            subclassed ``model``, which is one node otherwise.
        dpi: pixels per inch, for Graphviz.
        subgraph: return a ``pydot.Cluster`` instead.
        show_layer_activations: a row with the activation, if the layer has one.
        show_trainable: a cell with whether the layer is trained, if it has weights.
        splines: how Graphviz draws edges: ``"ortho"``, ``"curved"``, ``"polyline"``, ``"spline"`` or ``"line"``.
        kwargs: ``layer_range``: names or patterns of the first and the last layer to draw.

    Returns:
        A ``pydot.Dot``, or a ``pydot.Cluster`` with ``subgraph=True``.

    Raises:
        NotBuiltError: the model has not been built; it is a ``ValueError``.
        OptionError: unknown arguments, or a ``layer_range`` that names no layer; it is a ``ValueError``.

    Example:
        >>> import numpy as np
        >>> dot = model_to_dot([np.ones((3, 2)), np.ones((2, 1))])
        >>> [(edge.get_source(), edge.get_destination()) for edge in dot.get_edges()]
        [('n0', 'n1'), ('n1', 'n2')]
    """
    layer_range = _layer_range(kwargs, model_to_dot)
    columns = LabelColumns(show_layer_names, show_layer_activations, show_shapes, show_dtype, show_trainable)
    head = None if subgraph else {"rankdir": rankdir, "concentrate": True, "dpi": dpi, "splines": splines}
    return _dot(model, columns, head, layer_range, expand_nested=expand_nested)


def _dot(
    model: object,
    columns: LabelColumns,
    head: Mapping[str, object] | None,
    layer_range: LayerRange | None,
    *,
    expand_nested: bool,
    label: Callable[[LayerText, LabelColumns], str] = html_label,
) -> Any:
    """Return a ``pydot.Dot`` with the attributes of ``head``, a ``pydot.Cluster`` for ``None``."""
    import pydot

    check_built(model)
    graph = in_range(readers.read(model, values=False, details=False), layer_range)
    live = LiveLayers(model)
    pen = Pen(LayerTexts(graph, live), columns, label)
    if head is None:
        dot = pen.cluster(graph.name)
    else:
        dot = pydot.Dot()
        for name, value in head.items():
            dot.set(name, value)
        dot.set_node_defaults(shape="record")
    if is_model(model) and not is_flowing(model) and not expand_nested:
        dot.add_node(pen.whole())
    else:
        opened = nested_calls(
            graph,
            opens=lambda node: expand_nested and live.is_flowing(node, graph),
            is_sequential=lambda node: live.is_sequential(node, graph),
        )
        pen.fill(dot, opened)
    return dot


def plot_model(  # noqa: PLR0913, PLR0917 - the arguments of keras.utils.plot_model
    model: object,
    to_file: str | os.PathLike[str] | None = "model.png",
    show_shapes: bool = False,
    show_dtype: bool = False,
    show_layer_names: bool = False,
    rankdir: str = "TB",
    expand_nested: bool = False,
    dpi: int = 200,
    show_layer_activations: bool = False,
    show_trainable: bool = False,
    splines: str = "ortho",
    **kwargs: Any,
) -> Any:
    """Write a picture of a model, as ``keras.utils.plot_model`` does; no Graphviz is needed.

    Args:
        model: see :func:`model_to_dot`.
        to_file: path of the file; its suffix is the format (``.png``, ``.jpg``, ``.bmp``, ``.svg``, ``.pdf``, ``.ps`` ...), PNG
            without a suffix; ``None`` writes no file. ``.dot`` is what :func:`model_to_dot` returns, and ``.xdot``, ``.json``,
            ``.plain``, ``.cmapx``, ``.fig`` and others are Graphviz's own formats for it, with plain texts in the boxes.
        show_shapes: see :func:`model_to_dot`; so are the others.
        show_dtype: write the dtypes of the outputs.
        show_layer_names: the layer's name above its class.
        rankdir: ``"TB"``, ``"LR"``, ``"BT"`` or ``"RL"``.
        expand_nested: show the inside of nested models, in frames.
        dpi: pixels per inch of a PNG.
        show_layer_activations: write the activation next to the class.
        show_trainable: whether the layer is trained.
        splines: ``"ortho"``, ``"curved"``, ``"polyline"``, ``"spline"`` or ``"line"``.
        kwargs: ``layer_range``, see :func:`model_to_dot`.

    Returns:
        Where IPython is installed an ``Image`` or an ``SVG`` that a notebook shows, for SVG and formats of pixels; else
        ``None``.

    Raises:
        NotBuiltError: the model has not been built; it is a ``ValueError``.
        OptionError: an unknown argument, value or format; it is a ``ValueError``.
        OutputError: the file cannot be written.
    """
    layer_range = _layer_range(kwargs, plot_model)
    check_built(model)
    suffix = "png" if to_file is None else _format(to_file)
    shown: dict[str, Any] = {
        "show_shapes": bool(show_shapes),
        "show_dtype": bool(show_dtype),
        "show_layer_names": bool(show_layer_names),
        "rankdir": rankdir,
        "expand_nested": bool(expand_nested),
        "show_layer_activations": bool(show_layer_activations),
        "show_trainable": bool(show_trainable),
    }
    size = drawn_size(dpi=dpi)
    style = PlotModel(**shown, splines=_SPLINES.get(splines, splines), show_parameters=False)
    with _collector_paused():
        if suffix in _DOT_FORMATS:
            content: str | bytes = model_to_dot(model, **shown, splines=splines, dpi=dpi, layer_range=layer_range).to_string()
        elif suffix in _GRAPHVIZ_FORMATS:
            columns = LabelColumns(show_layer_names, show_layer_activations, show_shapes, show_dtype, show_trainable)
            content = _laid_out(model, columns, suffix, style, dpi, layer_range)
        else:
            graph = in_range(readers.read(model, values=False, details=False), layer_range)
            drawing = Drawing(replace(style.build(graph), show_title=False, dpi=size.dpi))
            content = _encoded(drawing, suffix)
    if to_file is not None:
        write_output(to_file, content)
    return _display(content, suffix)


def _encoded(drawing: Drawing, suffix: str) -> str | bytes:
    if suffix not in _PILLOW_FORMATS:
        return drawing.to_format(_SAME_CONTENT.get(suffix, suffix))
    from PIL import Image

    with Image.open(io.BytesIO(drawing.png())) as image:
        return encoded(image, f".{suffix}")


def _laid_out(
    model: object, columns: LabelColumns, form: str, style: PlotModel, dpi: object, layer_range: LayerRange | None
) -> bytes:
    """Return what Graphviz writes for the graph, which runs without fonts and without a parser of HTML here."""
    is_flat = style.rankdir in {"LR", "RL"}
    label = partial(record_label, is_flat=is_flat)
    head = {"rankdir": style.rankdir, "concentrate": True, "dpi": dpi, "splines": style.splines}
    dot = _dot(model, columns, head, layer_range, expand_nested=style.expand_nested, label=label)
    try:
        return graphviz_output(dot.to_string(), form, _TIMEOUT)
    except EngineError:
        if style.splines != "ortho":
            raise
        dot.set("splines", "polyline")  # Graphviz's own right angles end in an error for some graphs
        return graphviz_output(dot.to_string(), form, _TIMEOUT)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking through all objects of a live framework, which takes longer than drawing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _layer_range(arguments: Mapping[str, Any], caller: Callable[..., Any]) -> LayerRange | None:
    """Return the one argument that is taken beside those that are named.

    Raises:
        OptionError: there are others.
    """
    unknown = {name: value for name, value in arguments.items() if name != "layer_range"}
    if unknown:
        name = caller.__name__
        raise OptionError(
            f"Unrecognized keyword arguments: {unknown}; {name} takes those of keras.utils.{name} and layer_range"
            f"{near_miss(next(iter(unknown)), signature(caller).parameters)}"
        )
    value: LayerRange | None = arguments.get("layer_range")
    return value


def _format(path: str | os.PathLike[str]) -> str:
    """Return the format of a file, after a look at whether it can be written."""
    if Path(path).suffix:
        return check_target(path, (*RENDERERS, *_SAME_CONTENT, *_PILLOW_FORMATS, *_GRAPHVIZ_FORMATS))
    check_output(path)
    return "png"


def _display(content: str | bytes, suffix: str) -> Any:
    """Return what a notebook shows, where there is one."""
    try:
        from IPython import display
    except ImportError:
        return None
    if suffix == "svg":
        return display.SVG(data=content)
    return display.Image(data=content, format=_IMAGES.get(suffix, suffix)) if suffix in PIXEL_FORMATS else None
