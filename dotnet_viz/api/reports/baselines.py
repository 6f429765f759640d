"""The baseline of a report, from whatever a user names as one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dotnet_viz.api.reading import graph_and_run, is_path
from dotnet_viz.files.paths import is_folder
from dotnet_viz.progress import Progress, silent

if TYPE_CHECKING:
    from dotnet_viz.reporting.baseline.baseline import Baseline


def baseline_in(source: Any, data: tuple[Any, Any] | None = None, progress: Progress = silent, **options: Any) -> Baseline:
    """Return the baseline that a source is.

    Args:
        source: anything that :func:`~dotnet_viz.api.reading.read` takes, a training log, a ``report.json`` or the folder of a
            report that has one, or a report itself.
        data: samples and answers that the baseline is evaluated on too, where it can predict; ``None`` for none.
        progress: is called with the name of each step as it begins.
        options: of :func:`~dotnet_viz.measures.evaluation.evaluate.evaluate`.

    Raises:
        VizError: it is none of these, or cannot be read.

    Example:
        >>> import numpy as np
        >>> baseline_in([np.ones((3, 2))]).quantities["parameters"].value
        6
    """
    from dotnet_viz.explain.live.live_model import is_model_file
    from dotnet_viz.measures.training.logs import find_log_format
    from dotnet_viz.reporting.baseline.from_model import model_baseline
    from dotnet_viz.reporting.baseline.from_report import read_report_baseline, report_baseline, report_file
    from dotnet_viz.reporting.report import Report

    progress("reading the baseline")
    if isinstance(source, Report):
        return report_baseline(source.to_dict(), source.context.heading, "the report")
    file = report_file(source)
    # The folder of a training says more than the report on it does.
    if file is not None and not (is_folder(source) and find_log_format(Path(source)) is not None):
        return read_report_baseline(file)
    graph, run = graph_and_run(source)
    named = Path(os.fspath(source)).name if is_path(source) else ""
    name = named or ("" if graph is None else graph.name) or ("" if run is None else run.name) or "baseline"
    can_predict = run is None and data is not None and (is_model_file(source) or hasattr(source, "predict"))
    model = _live(source) if can_predict else None
    return model_baseline(name, graph, run=run, model=model, data=data, **options)


def _live(source: Any) -> Any:
    from dotnet_viz.explain.live.live_model import is_model_file, load_to_evaluate

    return load_to_evaluate(source) if is_model_file(source) else source
