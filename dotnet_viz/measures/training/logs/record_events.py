"""The lines of ``record.jsonl``, one an event, put together: what a later start repeats replaces what was before."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.paths import unreadable
from dotnet_viz.measures.training.record_notes import recorded_note
from dotnet_viz.measures.training.record_parts import SCHEMA
from dotnet_viz.measures.training.run import STATUSES
from dotnet_viz.translation.sentences import sentence

MAX_LINE_BYTES = 4 << 20
MAX_NUMBER = 2**53
_MAX_NOTES = 200

Setting = str | float | bool | None


@dataclass
class RecordEvents:
    """The contents of the lines of a record.

    Attributes:
        settings: of the training.
        has_started: whether there is a start.
        planned_epochs: how many it was to have in all, where known.
        epochs: the line of each epoch by its number.
        snapshots: epochs of which there are weights, 0 among them where they are there from before the first.
        steps: the value of each metric by the number of the step.
        status: as its end reports it; ``None`` where there is none since the last start or epoch.
        failure: what ended a training that failed.
        notes: sentences for the reader.
        damaged: lines that could not be read, the last one excepted.
    """

    settings: dict[str, Setting] = field(default_factory=dict)
    has_started: bool = False
    planned_epochs: int | None = None
    epochs: dict[int, dict[str, Any]] = field(default_factory=dict)
    snapshots: set[int] = field(default_factory=set)
    steps: dict[str, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    status: str | None = None
    failure: str | None = None
    notes: list[str] = field(default_factory=list)
    damaged: int = 0

    @property
    def last_epoch(self) -> int:
        """Number of the last epoch; 0 where there is none."""
        return max(self.epochs, default=0)

    @property
    def last_step(self) -> int:
        """Number of the last training step; 0 where there is none."""
        last = self.epochs[self.last_epoch].get("step", 0) if self.epochs else 0
        return max(last, max((max(points) for points in self.steps.values() if points), default=0))

    def add_line(self, line: bytes) -> None:
        """Take in one line; one that cannot be read is counted.

        Raises:
            UnreadableFileError: it is of a schema that this release does not know.
        """
        try:
            self.add(json.loads(line))
        except UnreadableFileError:
            raise
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
            self.damaged += 1

    def add(self, event: Mapping[str, Any]) -> None:
        """Take in one event; one of a kind that is not known is left out.

        Raises:
            KeyError, TypeError, ValueError: it lacks something, or has something else in its place.
        """
        kind = event["event"]
        if kind == "start":
            self._start(event)
        elif kind == "batches":
            self._batches(event)
        elif kind == "epoch":
            self._epoch(event)
        elif kind == "snapshot":
            self.snapshots.add(_whole(event["epoch"]))
        elif kind == "note" and len(self.notes) < _MAX_NOTES:
            text = recorded_note(str(event["text"]))
            self.notes += [] if text in self.notes else [text]
        elif kind == "end":
            self.status = event["status"] if event["status"] in STATUSES else "unknown"
            self.failure = None if event.get("failure") is None else str(event["failure"])

    def _start(self, event: Mapping[str, Any]) -> None:
        if event["schema"] != SCHEMA:
            raise UnreadableFileError(f"the record is of schema {event['schema']!r}; this release reads {SCHEMA}")
        first_epoch, first_step = _whole(event["first_epoch"]), _whole(event["first_step"])
        self.has_started = True
        self.planned_epochs = None if event["planned_epochs"] is None else _whole(event["planned_epochs"])
        self.settings.update({str(name): _setting(value) for name, value in dict(event["settings"]).items()})
        self.epochs = {epoch: line for epoch, line in self.epochs.items() if epoch < first_epoch}
        self.snapshots = {epoch for epoch in self.snapshots if epoch < first_epoch}
        for name, points in self.steps.items():
            self.steps[name] = {step: value for step, value in points.items() if step < first_step}
        self.status = self.failure = None

    def _batches(self, event: Mapping[str, Any]) -> None:
        steps = event["steps"]
        if {*map(type, steps)} != {int} or min(steps) < 0 or max(steps) > MAX_NUMBER:
            steps = [_whole(step) for step in steps]
        for name, values in dict(event["values"]).items():
            numbers = values if {*map(type, values)} <= {float} else map(_number, values)
            self.steps[str(name)].update(zip(steps, numbers, strict=True))

    def _epoch(self, event: Mapping[str, Any]) -> None:
        line: dict[str, Any] = {"step": _whole(event.get("step", 0))}
        for name in ("seconds", "samples_per_second", "memory_bytes"):
            line[name] = None if event.get(name) is None else _number(event[name])
        line["metrics"] = {str(name): _number(value) for name, value in dict(event["metrics"]).items()}
        self.epochs[_whole(event["epoch"])] = line
        self.status = self.failure = None


def read_events(path: Path) -> RecordEvents:
    """Read the lines of a record; one that is not whole is left out.

    Args:
        path: of ``record.jsonl``.

    Raises:
        UnreadableFileError: it cannot be read, or is of a schema that this release does not know.
        UnsafeFileError: it is absurdly large.
    """
    events = RecordEvents()
    for line in _lines(path):
        events.add_line(line)
    if events.damaged:
        events.notes.append(
            sentence(
                "Left out: {count} line of the record that cannot be read.",
                "Left out: {count} lines of the record that cannot be read.",
                count=events.damaged,
            )
        )
    return events


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the whole lines; one that was cut off, at the end or before a new start, is no damage."""
    try:
        size = path.stat().st_size
        if size > active().record_bytes:
            raise exceeded("record_bytes", f"{str(path)!r} has {size:,} bytes")
        with path.open("rb") as stream:
            while line := stream.readline(MAX_LINE_BYTES):
                if line.endswith(b"}\n"):
                    yield line
    except OSError as error:
        raise unreadable(path, error) from error


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_NUMBER:
        raise ValueError(f"{value!r} is not a whole number")
    return value


def _number(value: object) -> float:
    if type(value) is float:
        return value
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise ValueError(f"{value!r} is not a number")  # noqa: TRY004 - a line that is damaged
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _setting(value: object) -> Setting:
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)
