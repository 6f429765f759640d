"""The values of one summary, as TensorFlow, Keras, PyTorch and Lightning write them into event files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import prod

from dotnet_viz.files.formats.protobuf import FIXED32, FIXED64, LENGTH, VARINT, Field, fields, packed_varints, signed, varint

NUMBERS, HISTOGRAM, TEXT, HPARAMS = "numbers", "histogram", "text", "hparams"

MAX_VALUES = 1 << 20
"""An array of more numbers is passed over: it is an embedding or an image, not a curve or a histogram."""

_TAG, _SIMPLE, _HISTOGRAM, _TENSOR, _METADATA = 1, 2, 5, 8, 9
_DTYPES = {
    1: "<f4",
    2: "<f8",
    3: "<i4",
    4: "|u1",
    5: "<i2",
    6: "|i1",
    9: "<i8",
    10: "|b1",
    17: "<u2",
    19: "<f2",
    22: "<u4",
    23: "<u8",
}
_STRING = 7
_CONTENT, _STRINGS = 4, 8
_FIXED_LISTS = {5: ("<f4", FIXED32), 6: ("<f8", FIXED64)}
_VARINT_LISTS = (7, 10, 11, 13, 16, 17)
_TEXT_PLUGINS = ("text", "graph_keras_model", "")


@dataclass(frozen=True)
class SummaryValue:
    """One value of a summary.

    Args:
        tag: its name.
        form: ``"numbers"``, ``"histogram"``, ``"text"`` or ``"hparams"``.
        plugin: the dashboard that shows it; empty where none is named.
        dtype: of the numbers, as NumPy writes it; empty for other forms.
        shape: of the numbers.
        content: the bytes of the numbers, of the ``HistogramProto``, of the text or of the plug-in's data.
        start: the offset at which the content stands as it is in the bytes that were read; -1 where it does not.
    """

    tag: str
    form: str
    plugin: str = ""
    dtype: str = ""
    shape: tuple[int, ...] = ()
    content: bytes = b""
    start: int = -1


def read_summary(data: bytes, start: int, end: int) -> Iterator[SummaryValue]:
    """Yield the values of a summary that are numbers, histograms, short texts or hyperparameters.

    Args:
        data: bytes that the summary is in.
        start: offset of its first byte.
        end: offset behind its last byte.

    Raises:
        UnreadableFileError: the bytes are no summary.
    """
    for number, kind, first, stop in fields(data, start, end):
        if number == 1 and kind == LENGTH:
            value = _value(data, first, stop)
            if value is not None:
                yield value


def _value(data: bytes, start: int, end: int) -> SummaryValue | None:
    parts = {number: (kind, first, stop) for number, kind, first, stop in fields(data, start, end)}
    if _TAG not in parts:
        return None
    _, first, stop = parts[_TAG]
    plugin, plugin_data = _plugin(data, parts.get(_METADATA))
    named = SummaryValue(data[first:stop].decode("utf-8", "replace"), NUMBERS, plugin)
    if _SIMPLE in parts and parts[_SIMPLE][0] == FIXED32:
        _, first, stop = parts[_SIMPLE]
        return replace(named, dtype="<f4", content=data[first:stop], start=first)
    if _HISTOGRAM in parts and parts[_HISTOGRAM][0] == LENGTH:
        _, first, stop = parts[_HISTOGRAM]
        return replace(named, form=HISTOGRAM, content=data[first:stop], start=first)
    if _TENSOR in parts and parts[_TENSOR][0] == LENGTH:
        return _tensor(data, parts[_TENSOR], named)
    return replace(named, form=HPARAMS, content=plugin_data) if plugin == HPARAMS else None


def _plugin(data: bytes, metadata: tuple[int, int, int] | None) -> tuple[str, bytes]:
    """Return the name and the data of the plug-in that a value's metadata name."""
    if metadata is None or metadata[0] != LENGTH:
        return "", b""
    name, content = "", b""
    for number, kind, first, stop in fields(data, *metadata[1:]):
        if number != 1 or kind != LENGTH:
            continue
        for inner, inner_kind, begin, behind in fields(data, first, stop):
            if inner == 1 and inner_kind == LENGTH:
                name = data[begin:behind].decode("utf-8", "replace")
            elif inner == 2 and inner_kind == LENGTH:
                content = data[begin:behind]
    return name, content


def _tensor(data: bytes, place: tuple[int, int, int], named: SummaryValue) -> SummaryValue | None:
    parts = list(fields(data, *place[1:]))
    code = next((varint(data, first, stop)[0] for number, kind, first, stop in parts if number == 1 and kind == VARINT), 0)
    shape = next((_shape(data, first, stop) for number, kind, first, stop in parts if number == 2 and kind == LENGTH), ())
    if code == _STRING:
        return _text(data, parts, named)
    if code not in _DTYPES or shape is None or prod(shape) > MAX_VALUES:
        return None
    for number, kind, first, stop in parts:
        if number == _CONTENT and kind == LENGTH:
            return _of_size(replace(named, dtype=_DTYPES[code], shape=shape, content=data[first:stop], start=first))
    for number, (dtype, single) in _FIXED_LISTS.items():
        runs = [(first, stop) for found, kind, first, stop in parts if found == number and kind in (LENGTH, single)]
        if runs:
            content, start = b"".join(data[first:stop] for first, stop in runs), runs[0][0] if len(runs) == 1 else -1
            return _of_size(replace(named, dtype=dtype, shape=shape, content=content, start=start))
    return _of_size(replace(named, dtype=_DTYPES[code], shape=shape, content=_whole_numbers(data, parts, _DTYPES[code])))


def _of_size(value: SummaryValue) -> SummaryValue | None:
    """Return the value with as many numbers as its shape says: a list may stop where all further ones are equal."""
    size = int(value.dtype[-1])
    wanted = prod(value.shape) * size
    if len(value.content) == wanted:
        return value
    if not value.content or len(value.content) % size or len(value.content) > wanted:
        return None
    missing = (wanted - len(value.content)) // size
    return replace(value, content=value.content + value.content[-size:] * missing, start=-1)


def _whole_numbers(data: bytes, parts: Sequence[Field], dtype: str) -> bytes:
    """Return the bytes of numbers that are stored as varints; of half floats, these are the bits."""
    size = int(dtype[-1])
    mask = (1 << 8 * size) - 1
    numbers = [
        value for number, _, first, stop in parts if number in _VARINT_LISTS for value in packed_varints(data[first:stop])
    ]
    return b"".join((value & mask).to_bytes(size, "little") for value in numbers)


def _shape(data: bytes, start: int, end: int) -> tuple[int, ...] | None:
    """Return the sizes of a tensor's axes, ``None`` where one is not known."""
    sizes = []
    for number, kind, first, stop in fields(data, start, end):
        if number == 2 and kind == LENGTH:
            axis = {
                found: varint(data, begin, behind)[0] for found, of, begin, behind in fields(data, first, stop) if of == VARINT
            }
            sizes.append(signed(axis.get(1, 0)))
    return tuple(sizes) if all(0 <= size <= MAX_VALUES for size in sizes) else None


def _text(data: bytes, parts: Sequence[Field], named: SummaryValue) -> SummaryValue | None:
    if named.plugin not in _TEXT_PLUGINS:
        return None
    text = next((data[first:stop] for number, kind, first, stop in parts if number == _STRINGS and kind == LENGTH), b"")
    return replace(named, form=TEXT, content=text)
