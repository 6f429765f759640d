"""The functions that draw one model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dotnet_viz.api.reading import is_path, read, run_in
from dotnet_viz.errors import OptionError
from dotnet_viz.files.paths import is_folder

if TYPE_CHECKING:
    from dotnet_viz.diagrams import Style
    from dotnet_viz.drawing import Drawing
    from dotnet_viz.graph import Graph


def draw(  # noqa: PLR0913 - what every picture has
    model: object,
    *,
    style: str | type[Style] | Style = "plot-model",
    engine: str = "wasm",
    theme: str = "light",
    background: str | None = None,
    statistics: bool | None = None,
    language: str | None = None,
    title: str | None = None,
    width: float | str | None = None,
    height: float | str | None = None,
    dpi: float | None = None,
    text_size: float | None = None,
    layer_range: str | Sequence[str | int] | None = None,
    fit: str | Sequence[float | str] | None = None,
    overlay: object = None,
    color_by: str | None = None,
    highlight: object = None,
    groups: object = None,
    captions: object = None,
    record: object = None,
    images: object = None,
    x: Any = None,
    **options: Any,
) -> Drawing:
    """Draw a model in any style.

    Args:
        model: anything that :func:`read` takes.
        style: a name in :data:`dotnet_viz.diagrams.STYLES`, such as ``"weight-graph"``, or an options object such as
            ``WeightGraph(...)``.
        engine: layout engine: ``"wasm"`` is the Graphviz in the package, ``"dot"`` the one installed on the system.
        theme: colours of the page: ``"light"``, ``"dark"``, ``"auto"`` for the setting of the reader's browser, or ``"print"``,
            which is read in grey too: fills are pale and negative weights dashed.
        background: ``"transparent"`` for a picture without paper in the formats that know of it (not ``.jpg`` and
            ``.eps``), or a colour of the paper; ``None`` for that of the theme.
        statistics: whether HTML pages say of each layer the mean, standard deviation, minimum, maximum and share of zeros of
            its weights; ``None`` for models of at most ten million values. Other formats do not read the values for that.
        language: of titles, legends and notes, such as ``"pt_BR"``; see :func:`~dotnet_viz.api.reports.one_report.report`.
        title: heading of the picture; ``None`` for that of the style, and ``""`` for none.
        width: of SVG, PNG and PDF: a number of pixels or a length such as ``"8.5cm"`` or ``"3in"``; the proportions stay.
        height: likewise; where both are given, the picture is as large as both allow.
        dpi: pixels per inch of a PNG: 96 is the size on screen, 300 is suitable for print; ``None`` for 192, or for a PNG as
            wide as ``width`` says where that is a number of pixels.
        text_size: points of the smallest text, 72 to the inch; larger texts keep their proportion to it. The picture becomes
            larger or smaller with its texts, feature maps and circles of units do not. Beside ``fit``, ``width`` or
            ``height`` it goes on in rows and leaves out what has no room there; these are the most then, and where only one
            is given, the other is that of a page. ``None`` for the size of the style.
        layer_range: the layers that are drawn, from one to another: two names, regular expressions or positions from 0,
            such as ``("conv1", "conv3")``, ``(50, 80)`` or ``"50:80"``; ``None`` for all.
        fit: what the picture is made for: ``"page"`` (17 × 24 cm), ``"column"`` (8.5 × 24 cm), ``"slide"`` (16 : 9) or
            its width and height, such as ``("12cm", "8cm")``. It goes on in rows or columns and leaves out what has no room,
            which its notes say, so that no text is smaller than 6 points, on a slide 10; ``None`` for its own size.
        overlay: a number for each layer, which colours it and is written on it: a mapping from names of layers, such as
            ``{"conv2d": 3.2}`` or ``{"latency (ms)": {"conv2d": 3.2}}``, a Series or DataFrame of pandas, or a ``.json`` or
            ``.csv`` file with a column ``layer``. Of several columns the first colours. Layers in nested models have paths such
            as ``"vgg/conv1"``. Layers without a number are grey.
        color_by: what colours layers in place of the style's own colours: ``"family"``, ``"kind"`` (the class), ``"name"``,
            ``"trainable"``, ``"parameters"``, ``"flops"``, ``"sparsity"`` (share of zeros among the weights), or of the last
            epoch of a ``record`` ``"gradient"`` (norm) or ``"activation"`` (root mean square); ``"none"`` for one grey.
        highlight: layers that stand out: names or regular expressions, or a mapping from these to colours, such as
            ``{"conv2d_2": "tomato"}``.
        groups: frames around layers: pairs of a caption and its layers, such as ``[("encoder", ["conv2d", "conv2d_3"])]``. Two
            names, or ``"conv2d:conv2d_3"``, are the first and the last of a row; any other number are layers that are framed
            with what lies between them.
        captions: a line more for each layer: a function of a :class:`~dotnet_viz.graph.Layer` that returns a text or ``None``,
            a mapping from names or regular expressions of layers, or a ``.json`` file with one.
        record: that of a training, for ``color_by="gradient"`` and ``"activation"``: see :func:`~dotnet_viz.curves`; ``None``
            for that of the folder which the model is read from.
        images: on the faces of inputs and feature maps, in the styles ``"layered"`` and ``"lenet"``: a mapping from names or
            regular expressions of layers to images: arrays of shape (rows, columns), (rows, columns, 3) or of what the layer
            returns, images of Pillow, or files; or what :func:`~dotnet_viz.activations` returned.
        x: an input, for which all layers without an image in ``images`` show what they return: see
            :func:`~dotnet_viz.activations`, of whose samples the first counts. The model must be one that can run.
        options: options of the style as keywords, where ``style`` is a name.

    Returns:
        A drawing with ``.svg``, ``.dot``, ``.html`` and ``.save(path)``.

    Raises:
        OptionError: an unknown style, option, engine, theme or language; a length, colour or ``dpi`` that is none; nothing
            matches the ``layer_range``; a name of no layer, groups that overlap, or a style without layers.
        ShapeError: an image that is none and not what its layer returns, or an input that does not fit.
        VizError: the model cannot be read.

    Example:
        >>> import numpy as np
        >>> draw([np.ones((3, 2))], style="weight-graph").dot.count(" -> ")
        6
        >>> draw([np.ones((3, 2))], width="8.5cm", title="One layer").width
        321.26
    """
    from dotnet_viz.api.pictures.model_picture import model_picture
    from dotnet_viz.api.pictures.presentation import Presentation
    from dotnet_viz.diagrams import style_of
    from dotnet_viz.diagrams.annotations.options import AnnotationOptions
    from dotnet_viz.fitting.drawn_size import drawn_size
    from dotnet_viz.fitting.text_size import paper_for
    from dotnet_viz.fonts import kept_distinct, one_line
    from dotnet_viz.translation.translate import in_language

    if statistics not in (None, True, False):
        raise OptionError(f"statistics is True, False or None, not {statistics!r}")
    chosen, size = style_of(style, options, verb=draw), drawn_size(width, height, dpi, text_size)
    paper = paper_for(fit, size)
    record = record_for(model, record, color_by)
    if x is not None:
        from dotnet_viz.explain.live.live_model import (  # what reads Keras, for pictures that run a model
            is_model_file,
            load_live,
        )

        model = load_live(model) if is_model_file(model) else model
    graph = read(model)
    added = AnnotationOptions(overlay, color_by, highlight, groups, captions, record, _images(model, graph, images, x))
    with in_language(language), kept_distinct(one_line(layer.name) for layer in graph.layers):
        presentation = Presentation(title, background, theme, None if dpi is None else size.dpi)
        picture = model_picture(
            chosen, graph, added, presentation, layer_range=layer_range, text_size=size.text_size, statistics=statistics
        )
        return picture.drawing(size, paper, engine)


def record_for(model: object, record: object, color_by: str | None) -> object:
    """Return the training whose numbers colour layers: the one that is given, or else the one that the model is read from.

    Args:
        model: see :func:`draw`.
        record: see :func:`draw`.
        color_by: see :func:`draw`.

    Raises:
        VizError: the log of the training is damaged.

    Example:
        >>> record_for("model.keras", None, "gradient") is None
        True
    """
    if record is not None or color_by is None or not (is_path(model) and is_folder(model)):
        return record
    from dotnet_viz.diagrams.annotations.colors.recorded import RECORDED

    return run_in(model) if color_by in RECORDED else None


def _images(model: object, graph: Graph, images: object, x: Any) -> object:
    """Return the images of layers: those that are given, and for the others what they return for the input ``x``."""
    if x is None:
        return images
    from dotnet_viz.api.explaining.activations import activations
    from dotnet_viz.diagrams.annotations.images.given_images import with_inputs

    found = with_inputs(activations(model, x, max_samples=1), graph)
    return {**found, **images} if isinstance(images, Mapping) else found if images is None else images


def architecture(
    model: object,
    *,
    style: str | type[Style] | Style = "plot-model",
    engine: str = "wasm",
    theme: str = "light",
    **options: Any,
) -> Drawing:
    """Draw the layers of a model as boxes and the tensors between them as arrows.

    Args:
        model: anything that :func:`read` takes.
        style: see :func:`draw`.
        engine: see :func:`draw`.
        theme: see :func:`draw`.
        options: options of the style as keywords, such as ``show_dtype=True``.

    Raises:
        OptionError: an unknown style or option.

    Example:
        >>> import numpy as np
        >>> [shape.name for shape in architecture([np.ones((3, 2))]).scene.shapes]
        ['input', 'dense_1']
    """
    return draw(model, style=style, engine=engine, theme=theme, **options)
