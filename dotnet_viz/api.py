"""The verbs: each takes a model, a file, arrays or a graph, and returns something to look at or to save."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from dotnet_viz import readers
from dotnet_viz.diagrams import Style, WeightGraph, style_of
from dotnet_viz.drawing import Drawing
from dotnet_viz.graph import Graph
from dotnet_viz.measures.summary import Summary, summarise
from dotnet_viz.progress import Progress, silent
from dotnet_viz.report import Report, ReportContext, build_report


def read(source: object) -> Graph:
    """Return the graph of a model.

    Args:
        source: a live Keras 3 model, the path of a ``.keras``, ``.h5`` or ``.npz`` file, a list of
            ``(kernel, bias, activation)`` with kernels of shape (inputs, units), a dict of arrays, a fitted
            scikit-learn ``MLPClassifier`` or ``MLPRegressor``, or a graph.

    Raises:
        UnsupportedInputError: no reader takes such an object.
        MissingFileError: the file is not there.
        UnreadableFileError: the file is damaged or no model.

    Example:
        >>> import numpy as np
        >>> [layer.kind for layer in read([np.ones((3, 2)), np.ones((2, 1))]).layers]
        ['InputLayer', 'Dense', 'Dense']
    """
    return readers.read(source)


def draw(model: object, *, style: str | Style, engine: str = "wasm", theme: str = "light", **options: Any) -> Drawing:
    """Return a drawing in any style.

    Args:
        model: anything that :func:`read` takes.
        style: a name in :data:`dotnet_viz.diagrams.STYLES`, or an options object such as ``WeightGraph(...)``.
        engine: ``"wasm"`` lays out with the Graphviz inside the package, ``"dot"`` with the system's.
        theme: ``"light"``, ``"dark"``, or ``"auto"`` to follow the reader's setting.
        options: fields of the style's options, where ``style`` is a name.

    Raises:
        OptionError: an unknown style, option, engine or theme.

    Example:
        >>> import numpy as np
        >>> draw([np.ones((3, 2))], style="weights").dot.count(" -> ")
        6
    """
    chosen = style_of(style, options)
    return Drawing(chosen.build(read(model)), engine=engine, theme=theme)


def weight_graph(model: object, *, engine: str = "wasm", theme: str = "light", **options: Any) -> Drawing:
    """Return the neurons of a model's dense layers with one line a weight.

    Args:
        model: anything that :func:`read` takes.
        engine: see :func:`draw`.
        theme: see :func:`draw`.
        options: fields of :class:`~dotnet_viz.diagrams.WeightGraph`, such as ``max_neurons=8``.

    Raises:
        UnsupportedInputError: the model has no dense layer.
        OptionError: an unknown option, or a value that it cannot take.

    Example:
        >>> import numpy as np
        >>> weight_graph([np.array([[1.0, -1.0]])]).scene.legends[0].title
        'weight (line), bias (fill)'
    """
    return draw(model, style=style_of("weights", options), engine=engine, theme=theme)


def architecture(
    model: object, *, style: str | Style = "plot-model", engine: str = "wasm", theme: str = "light", **options: Any
) -> Drawing:
    """Return a diagram of a model's layers and the tensors between them.

    Args:
        model: anything that :func:`read` takes.
        style: see :func:`draw`.
        engine: see :func:`draw`.
        theme: see :func:`draw`.
        options: fields of the style's options, such as ``show_dtype=True``.

    Raises:
        OptionError: an unknown style or option.

    Example:
        >>> import numpy as np
        >>> [shape.name for shape in architecture([np.ones((3, 2))]).scene.shapes]
        ['input', 'dense']
    """
    return draw(model, style=style, engine=engine, theme=theme, **options)


def summary(model: object) -> Summary:
    """Return a model's layers, shapes, parameters, dtypes and sizes; ``print`` it, or take ``.to_dict()``.

    Args:
        model: anything that :func:`read` takes.

    Example:
        >>> import numpy as np
        >>> summary([np.ones((3, 2)), np.ones((2, 1))]).parameter_count
        8
    """
    return summarise(read(model))
