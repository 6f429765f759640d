"""The report on a training, written into its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dotnet_viz.api.reports import report
from dotnet_viz.measures.training.logs import read_run

FILE_NAME = "report.html"


def save_report(folder: Path, model: Any, data: Any) -> Path | None:
    """Write the report of the record in a folder.

    Args:
        folder: of the run.
        model: the live model; where it cannot be read now, as in the middle of a training step, its graph is taken.
        data: arrays ``(x, y)`` to evaluate the model on; ``None`` for no evaluation.

    Returns:
        The path of the report, ``None`` where the record does not know the model either.

    Raises:
        VizError: it cannot be written.
    """
    run = read_run(folder)
    for source, known in ((model, data), (model, None), (run.load_graph(), None)):
        if source is None:
            continue
        try:
            made = report(source, history=run.history, data=known)
            made.save(folder / FILE_NAME)
        except Exception:  # data of a kind that no section knows, or a model that is between two steps
            if source is not model:
                raise
        else:
            return folder / FILE_NAME
    return None
