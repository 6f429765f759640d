"""Readers of training logs: a new one is one module here and one line."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from dotnet_viz.errors import MissingFileError, UnreadableFileError, UnsupportedInputError, VizError
from dotnet_viz.files.paths import entries, exists, is_file, is_folder, is_link, reachable
from dotnet_viz.measures.training.logs.log_format import LogFormat, choose_run
from dotnet_viz.measures.training.record_parts import EVENTS
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.natural_order import natural_key
from dotnet_viz.translation.sentences import sentence

LOGS: tuple[str, ...] = (
    "record",
    "tensorboard",
    "trainer_state",
    "lightning",
    "dvclive",
    "mlflow",
    "trackio",
    "csv_logger",
)
"""Modules with a ``FORMAT``; the first that knows a folder or file reads it."""

_MOST_DEPTH, _MOST_ENTRIES, _MOST_LOGS = 6, 20_000, 5000


def log_formats() -> Iterator[LogFormat]:
    """Yield the formats, each imported only then."""
    for name in LOGS:
        log_format: LogFormat = import_module(f"{__name__}.{name}").FORMAT
        yield log_format


def find_log_format(path: str | os.PathLike[str]) -> LogFormat | None:
    """Return the format of a folder or file, ``None`` where it is not a known training log.

    Args:
        path: of a folder or file; one that does not exist has no format.
    """
    target = Path(path)
    if not exists(target):
        return None
    return next((log_format for log_format in log_formats() if log_format.can_read(target)), None)


def damaged_record(path: Path) -> str:
    """Return in words what is wrong with a record of this package that is none any more; empty where there is none.

    Args:
        path: of a folder, or of its file of events.
    """
    events = path / EVENTS if is_folder(path) else path
    if events.name != EVENTS or not is_file(events) or find_log_format(events) is not None:
        return ""
    return f"{str(events)!r} is damaged: it does not begin as dv.ReportCallback writes it"


def find_logs(folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Return the training logs in a folder and its folders, in the order of their names; the folder itself is none.

    A folder that is a log is not looked into any further, and links are not followed.

    Args:
        folder: such as ``logs``, with a folder for each run in it.
    """
    found: list[Path] = []
    _search(Path(folder), found, _MOST_DEPTH)
    return tuple(sorted(found, key=lambda path: natural_key(path.as_posix())))


def _search(folder: Path, found: list[Path], depth: int) -> None:
    try:
        found_here = entries(folder)[:_MOST_ENTRIES]
    except UnreadableFileError:
        return
    for entry in found_here:
        if is_link(entry) or entry.name.startswith(".") or len(found) >= _MOST_LOGS:
            continue
        if find_log_format(entry) is not None:
            found.append(entry)
        elif depth and is_folder(entry):
            _search(entry, found, depth - 1)


def find_runs(path: str | os.PathLike[str]) -> tuple[TrainingRun, ...]:
    """Read every training that a path holds: a log, a database with several, or a folder of logs.

    A log in a folder that is damaged does not hide the others: it is a run without curves, and a note that says why.

    Args:
        path: of a folder or file.

    Returns:
        The runs; those of a folder of logs have the path in that folder as their name.

    Raises:
        MissingFileError: there is nothing at the path.
        UnreadableFileError: it is a log itself, but damaged.
    """
    return tuple(run for run, _ in iterate_runs(path))


def iterate_runs(path: str | os.PathLike[str]) -> Iterator[tuple[TrainingRun, Path]]:
    """Yield the runs of :func:`find_runs`, each read only then, with the path of its log.

    Args:
        path: of a folder or file.

    Raises:
        MissingFileError: there is nothing at the path.
        UnreadableFileError: it is a log itself, but damaged.
    """
    target = reachable(path)
    if not exists(target):
        raise MissingFileError(f"there is no training log {os.fspath(path)!r}")
    log_format = find_log_format(target)
    if log_format is not None:
        yield from ((run, target) for run in log_format.runs(target))
        return
    for log in find_logs(target):
        yield from ((run, log) for run in _runs_within(log, target))


def _runs_within(log: Path, folder: Path) -> tuple[TrainingRun, ...]:
    log_format = find_log_format(log)
    name = log.relative_to(folder).with_suffix("").as_posix() if is_file(log) else log.relative_to(folder).as_posix()
    if log_format is None:
        return ()
    try:
        runs = log_format.runs(log)
    except VizError as error:
        return (TrainingRun(name, log_format.tool, notes=(sentence("The log cannot be read: {reason}.", reason=str(error)),)),)
    return (replace(runs[0], name=name),) if len(runs) == 1 else runs


def _no_log(path: Path, name: str) -> str:
    """Return in words that there is no log at a path, what was looked for and what can be given."""
    if not is_folder(path):
        return f"{name!r} is not a known training log; {_known_logs(path.suffix)}"
    what = "has no known training log, nor have the folders in it" if entries(path) else "is empty"
    looked_for = "; ".join(f"{one.tool}: {one.content}" for one in log_formats())
    return (
        f"the folder {name!r} {what}; give a folder that a logger wrote, such as that of"
        f" model.fit(..., callbacks=[dv.ReportCallback('runs/1')]). Looked for are {looked_for}"
    )


def _known_logs(suffix: str) -> str:
    """Return in words which logs can be read: what those of a suffix have to hold, or else whose there are."""
    known = list(log_formats())
    near = [f"{one.tool}: {one.content}" for one in known if suffix and suffix.lower() in one.content]
    return "these are: " + ("; ".join(near) if near else f"those of {', '.join(one.tool for one in known)}")


def read_run(path: str | os.PathLike[str], run: str | None = None) -> TrainingRun:
    """Read the log of a training.

    Args:
        path: of a folder or file that a logger wrote, or of a folder with one in it.
        run: the name of one of several that a database or folder holds.

    Raises:
        MissingFileError: there is nothing at the path.
        UnsupportedInputError: it is not a known training log.
        UnreadableFileError: it is one, but damaged.
        OptionError: it holds several, or none of that name.
    """
    target = reachable(path)
    log_format = find_log_format(target)
    if log_format is not None:
        return log_format.read(target, run)
    runs = find_runs(target)
    if not runs:
        if damaged := damaged_record(target):
            raise UnreadableFileError(damaged)
        raise UnsupportedInputError(_no_log(target, os.fspath(path)))
    return choose_run(runs, target, run)
