"""The record that ``dv.ReportCallback`` writes while a model is trained: a folder with ``record.jsonl`` and arrays.

It may have been cut off at any byte: a line that is not whole is left out, as are arrays that are missing or damaged.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import numpy as np

from dotnet_viz.errors import GraphError, OptionError, UnreadableFileError, VizError
from dotnet_viz.files.paths import is_file, is_folder
from dotnet_viz.graph import Graph
from dotnet_viz.measures.training.logs.log_format import LogFormat
from dotnet_viz.measures.training.logs.record_events import RecordEvents, read_events
from dotnet_viz.measures.training.record_notes import EPOCHS
from dotnet_viz.measures.training.record_parts import EVENTS, MODEL, EpochArrays, arrays_path, read_arrays, read_snapshot
from dotnet_viz.measures.training.run import QUANTITIES, Arrays, Curve, TensorHistograms, TensorStatistics, TrainingRun
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.sentences import Digits, sentence

MAX_EPOCHS_WITH_ARRAYS = 2000
"""Of more epochs than these, as many evenly chosen ones have their statistics and histograms read."""
MAX_ARRAY_BYTES = 1 << 30
"""Of statistics and histograms of all epochs together."""
RESOURCES = ("seconds", "samples_per_second", "memory_bytes")
_FIRST_BYTES = b'{"event"'


def _can_read(path: Path) -> bool:
    events = path / EVENTS if is_folder(path) else path
    if events.name != EVENTS or not is_file(events):
        return False
    try:
        with events.open("rb") as stream:
            start = stream.read(len(_FIRST_BYTES))
    except OSError:
        return False
    return _FIRST_BYTES.startswith(start)


def read(path: Path, max_epochs: int = MAX_EPOCHS_WITH_ARRAYS) -> TrainingRun:
    """Read the record of a training, which may still be running.

    Args:
        path: the folder, or ``record.jsonl`` in it.
        max_epochs: of so many epochs at most, evenly chosen, the statistics and histograms are read.

    Raises:
        UnreadableFileError: it cannot be read, or is of a schema that this release does not know.
        UnsafeFileError: it is absurdly large.
    """
    folder = path if is_folder(path) else path.parent
    events = read_events(folder / EVENTS)
    chosen, left_out = _chosen_epochs(sorted(events.epochs), max_epochs)
    arrays, damaged = _arrays_of(folder, chosen)
    snapshots = tuple(epoch for epoch in sorted(events.snapshots) if _is_inside(arrays_path(folder, epoch), folder))
    return TrainingRun(
        name=folder.absolute().name,
        tool="dotnet_viz",
        curves=_curves(events),
        resources=tuple(_curve(name, {e: line.get(name) for e, line in events.epochs.items()}) for name in RESOURCES),
        statistics=tuple(_statistics(arrays)),
        histograms=tuple(_histograms(arrays)),
        settings=events.settings,
        planned_epochs=events.planned_epochs,
        status=_status(events, folder),
        failure=events.failure,
        snapshot_epochs=snapshots,
        load_graph=partial(_load_graph, folder),
        load_snapshot=partial(_load_snapshot, folder, snapshots),
        notes=(*events.notes, *left_out, *damaged),
    )


FORMAT = LogFormat("dotnet_viz", f"a folder with {EVENTS}, as dv.ReportCallback writes it", _can_read, read)


def _is_inside(path: Path, folder: Path) -> bool:
    """Whether there is an ordinary file, which no link leads out of the folder for."""
    try:
        return is_file(path) and path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):
        return False


def _status(events: RecordEvents, folder: Path) -> str:
    if events.status is not None or not events.has_started:
        return events.status or "unknown"
    longest = max((float(line.get("seconds") or 0) for line in events.epochs.values()), default=0.0)
    silent = time.time() - (folder / EVENTS).stat().st_mtime
    return "running" if silent < max(300.0, 5 * longest) else "interrupted"


def _curves(events: RecordEvents) -> tuple[Curve, ...]:
    names = dict.fromkeys(name for line in events.epochs.values() for name in line["metrics"])
    by_epoch = [_curve(name, {epoch: line["metrics"].get(name) for epoch, line in events.epochs.items()}) for name in names]
    by_step = [
        Curve(name, "step", np.array(list(points), np.int64), np.array(list(points.values()), np.float64))
        for name, points in events.steps.items()
    ]
    return (*by_epoch, *by_step)


def _curve(name: str, values: Mapping[int, float | None]) -> Curve:
    known = sorted((epoch, value) for epoch, value in values.items() if value is not None)
    return Curve(name, "epoch", np.array([e for e, _ in known], np.int64), np.array([v for _, v in known], np.float64))


def _chosen_epochs(epochs: list[int], most: int) -> tuple[list[int], list[str]]:
    """Return the epochs whose arrays are read, and a note where these are not all."""
    if len(epochs) <= most:
        return epochs, []
    note = sentence(
        "Statistics and histograms are those of {shown} of {epochs}, evenly chosen.",
        shown=Digits(f"{most:,}"),
        epochs=sentence(*EPOCHS, count=len(epochs)),
    )
    return [epochs[position] for position in evenly(len(epochs), most)], [note]


def _arrays_of(folder: Path, epochs: list[int]) -> tuple[list[EpochArrays], list[str]]:
    """Return the arrays of the epochs that have any, and a note where some are damaged."""
    found, damaged, left = [], [], MAX_ARRAY_BYTES
    for epoch in epochs:
        path = arrays_path(folder, epoch)
        if not _is_inside(path, folder):
            continue
        try:
            arrays = read_arrays(path, max_bytes=left)
        except VizError:
            damaged.append(epoch)
            continue
        left -= arrays.numbers.nbytes + arrays.limits.nbytes + arrays.counts.nbytes
        if arrays.epoch == epoch:
            found.append(arrays)
    if not damaged:
        return found, []
    note = sentence(
        "The arrays of {epochs} cannot be read, the first of epoch {first}.",
        epochs=sentence(*EPOCHS, count=len(damaged)),
        first=damaged[0],
    )
    return found, [note]


def _rows(arrays: Iterable[EpochArrays]) -> dict[tuple[str, str], list[tuple[EpochArrays, int]]]:
    rows: dict[tuple[str, str], list[tuple[EpochArrays, int]]] = defaultdict(list)
    for one in arrays:
        for index, key in enumerate(one.tensors):
            if key[0] in QUANTITIES:
                rows[key].append((one, index))
    return rows


def _statistics(arrays: list[EpochArrays]) -> Iterable[TensorStatistics]:
    for (quantity, tensor), rows in _rows(arrays).items():
        names = dict.fromkeys(name for one, _ in rows for name in one.statistics)
        values = {}
        for name in names:
            column = [
                one.numbers[index, one.statistics.index(name)] if name in one.statistics else np.nan for one, index in rows
            ]
            if not np.isnan(column).all():
                values[name] = np.array(column)
        yield TensorStatistics(tensor, quantity, np.array([one.epoch for one, _ in rows], np.int64), values)


def _histograms(arrays: list[EpochArrays]) -> Iterable[TensorHistograms]:
    for (quantity, tensor), rows in _rows(arrays).items():
        known = [(one, index) for one, index in rows if np.isfinite(one.limits[index]).all()]
        if not known:
            continue
        counts = np.array([one.counts[index] for one, index in known], np.float64)
        limits = np.array([one.limits[index] for one, index in known])
        with np.errstate(over="ignore", invalid="ignore"):
            edges = np.linspace(limits[:, 0], limits[:, 1], counts.shape[1] + 1, axis=1)
        yield TensorHistograms(tensor, quantity, np.array([one.epoch for one, _ in known], np.int64), edges, counts)


def _load_graph(folder: Path) -> Graph | None:
    path = folder / MODEL
    if not _is_inside(path, folder):
        return None
    try:
        return Graph.from_json(path.read_text(encoding="utf-8"))
    except (GraphError, OSError, ValueError) as error:
        raise UnreadableFileError(f"{str(path)!r} cannot be read: {error}") from error


def _load_snapshot(folder: Path, epochs: tuple[int, ...], epoch: int) -> Arrays:
    if epoch not in epochs:
        there = f"{epochs[0]} to {epochs[-1]}" if epochs else "no epoch"
        raise OptionError(f"the record {str(folder)!r} has no weights of epoch {epoch}; it has those of {there}")
    return read_snapshot(arrays_path(folder, epoch))
