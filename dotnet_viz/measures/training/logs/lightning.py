"""The ``metrics.csv`` of Lightning's ``CSVLogger``: columns ``epoch`` and ``step``, and rows of which most cells are empty."""

from __future__ import annotations

from pathlib import Path

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.paths import is_folder
from dotnet_viz.measures.training.logs.csv_logger import header_of, read_rows
from dotnet_viz.measures.training.logs.log_format import LogFormat
from dotnet_viz.measures.training.logs.settings import read_flat_yaml
from dotnet_viz.measures.training.logs.table import run_of_rows
from dotnet_viz.measures.training.run import TrainingRun

METRICS, SETTINGS = "metrics.csv", "hparams.yaml"


def can_read(path: Path) -> bool:
    """Return whether a path is a CSV file with columns ``epoch`` and ``step``, or a folder with such a ``metrics.csv``."""
    return {"epoch", "step"} <= set(header_of(_file(path)))


def read(path: Path) -> TrainingRun:
    """Return the training that a ``metrics.csv`` and the ``hparams.yaml`` beside it are of.

    Raises:
        UnreadableFileError: it is no such file; the message names the line.
        ShapeError: it has no numbers.
    """
    file = _file(path)
    rows = read_rows(file, needed="epoch")
    if not rows:
        raise UnreadableFileError(f"{str(file)!r} has a header but no numbers: was the model trained?")
    return run_of_rows(_name(path), FORMAT.tool, rows, read_flat_yaml(file.parent / SETTINGS), from_zero=True)


FORMAT = LogFormat("Lightning", "a metrics.csv with columns 'epoch' and 'step', or its folder", can_read, read)


def _file(path: Path) -> Path:
    return path / METRICS if is_folder(path) else path


def _name(path: Path) -> str:
    return path.resolve().parent.name if path.name == METRICS else path.stem
