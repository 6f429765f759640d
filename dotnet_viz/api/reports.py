"""The functions that report one model in numbers and words."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from dotnet_viz.api.reading import read
from dotnet_viz.arguments import names_in
from dotnet_viz.progress import Progress, silent

if TYPE_CHECKING:
    from dotnet_viz.measures.diagnostics import CheckResult
    from dotnet_viz.measures.summary.summary import Summary
    from dotnet_viz.reporting.report import Report


def summary(model: object) -> Summary:
    """Return a model's layers, shapes, parameters, dtypes and sizes; ``print`` it, or take ``.to_dict()``.

    Args:
        model: anything that :func:`read` takes.

    Example:
        >>> import numpy as np
        >>> summary([np.ones((3, 2)), np.ones((2, 1))]).parameter_count
        8
    """
    from dotnet_viz.measures.summary.summary import summarise

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


def report(  # noqa: PLR0913 - each is a word that users know
    model: object,
    *,
    history: object = None,
    data: tuple[Any, Any] | None = None,
    task: str | None = None,
    title: str | None = None,
    class_names: Iterable[str] | None = None,
    feature_names: Iterable[str] | None = None,
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
        class_names: names of the outputs, in order: any sequence, an array too.
        feature_names: names of the inputs, likewise.
        seed: the seed that training used, to be shown.
        date: a date to print; without one the same input gives the same bytes.
        templates: a folder of templates that replace the package's by name.
        pdf_engine: ``"auto"``, ``"plutoprint"``, ``"weasyprint"`` or ``"chromium"``.
        progress: is called with the name of each step as it begins.

    Raises:
        UnsupportedInputError: ``data`` is given with something that cannot predict.
        VizError: the model, history or data cannot be read.

    Example:
        >>> import numpy as np
        >>> report([np.ones((3, 2))], title="A small one").html.count("<h1")
        1
    """
    from dotnet_viz.measures.training.sources import read_history
    from dotnet_viz.reporting.context import ReportContext
    from dotnet_viz.reporting.report import build_report

    progress("reading the model")
    context = ReportContext(
        graph=read(model),
        model=model,
        history=None if history is None else read_history(history),
        data=data,
        task=task,
        title=title,
        class_names=None if class_names is None else names_in("class_names", class_names),
        feature_names=None if feature_names is None else names_in("feature_names", feature_names),
        seed=seed,
        date=date,
        templates=templates,
        pdf_engine=pdf_engine,
    )
    return build_report(context, progress)
