"""The functions that compare models."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dotnet_viz.api.reading import read
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.progress import Progress, silent

if TYPE_CHECKING:
    from dotnet_viz.charts.chart import Chart
    from dotnet_viz.diagrams import DifferenceStyle
    from dotnet_viz.drawing import Drawing
    from dotnet_viz.measures.comparison import Comparison, Evolution


def compare(
    before: object,
    after: object,
    *,
    mapping: Mapping[str, str] | None = None,
    ignore: str | Iterable[str] = (),
    progress: Progress = silent,
) -> Comparison:
    """Compare the layers, settings, connections and weights of two models.

    Args:
        before: the first model: anything that :func:`read` takes.
        after: the second model.
        mapping: names of layers of the first model, each with its name in the second; other layers are matched
            automatically.
        ignore: sorts of differences to leave out: ``"weights"``, ``"names"``, ``"training"``, ``"connections"``, ``"order"``,
            ``"shapes"``, ``"dtypes"``, ``"trainable"``, ``"activation"``, ``"config"`` or ``"config.FIELD"``.
        progress: is called with the name of each step as it begins.

    Returns:
        The differences. ``print`` them; the result is false where there are none. What Keras rounds when it saves a model with
        LoRA is no difference, and a note says so.

    Raises:
        OptionError: an unknown word in ``ignore``, or a mapping with a layer that neither model has.
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
    """Compare successive models, such as the checkpoints of a training; ``print`` the result.

    Args:
        models: a sequence of at least two models, each anything that :func:`read` takes; or a folder of model files, which
            are read in the natural order of their names, ``epoch-2`` before ``epoch-10``.
        ignore: see :func:`compare`.
        progress: is called with the name of each step as it begins.

    Raises:
        OptionError: fewer than two models, or an unknown word in ``ignore``.
        VizError: a model cannot be read.

    Example:
        >>> import numpy as np
        >>> found = evolution([[np.full((2, 2), value)] for value in (1.0, 1.5, 3.0)])
        >>> found.layers[0].from_first
        (0.5, 2.0)
    """
    from dotnet_viz.measures.comparison.evolution import evolve
    from dotnet_viz.readers.folder import model_files

    chosen = model_files(models) if isinstance(models, str | os.PathLike) else models
    progress("reading the models")
    return evolve([read(model) for model in chosen], ignore=ignore, progress=progress)


def drift(
    found: Comparison | Evolution, *, theme: str = "light", title: str | None = None, background: str | None = None
) -> Chart:
    """Chart the relative change of weights: over the depth of a comparison, or over the models of an evolution.

    Args:
        found: the result of :func:`compare` or :func:`evolution`.
        theme: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        title: heading over the chart; ``None`` for the names of the models, and ``""`` for none.
        background: ``"transparent"``, or a colour of the paper; ``None`` for that of the theme.

    Raises:
        UnsupportedInputError: it is neither.
        OptionError: an unknown theme.

    Example:
        >>> import numpy as np
        >>> drift(compare([np.ones((2, 2))], [np.full((2, 2), 3.0)])).data.to_dict()["relative change"]
        [2.0]
    """
    from dotnet_viz.charts.drift import drift_over_depth, drift_over_models, models_of
    from dotnet_viz.measures.comparison import Comparison, Evolution

    if isinstance(found, Evolution):
        return drift_over_models(found).presented(theme, models_of(found) if title is None else title, background)
    if not isinstance(found, Comparison):
        raise UnsupportedInputError(f"drift() draws what compare() or evolution() returned, not a {type(found).__name__}")
    return drift_over_depth(found).presented(theme, models_of(found) if title is None else title, background)


def diff(  # noqa: PLR0913 - what every picture has
    before: object,
    after: object = None,
    *,
    style: str | type[DifferenceStyle] | DifferenceStyle = "merged",
    engine: str = "wasm",
    theme: str = "light",
    background: str | None = None,
    mapping: Mapping[str, str] | None = None,
    ignore: str | Iterable[str] = (),
    title: str | None = None,
    width: float | str | None = None,
    height: float | str | None = None,
    dpi: float | None = None,
    text_size: float | None = None,
    fit: str | Sequence[float | str] | None = None,
    overlay: object = None,
    color_by: str | None = None,
    highlight: object = None,
    captions: object = None,
    record: object = None,
    **options: Any,
) -> Drawing:
    """Draw the differences between two models.

    Args:
        before: the first model: anything that :func:`read` takes; or the result of :func:`compare`, without ``after``.
        after: the second model.
        style: ``"merged"`` is one diagram of both models, ``"side-by-side"`` two diagrams next to each other,
            ``"bars"`` what each layer has of parameters, operations and memory before and after,
            ``"weight-change-graph"`` the change of each weight of a small network; or an options object.
        engine: see :func:`draw`.
        theme: see :func:`draw`.
        background: see :func:`draw`.
        mapping: see :func:`compare`.
        ignore: see :func:`compare`.
        title: see :func:`draw`.
        width: see :func:`draw`.
        height: see :func:`draw`.
        dpi: see :func:`draw`.
        text_size: see :func:`draw`.
        fit: see :func:`draw`.
        overlay: see :func:`draw`; layers have their name in either model. A box that stands for a layer of both has the number
            of its name in the second one, or else of that in the first.
        color_by: see :func:`draw`.
        highlight: see :func:`draw`.
        captions: see :func:`draw`.
        record: see :func:`draw`.
        options: options of the style as keywords, where ``style`` is a name.

    Raises:
        OptionError: an unknown style, option or word in ``ignore``; a layer that neither model has; something that a picture
            of differences, or this style of it, cannot show.
        VizError: a model cannot be read.

    Example:
        >>> import numpy as np
        >>> diff([np.ones((3, 2))], [np.ones((3, 4))]).scene.shapes[1].mark
        'changed'
    """
    from dotnet_viz.api.pictures.difference_pictures import check_options, drawn_difference
    from dotnet_viz.api.pictures.presentation import Presentation
    from dotnet_viz.diagrams import difference_style_of
    from dotnet_viz.diagrams.annotations.options import AnnotationOptions
    from dotnet_viz.diagrams.diff.change_styles import heads_of
    from dotnet_viz.fitting.drawn_size import drawn_size
    from dotnet_viz.fitting.text_size import paper_for
    from dotnet_viz.fonts import kept_distinct, one_line
    from dotnet_viz.measures.comparison import Comparison
    from dotnet_viz.measures.comparison.ignore import read_ignored

    check_options(options)
    chosen = difference_style_of(style, options, verb=diff)
    size = drawn_size(width, height, dpi, text_size)
    wanted = AnnotationOptions(overlay, color_by, highlight, None, captions, record)
    if isinstance(before, Comparison):
        if after is not None or mapping is not None or read_ignored(ignore).words:
            raise OptionError("a comparison stands alone: give after, mapping and ignore to compare() itself")
        found = before
    else:
        found = compare(before, after, mapping=mapping, ignore=ignore)
    presentation = Presentation(title, background, theme, None if dpi is None else size.dpi)
    names = dict.fromkeys(one_line(layer.name) for graph in (found.before, found.after) for layer in graph.layers)
    with kept_distinct(heads_of(names)):
        return drawn_difference(chosen, found, wanted, presentation, size, paper_for(fit, size), engine)
