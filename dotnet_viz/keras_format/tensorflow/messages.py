"""The protocol buffers of TensorFlow, as far as a model's weights and signatures need them.

Source: ``tensorflow/core/framework/types.proto``, ``tensor_shape.proto``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.files.formats.protobuf import LENGTH, VARINT, Field, fields, signed, varint
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.paths import unreadable
from dotnet_viz.files.regular import check_file

MAX_RANK = 64
_FEW = 100
"""Fields of the small messages that have a name, a number or a shape."""

DTYPES = {
    1: "float32",
    2: "float64",
    3: "int32",
    4: "uint8",
    5: "int16",
    6: "int8",
    9: "int64",
    10: "bool",
    14: "bfloat16",
    17: "uint16",
    19: "float16",
    22: "uint32",
    23: "uint64",
}
"""Names of dtypes by their numbers, those of numbers only."""

STRING = 7


def message_file(path: Path, limit: str = "message_bytes") -> bytes:
    """Return the content of a file that is one message.

    Args:
        path: the file.
        limit: name of the limit of its length, see :class:`dotnet_viz.files.limits.Limits`.

    Raises:
        MissingFileError: there is no such file.
        UnsafeFileError: it is longer than that.
        UnreadableFileError: it cannot be read.
    """
    if (size := check_file(path)) > getattr(active(), limit):
        raise exceeded(limit, f"{str(path)!r} has {size:,} bytes")
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error


def _counted(data: bytes, start: int, end: int | None, most: int) -> Iterator[Field]:
    for count, field in enumerate(fields(data, start, end)):
        if count >= most:
            raise exceeded("message_fields", f"a message has more than {most:,} fields")
        yield field


def parts(data: bytes, number: int, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield where the messages, texts or bytes of one field are.

    Args:
        data: bytes that a message is in.
        number: of the field.
        start: offset of the message.
        end: offset behind it; ``None`` is the end of the bytes.

    Raises:
        UnreadableFileError: the message is damaged.
        UnsafeFileError: it has more fields than any model needs.
    """
    for found, kind, first, behind in _counted(data, start, end, active().message_fields):
        if found == number and kind == LENGTH:
            yield first, behind


def text(data: bytes, number: int, start: int = 0, end: int | None = None) -> str:
    """Return the text of a field, empty where there is none; see :func:`parts`.

    Args:
        data: bytes that a message is in.
        number: of the field.
        start: offset of the message.
        end: offset behind it.
    """
    value = ""
    for found, kind, first, behind in _counted(data, start, end, _FEW):
        if found == number and kind == LENGTH:
            value = data[first:behind].decode("utf-8", "replace")
    return value


def number(data: bytes, field: int, start: int = 0, end: int | None = None) -> int:
    """Return the whole number of a field, 0 where there is none; see :func:`parts`.

    Args:
        data: bytes that a message is in.
        field: number of the field.
        start: offset of the message.
        end: offset behind it.
    """
    value = 0
    for found, kind, first, behind in _counted(data, start, end, _FEW):
        if found == field and kind == VARINT:
            value = signed(varint(data, first, behind)[0])
    return value


def shape(data: bytes, start: int, end: int) -> tuple[int | None, ...] | None:
    """Return a shape, ``None`` for sizes that vary, or where the number of axes does.

    Args:
        data: bytes that the message is in.
        start: offset of the message.
        end: offset behind it.

    Raises:
        UnreadableFileError: it is damaged, or has more than 64 axes.
    """
    if number(data, 3, start, end):
        return None
    sizes = [number(data, 1, *axis) for axis in parts(data, 2, start, end)]
    if len(sizes) > MAX_RANK:
        raise UnreadableFileError(f"a shape has {len(sizes)} axes; at most {MAX_RANK} are read")
    return tuple(None if size < 0 else size for size in sizes)
