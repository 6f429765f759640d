"""The values of event files by their tag, without TensorFlow and without the classes of its protocol buffers."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.event_records import read_records
from dotnet_viz.files.formats.protobuf import FIXED64, LENGTH, VARINT, fields, signed, varint
from dotnet_viz.measures.training.logs.tensorboard.summary import NUMBERS, TEXT, SummaryValue, read_summary
from dotnet_viz.translation.sentences import sentence

MAX_BYTES = 256 << 20
"""Where histograms and other arrays take more, every second value is left out."""

_WALL_TIME, _STEP, _SUMMARY = 1, 2, 5
_TIME_KEY, _STEP_KEY = _WALL_TIME << 3 | FIXED64, _STEP << 3 | VARINT
_TIME_BYTE, _NO_TIME = bytes([_TIME_KEY]), bytes(8)
_MOST_STARTS = 8


@dataclass(eq=False)
class TagValues:
    """What was logged under one tag in one form.

    Args:
        tag: such as ``"epoch_loss"``.
        form: ``"numbers"`` (an array a step), ``"histogram"`` (a ``HistogramProto``), ``"text"`` or ``"hparams"``.
        plugin: the dashboard that shows it, such as ``"scalars"``; empty where none is named.
        dtype: of the array, as NumPy writes it; empty for other forms.
        shape: of the array.
        seen: how many values the log has, where some are left out.
    """

    tag: str
    form: str
    plugin: str
    dtype: str
    shape: tuple[int, ...]
    seen: int = 0
    _steps: array[int] = field(default_factory=lambda: array("q"))
    _times: bytearray = field(default_factory=bytearray)
    _content: bytearray = field(default_factory=bytearray)
    _ends: array[int] = field(default_factory=lambda: array("q"))

    @property
    def steps(self) -> NDArray[np.int64]:
        """The step of each value."""
        return np.array(self._steps, dtype=np.int64)

    @property
    def times(self) -> NDArray[np.float64]:
        """When each value was logged, in seconds since 1970."""
        return np.frombuffer(bytes(self._times), dtype="<f8").astype(np.float64)

    @property
    def contents(self) -> list[bytes]:
        """The bytes of each value."""
        starts = [0, *self._ends[:-1]]
        return [bytes(self._content[start:end]) for start, end in zip(starts, self._ends, strict=True)]

    def arrays(self) -> NDArray[np.float64]:
        """Return the numbers; shape (values, *shape)."""
        return np.frombuffer(bytes(self._content), dtype=self.dtype).reshape(-1, *self.shape).astype(np.float64)

    @property
    def is_bulky(self) -> bool:
        """Whether a value is more than a number, so that many of them fill the memory."""
        return bool(self.shape) or self.form != NUMBERS

    @property
    def size(self) -> int:
        """How many bytes the values take."""
        return len(self._content)

    def clear(self) -> None:
        """Drop all values."""
        for part in (self._steps, self._times, self._content, self._ends):
            del part[:]

    def append(self, step: int, time: bytes, content: bytes) -> None:
        """Add a value.

        Args:
            step: that the value was logged at.
            time: seconds since 1970 as a double of 8 bytes, little-endian.
            content: the value's message.
        """
        self._steps.append(step)
        self._times += time
        self._content += content
        self._ends.append(len(self._content))

    def keep_every_second(self) -> None:
        """Drop every second value."""
        contents, times, steps = self.contents[::2], np.frombuffer(bytes(self._times), dtype="<f8")[::2], self._steps[::2]
        self._steps, self._times, self._content, self._ends = steps, bytearray(times.tobytes()), bytearray(), array("q")
        for content in contents:
            self._content += content
            self._ends.append(len(self._content))


@dataclass(frozen=True)
class _Layout:
    """The bytes around a value that was read, by which the next one of its tag is known.

    Args:
        values: where the value belongs.
        size: bytes of its content.
        behind: the bytes behind the content.
    """

    values: TagValues
    size: int
    behind: bytes


class EventValues:
    """Collects the values of the event files of one folder.

    Most records of a log differ from the one before with the same tag in their time, step and numbers alone: what was
    found out about the bytes around the numbers is kept, and a record with the same bytes is not parsed again.
    """

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._values: dict[tuple[str, str, str, tuple[int, ...]], TagValues] = {}
        self._plugins: dict[str, str] = {}
        self._layouts: dict[bytes, _Layout] = {}
        self._content_starts: dict[int, list[int]] = {}
        self._size, self._share = 0, 1

    @property
    def values(self) -> tuple[TagValues, ...]:
        """What was found, in the order of the log."""
        return tuple(self._values.values())

    def read(self, path: Path) -> None:
        """Read a file as far as it is whole; what is wrong with it becomes a note."""
        try:
            for records in read_records(path):
                for record in records:
                    self._add(record)
        except UnreadableFileError as error:
            self.notes.append(
                sentence("What follows in {name} is left out: {reason}.", name=repr(path.name), reason=str(error))
            )

    def _add(self, record: bytes) -> None:
        time, step, offset = _NO_TIME, 0, 0
        if record[:1] == _TIME_BYTE and len(record) > 9:
            time, offset = record[1:9], 9
            if record[9] == _STEP_KEY:
                step, offset = varint(record, 10, len(record))
        body = record[offset:]
        for start in self._content_starts.get(len(body), ()):
            layout = self._layouts.get(body[:start])
            if layout is not None and body.endswith(layout.behind) and len(body) == start + layout.size + len(layout.behind):
                self._append(layout.values, signed(step), time, body[start : start + layout.size])
                return
        self._parse(record, offset)

    def _parse(self, record: bytes, offset: int) -> None:
        """Read a record field by field, and keep the layout of one that holds a single value and nothing behind it."""
        time, step, summaries, last = _NO_TIME, 0, [], 0
        for number, kind, first, stop in fields(record):
            if number == _WALL_TIME and kind == FIXED64:
                time = record[first:stop]
            elif number == _STEP and kind == VARINT:
                step = signed(varint(record, first, stop)[0])
            elif number == _SUMMARY and kind == LENGTH:
                summaries.append((first, stop))
            last = number
        found = [value for first, stop in summaries for value in read_summary(record, first, stop)]
        for value in found:
            self._append(self._values_of(value), step, time, value.content)
        if len(found) == 1 and found[0].start >= 0 and last == _SUMMARY and next(fields(record, offset))[3] == len(record):
            self._keep_layout(record[offset:], found[0], found[0].start - offset)

    def _keep_layout(self, body: bytes, value: SummaryValue, start: int) -> None:
        starts = self._content_starts.setdefault(len(body), [])
        if start not in starts and len(starts) < _MOST_STARTS:
            starts.append(start)
        size = len(value.content)
        self._layouts[body[:start]] = _Layout(self._values_of(value), size, body[start + size :])

    def _values_of(self, value: SummaryValue) -> TagValues:
        # The name of a plug-in stands in the first event of a tag only.
        plugin = self._plugins.setdefault(value.tag, value.plugin)
        key = value.tag, value.form, value.dtype, value.shape
        if key not in self._values:
            self._values[key] = TagValues(value.tag, value.form, plugin, value.dtype, value.shape)
        return self._values[key]

    def _append(self, values: TagValues, step: int, time: bytes, content: bytes) -> None:
        if values.form == TEXT:
            values.clear()  # of texts the last one counts; samples of a language model would fill the memory
        if not values.is_bulky:
            values.append(step, time, content)
            return
        if values.seen % self._share == 0:
            values.append(step, time, content)
            self._size += len(content)
        values.seen += 1
        if self._size > MAX_BYTES:
            self._thin_out()

    def _thin_out(self) -> None:
        self._share *= 2
        bulky = [values for values in self._values.values() if values.is_bulky]
        for values in bulky:
            values.keep_every_second()
        self._size = sum(values.size for values in bulky)
        self.notes = [note for note in self.notes if note != _thinned(self._share // 2)] + [_thinned(self._share)]


def _thinned(share: int) -> str:
    return sentence(
        "The log has more histograms than fit into memory at once; one of {number} steps that have them is shown.", number=share
    )
