"""The report on a training, written into its folder."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

from dotnet_viz.api.reports.one_report import report
from dotnet_viz.measures.training.logs import read_run

FILE_NAME = "report.html"


def save_report(folder: Path, model: Any, data: Any) -> Path:
    """Write the report of the record in a folder.

    Args:
        folder: of the run.
        model: the live model; where it cannot be read now, as in the middle of a training step, the record's is taken.
        data: arrays ``(x, y)`` to evaluate the model on; ``None`` for no evaluation.

    Returns:
        The path of the report.

    Raises:
        VizError: it cannot be written.
    """
    run = read_run(folder)
    for known in () if model is None else (data, None):
        # Data may be of a kind that no section knows, or the model between two steps.
        with suppress(Exception):
            report(model, history=run, data=known).save(folder / FILE_NAME)
            return folder / FILE_NAME
    report(run).save(folder / FILE_NAME)
    return folder / FILE_NAME
