"""From what MLflow stores to trainings."""

from __future__ import annotations

from pathlib import Path

from dotnet_viz.files.paths import is_folder
from dotnet_viz.measures.training.logs.mlflow.database import is_store, read_database
from dotnet_viz.measures.training.logs.mlflow.folder import read_folder, run_folders
from dotnet_viz.measures.training.logs.mlflow.run import training_of
from dotnet_viz.measures.training.run import TrainingRun


def can_read(path: Path) -> bool:
    """Return whether a path is a run's folder, one with such folders in it, or a database of MLflow."""
    return next(run_folders(path), None) is not None if is_folder(path) else is_store(path)


def read_all(path: Path) -> tuple[TrainingRun, ...]:
    """Return every training that a path holds.

    Raises:
        UnreadableFileError: a file is damaged.
    """
    runs = (read_folder(folder) for folder in run_folders(path)) if is_folder(path) else read_database(path)
    return tuple(map(training_of, runs))
