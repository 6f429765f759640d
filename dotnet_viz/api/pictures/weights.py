"""The functions that draw the weights of one model, each in a style of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dotnet_viz.api.pictures.one_model import draw

if TYPE_CHECKING:
    from dotnet_viz.drawing import Drawing


def weight_graph(model: object, *, engine: str = "wasm", theme: str = "light", **options: Any) -> Drawing:
    """Draw units as circles and each weight as a line: its width is the magnitude, its colour the sign.

    Units are neurons of dense and recurrent layers, channels of convolutions, tokens of embeddings and heads of attention.

    Args:
        model: anything that :func:`read` takes.
        engine: see :func:`~dotnet_viz.api.pictures.one_model.draw`.
        theme: see :func:`~dotnet_viz.api.pictures.one_model.draw`.
        options: the options of :class:`~dotnet_viz.diagrams.WeightGraph`, such as ``max_neurons=8``.

    Raises:
        UnsupportedInputError: no layer of the model has weights between units.
        OptionError: an unknown option, or a value that it cannot take.

    Example:
        >>> import numpy as np
        >>> weight_graph([np.array([[1.0, -1.0]])]).scene.legends[0].title
        'weight (line), bias (fill)'
    """
    return draw(model, style="weight-graph", engine=engine, theme=theme, **options)


def filters(model: object, *, engine: str = "wasm", theme: str = "light", **options: Any) -> Drawing:
    """Draw the filters of a convolution, kernel shape (height, width, channels, filters), as a grid of small images.

    Args:
        model: anything that :func:`read` takes.
        engine: see :func:`~dotnet_viz.api.pictures.one_model.draw`.
        theme: see :func:`~dotnet_viz.api.pictures.one_model.draw`.
        options: the options of :class:`~dotnet_viz.diagrams.Filters`, such as ``layer="conv2d"``.

    Raises:
        UnsupportedInputError: the model has no convolution.
        OptionError: an unknown option, or a value that it cannot take.

    Example:
        >>> from dotnet_viz.graph import Graph, Layer, Node, Weight
        >>> import numpy as np
        >>> layer = Layer("c", "c", "Conv2D", weights=(Weight.from_array("kernel", np.ones((3, 3, 1, 4))),))
        >>> len(filters(Graph("m", "Sequential", (Node("n0", layer),))).scene.rasters)
        4
    """
    return draw(model, style="filters", engine=engine, theme=theme, **options)


def weight_matrix(model: object, *, engine: str = "wasm", theme: str = "light", **options: Any) -> Drawing:
    """Draw one weight as a heat map; a kernel of shape (inputs, units) has a row per input and a column per unit.

    Args:
        model: anything that :func:`read` takes.
        engine: see :func:`~dotnet_viz.api.pictures.one_model.draw`.
        theme: see :func:`~dotnet_viz.api.pictures.one_model.draw`.
        options: the options of :class:`~dotnet_viz.diagrams.WeightMatrix`, such as ``cluster="both"``.

    Raises:
        UnsupportedInputError: the model has no weights.
        OptionError: an unknown option, or a value that it cannot take.

    Example:
        >>> import numpy as np
        >>> weight_matrix([np.array([[1.0, -2.0]])]).scene.rasters[0].cell_tooltips
        ('input 0 → unit 0: 1', 'input 0 → unit 1: −2')
    """
    return draw(model, style="weight-matrix", engine=engine, theme=theme, **options)


def weight_histograms(model: object, *, engine: str = "wasm", theme: str = "light", **options: Any) -> Drawing:
    """Draw the distribution of the values of each weight, with means, standard deviations and quantiles.

    Args:
        model: anything that :func:`read` takes.
        engine: see :func:`~dotnet_viz.api.pictures.one_model.draw`.
        theme: see :func:`~dotnet_viz.api.pictures.one_model.draw`.
        options: the options of :class:`~dotnet_viz.diagrams.WeightHistograms`, such as ``form="ridgelines"``.

    Raises:
        UnsupportedInputError: the model has no weights.
        OptionError: an unknown option, or a value that it cannot take.

    Example:
        >>> import numpy as np
        >>> [entry.text for entry in weight_histograms([np.ones((3, 2))]).scene.legends[0].entries]
        ['kernels and embeddings']
    """
    return draw(model, style="weight-histograms", engine=engine, theme=theme, **options)


def coefficients(model: object, *, engine: str = "wasm", theme: str = "light", **options: Any) -> Drawing:
    """Draw the coefficients of a linear model as bars, one for each feature and output.

    Args:
        model: anything that :func:`read` takes: a scikit-learn linear estimator, a model of one dense layer ...
        engine: see :func:`~dotnet_viz.api.pictures.one_model.draw`.
        theme: see :func:`~dotnet_viz.api.pictures.one_model.draw`.
        options: the options of :class:`~dotnet_viz.diagrams.Coefficients`, such as ``feature_names=[...]``.

    Raises:
        UnsupportedInputError: the model is not linear.
        OptionError: an unknown option, or a value that it cannot take.

    Example:
        >>> import numpy as np
        >>> bars = coefficients([np.array([[0.5], [-2.0]])], feature_names=["age", "height"]).scene.shapes
        >>> [shape.name for shape in bars if shape.kind == "bar"]
        ['height', 'age']
    """
    return draw(model, style="coefficients", engine=engine, theme=theme, **options)
