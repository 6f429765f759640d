"""The writer of a training record: events one line each, arrays a file an epoch, nothing held open in between."""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any

from dotnet_viz.errors import OutputError
from dotnet_viz.files.output import make_folder, write_output
from dotnet_viz.files.paths import exists, reason_of
from dotnet_viz.graph import Graph
from dotnet_viz.measures.training.logs.record_events import MAX_LINE_BYTES, RecordEvents, read_events
from dotnet_viz.measures.training.record_parts import EVENTS, MODEL, SCHEMA, EpochArrays, write_arrays


class Recorder:
    """Writes the record of one training; a folder that has one is gone on with.

    A file of the record's name that is something else is renamed, with a warning, and not written to.

    Args:
        folder: of the run; it is made with the first event.

    Attributes:
        last_epoch: number of the last epoch of the record; 0 where there is none.
        last_step: number of the last training step.
        renamed: where a file went that was in the place of the record; ``None`` where there was none.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / EVENTS
        before = read_events(self._path) if exists(self._path) else RecordEvents()
        self.renamed = None if before.has_started or not _has_content(self._path) else _moved_aside(self._path)
        if self.renamed is not None:
            before = RecordEvents()
        self.last_epoch, self.last_step = before.last_epoch, before.last_step

    def start(
        self, *, first_epoch: int, planned_epochs: int | None, steps_per_epoch: int | None, settings: Mapping[str, Any]
    ) -> None:
        """Write that training begins, or goes on.

        Args:
            first_epoch: number of the epoch that comes next, from 1; what the record has of it and of later ones is void.
            planned_epochs: number of the epoch that is to be the last, where known.
            steps_per_epoch: where known.
            settings: plain values by name.

        Raises:
            OutputError: the folder cannot be written to.
        """
        make_folder(self.folder)
        self._end_torn_line()
        if first_epoch <= self.last_epoch:
            self.last_epoch = first_epoch - 1
        self.write(
            "start",
            schema=SCHEMA,
            first_epoch=first_epoch,
            first_step=self.last_step + 1,
            planned_epochs=planned_epochs,
            steps_per_epoch=steps_per_epoch,
            settings=dict(settings),
        )

    def write(self, event: str, **content: Any) -> None:
        """Append one event.

        Args:
            event: its kind.
            content: plain JSON values; numbers that are not finite are written as text.

        Raises:
            OutputError: it cannot be written.
        """
        line = json.dumps({"event": event, "time": round(time.time(), 3), **_plain(content)}, ensure_ascii=False)
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
            try:
                os.write(handle, line.encode("utf-8", "backslashreplace") + b"\n")
            finally:
                os.close(handle)
        except OSError as error:
            raise OutputError(f"cannot write {str(self._path)!r}: {reason_of(error)}") from error

    def write_epoch(self, epoch: int, step: int, **content: Any) -> None:
        """Append the event of an epoch; its arrays are written before.

        Args:
            epoch: its number, from 1.
            step: number of its last training step, counted over all epochs.
            content: see :meth:`write`.
        """
        self.write("epoch", epoch=epoch, step=step, **content)
        self.last_epoch, self.last_step = epoch, step

    def write_arrays(self, arrays: EpochArrays) -> None:
        """Write the arrays of an epoch, and where weights are among them, that they are there."""
        write_arrays(self.folder, arrays)
        if arrays.snapshot:
            self.write("snapshot", epoch=arrays.epoch)

    def write_model(self, graph: Graph) -> None:
        """Write the graph of the model."""
        write_output(self.folder / MODEL, graph.to_json())

    def _end_torn_line(self) -> None:
        """End a line that a killed process left, so that the next one begins in a line of its own."""
        try:
            with self._path.open("rb+") as stream:
                if stream.seek(0, os.SEEK_END) and (stream.seek(-1, os.SEEK_END), stream.read(1))[1] != b"\n":
                    stream.write(b"\n")
        except FileNotFoundError:
            return
        except OSError as error:
            raise OutputError(f"cannot write {str(self._path)!r}: {reason_of(error)}") from error


def _has_content(path: Path) -> bool:
    """Whether there is a whole line: less is what a process left that was killed in its first event."""
    if not exists(path):
        return False
    with path.open("rb") as stream:
        return b"\n" in stream.read(MAX_LINE_BYTES)


def _moved_aside(path: Path) -> Path:
    """Give a file the first free name of the kind ``record.other-1.jsonl``."""
    numbers = (path.with_name(f"{path.stem}.other-{number}{path.suffix}") for number in count(1))
    free = next(name for name in numbers if not exists(name))
    path.rename(free)
    return free


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)
