"""Which event files belong to one training."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from dotnet_viz.files.paths import is_file, is_folder, is_link

DATA_FOLDERS = ("train", "validation", "val", "valid", "eval", "test")
"""Folders of one run, named for the data that their numbers are on."""

_MOST_ENTRIES = 100_000
_MARK = "tfevents"
# What TensorFlow's profiler leaves, and pictures that this package logged.
_WITHOUT_NUMBERS = (".profile-empty", ".dotnet_viz")


def is_event_file(path: Path) -> bool:
    """Return whether a path is named as an event file."""
    return _MARK in path.name and not path.name.endswith(_WITHOUT_NUMBERS) and is_file(path)


def is_log(path: Path) -> bool:
    """Return whether a path is an event file, a folder with such files, or one with a folder ``train`` or alike that has."""
    return is_event_file(path) or (is_folder(path) and _is_run(path))


def _is_run(folder: Path) -> bool:
    return bool(_event_files(folder)) or any(_event_files(folder / name) for name in DATA_FOLDERS)


def event_files(path: Path) -> Mapping[str, tuple[Path, ...]]:
    """Return the event files of a run by the name of their folder in it; those of the run's own folder are under ``""``.

    Beside those of training and validation, folders belong to it that the same process wrote, as PyTorch's
    ``add_scalars`` and ``add_hparams`` do.

    Args:
        path: a folder, or one event file.
    """
    if is_file(path):
        return {_data_folder(path.parent): (path,)}
    own = _event_files(path)
    writers = {_writer(file) for file in own}
    found = {_data_folder(path): own} if own else {}
    for folder in _folders(path):
        files = _event_files(folder)
        if files and (folder.name in DATA_FOLDERS or writers & {_writer(file) for file in files}):
            found[folder.name] = files
    return found


def _data_folder(folder: Path) -> str:
    return folder.name if folder.name in DATA_FOLDERS else ""


def _writer(file: Path) -> str:
    """Return the host and the process that wrote an event file: ``events.out.tfevents.TIME.HOST.PROCESS.NUMBER``."""
    return ".".join(file.name.removesuffix(".v2").partition(_MARK)[2].split(".")[2:-1])


def _event_files(folder: Path) -> tuple[Path, ...]:
    if not is_folder(folder):
        return ()
    return tuple(path for path in _entries(folder) if is_event_file(path))


def _folders(folder: Path) -> tuple[Path, ...]:
    return tuple(path for path in _entries(folder) if is_folder(path) and not is_link(path))


def _entries(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(entry.path) for entry in islice(entries, _MOST_ENTRIES))
    except OSError:
        return []
