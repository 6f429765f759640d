"""The verbs: each takes a model, a file, arrays or a graph, and returns something to look at or to save."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from dotnet_viz import readers
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.graph import Graph
from dotnet_viz.keras_format.folder import model_files
from dotnet_viz.progress import Progress, silent

if TYPE_CHECKING:
    from dotnet_viz.charts.chart import Chart
    from dotnet_viz.diagrams import DifferenceStyle, Style
    from dotnet_viz.drawing import Drawing
    from dotnet_viz.measures.comparison import Comparison, Evolution
    from dotnet_viz.measures.diagnostics import CheckResult
    from dotnet_viz.measures.summary import Summary
    from dotnet_viz.reporting import Report


def read(source: object) -> Graph:
    """Return the graph of a model.

    Args:
        source: a live Keras 3 model, the path of a ``.keras``, ``.h5`` or ``.npz`` file, such a file in a revision of a
            git repository (``"HEAD~1:models/m.keras"``), a list of
            ``(kernel, bias, activation)`` with kernels of shape (inputs, units), a dict of arrays, a fitted
            scikit-learn ``MLPClassifier``, ``MLPRegressor`` or linear estimator, or a graph.

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
    from dotnet_viz.diagrams import STYLES, style_of
    from dotnet_viz.drawing import Drawing

    chosen = style_of(style, options)
    graph = read(model)
    # A style that folds says what is inside; asking for its class would import it for every picture.
    inside = getattr(chosen, "details", None)
    details = None if inside is None else partial(inside, graph)
    return Drawing(
        chosen.build(graph), engine=engine, theme=theme, folded=lambda: STYLES["blocks"]().build(graph), details=details
    )


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
    from dotnet_viz.diagrams import style_of

    return draw(model, style=style_of("weights", options), engine=engine, theme=theme)


def filters(model: object, *, engine: str = "wasm", theme: str = "light", **options: Any) -> Drawing:
    """Return the filters of a convolution as a grid of small images.

    Args:
        model: anything that :func:`read` takes.
        engine: see :func:`draw`.
        theme: see :func:`draw`.
        options: fields of :class:`~dotnet_viz.diagrams.Filters`, such as ``layer="conv2d"``.

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
    """Return a weight as a heat map.

    Args:
        model: anything that :func:`read` takes.
        engine: see :func:`draw`.
        theme: see :func:`draw`.
        options: fields of :class:`~dotnet_viz.diagrams.WeightMatrix`, such as ``cluster="both"``.

    Raises:
        UnsupportedInputError: the model has no weights.
        OptionError: an unknown option, or a value that it cannot take.

    Example:
        >>> import numpy as np
        >>> weight_matrix([np.array([[1.0, -2.0]])]).scene.rasters[0].cell_tooltips
        ('input 0 → unit 0: 1', 'input 0 → unit 1: −2')
    """
    return draw(model, style="matrix", engine=engine, theme=theme, **options)


def weight_histograms(model: object, *, engine: str = "wasm", theme: str = "light", **options: Any) -> Drawing:
    """Return how the values of each weight spread, with means, deviations and quantiles.

    Args:
        model: anything that :func:`read` takes.
        engine: see :func:`draw`.
        theme: see :func:`draw`.
        options: fields of :class:`~dotnet_viz.diagrams.WeightHistograms`, such as ``form="ridgelines"``.

    Raises:
        UnsupportedInputError: the model has no weights.
        OptionError: an unknown option, or a value that it cannot take.

    Example:
        >>> import numpy as np
        >>> [entry.text for entry in weight_histograms([np.ones((3, 2))]).scene.legends[0].entries]
        ['kernels and embeddings']
    """
    return draw(model, style="histograms", engine=engine, theme=theme, **options)


def coefficients(model: object, *, engine: str = "wasm", theme: str = "light", **options: Any) -> Drawing:
    """Return the coefficients of a linear model as bars.

    Args:
        model: anything that :func:`read` takes: a scikit-learn linear estimator, a model of one dense layer ...
        engine: see :func:`draw`.
        theme: see :func:`draw`.
        options: fields of :class:`~dotnet_viz.diagrams.Coefficients`, such as ``feature_names=[...]``.

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
        ['input', 'dense_1']
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
    from dotnet_viz.measures.summary import summarise

    return summarise(read(model))


def check(
    model: object, *, ignore: Iterable[str] = (), thresholds: Mapping[str, float] | None = None, spectra: str = "auto"
) -> CheckResult:
    """Return what is wrong with a model's weights and structure; true where something was found, ``print`` it to read.

    Args:
        model: anything that :func:`read` takes.
        ignore: ids of checks that are left out, such as ``("dead-rows",)``.
        thresholds: limits that replace the usual ones, such as ``{"variance-high": 20}``.
        spectra: ``"auto"`` decomposes the kernels that take little time, ``"all"`` every one.

    Raises:
        OptionError: there is no such check or threshold.

    Example:
        >>> import numpy as np
        >>> check([np.zeros((3, 2))]).findings[0].check
        'all-zero'
    """
    from dotnet_viz.measures.diagnostics import check_graph

    return check_graph(read(model), ignore=ignore, thresholds=thresholds, spectra=spectra)


def compare(
    before: object,
    after: object,
    *,
    mapping: Mapping[str, str] | None = None,
    ignore: str | Iterable[str] = (),
    progress: Progress = silent,
) -> Comparison:
    """Return what differs between two models; false where nothing does, ``print`` it to read.

    Args:
        before: the first model: anything that :func:`read` takes.
        after: the second model.
        mapping: names of layers of the first model, and of those of the second that they became; the others are found.
        ignore: what is left out: ``"weights"``, ``"names"``, ``"config.FIELD"`` and others.
        progress: is told each step.

    Raises:
        OptionError: an unknown word to ignore, or a mapping that names a layer that is not there.
        VizError: a model cannot be read.

    Example:
        >>> import numpy as np
        >>> d = compare([np.ones((3, 2))], [np.ones((3, 4))])
        >>> d.layers.changed[0].fields[0]
        FieldChange(name='config.units', before=2, after=4)
        >>> bool(compare([np.ones((3, 2))], [np.ones((3, 2))]))
        False
    """
    from dotnet_viz.measures.comparison import compare_graphs

    progress("reading the models")
    return compare_graphs(read(before), read(after), mapping=mapping, ignore=ignore, progress=progress)


def evolution(
    models: Sequence[object] | str | os.PathLike[str], *, ignore: str | Sequence[str] = (), progress: Progress = silent
) -> Evolution:
    """Return how a row of models developed, such as the checkpoints of a training; ``print`` it to read.

    Args:
        models: at least two of anything that :func:`read` takes, in their order; or a folder of model files, which are
            taken in the order of their names, ``epoch-2`` before ``epoch-10``.
        ignore: see :func:`compare`.
        progress: is told each step.

    Raises:
        OptionError: fewer than two models, or an unknown word to ignore.
        VizError: a model cannot be read.

    Example:
        >>> import numpy as np
        >>> found = evolution([[np.full((2, 2), value)] for value in (1.0, 1.5, 3.0)])
        >>> found.layers[0].from_first
        (0.5, 2.0)
    """
    from dotnet_viz.measures.comparison.evolution import evolve

    chosen = model_files(models) if isinstance(models, str | os.PathLike) else models
    progress("reading the models")
    return evolve([read(model) for model in chosen], ignore=ignore, progress=progress)


def drift(found: Comparison | Evolution) -> Chart:
    """Return a chart of how far weights went: over the depth of a comparison, or over the models of an evolution.

    Args:
        found: what :func:`compare` or :func:`evolution` returned.

    Raises:
        UnsupportedInputError: it is neither.

    Example:
        >>> import numpy as np
        >>> drift(compare([np.ones((2, 2))], [np.full((2, 2), 3.0)])).title
        'change of weights over depth'
    """
    from dotnet_viz.charts.drift import drift_over_depth, drift_over_models
    from dotnet_viz.measures.comparison import Comparison, Evolution

    if isinstance(found, Evolution):
        return drift_over_models(found)
    if not isinstance(found, Comparison):
        raise UnsupportedInputError(f"drift() draws what compare() or evolution() returned, not a {type(found).__name__}")
    return drift_over_depth(found)


def diff(
    before: object,
    after: object = None,
    *,
    style: str | DifferenceStyle = "merged",
    engine: str = "wasm",
    theme: str = "light",
    mapping: Mapping[str, str] | None = None,
    ignore: str | Iterable[str] = (),
    **options: Any,
) -> Drawing:
    """Return a picture of what differs between two models.

    Args:
        before: the first model: anything that :func:`read` takes; or what :func:`compare` returned, without ``after``.
        after: the second model.
        style: ``"merged"`` is one diagram of both, ``"side-by-side"`` one beside the other, ``"weights"`` the change of
            each weight of a small network; or an options object.
        engine: see :func:`draw`.
        theme: see :func:`draw`.
        mapping: see :func:`compare`.
        ignore: see :func:`compare`.
        options: fields of the style's options, where ``style`` is a name.

    Raises:
        OptionError: an unknown style, option or word to ignore.
        VizError: a model cannot be read.

    Example:
        >>> import numpy as np
        >>> diff([np.ones((3, 2))], [np.ones((3, 4))]).scene.shapes[1].mark
        'changed'
    """
    from dotnet_viz.diagrams import difference_style_of
    from dotnet_viz.drawing import Drawing
    from dotnet_viz.measures.comparison import Comparison

    chosen = difference_style_of(style, options)
    if isinstance(before, Comparison):
        if after is not None or mapping is not None or ignore:
            raise OptionError("a comparison stands alone: give after, mapping and ignore to compare() itself")
        return Drawing(chosen.build(before), engine=engine, theme=theme)
    found = compare(before, after, mapping=mapping, ignore=ignore)
    return Drawing(chosen.build(found), engine=engine, theme=theme)


def report(  # noqa: PLR0913 - each is a word that users know
    model: object,
    *,
    history: object = None,
    data: tuple[Any, Any] | None = None,
    task: str | None = None,
    title: str | None = None,
    class_names: Sequence[str] | None = None,
    feature_names: Sequence[str] | None = None,
    seed: int | None = None,
    date: str | None = None,
    templates: str | os.PathLike[str] | None = None,
    pdf_engine: str = "auto",
    progress: Progress = silent,
) -> Report:
    """Return a report on a model; a section whose input is missing is left out.

    Args:
        model: anything that :func:`read` takes; with ``data`` a live model, which can predict.
        history: what ``model.fit`` returned, a dict of lists, or the path of a ``CSVLogger`` file.
        data: samples and their answers ``(x, y)``, to evaluate the model on.
        task: ``"classification"`` or ``"regression"``; ``None`` concludes it from the data.
        title: heading; ``None`` takes the model's name.
        class_names: names of the outputs, in order.
        feature_names: names of the inputs, in order.
        seed: the seed that training used, to be told.
        date: a date to print; without one the same input gives the same bytes.
        templates: a folder of templates that replace the package's by name.
        pdf_engine: ``"auto"``, ``"plutoprint"``, ``"weasyprint"`` or ``"chromium"``.
        progress: is told each step.

    Raises:
        UnsupportedInputError: ``data`` is given with something that cannot predict.
        VizError: the model, history or data cannot be read.

    Example:
        >>> import numpy as np
        >>> report([np.ones((3, 2))], title="A small one").html.count("<h1")
        1
    """
    from dotnet_viz.measures.history import read_history
    from dotnet_viz.reporting import ReportContext, build_report

    progress("reading the model")
    context = ReportContext(
        graph=read(model),
        model=model,
        history=None if history is None else read_history(history),
        data=data,
        task=task,
        title=title,
        class_names=class_names,
        feature_names=feature_names,
        seed=seed,
        date=date,
        templates=templates,
        pdf_engine=pdf_engine,
    )
    return build_report(context, progress)
