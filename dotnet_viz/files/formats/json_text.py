"""JSON of somebody else's file: counted before anything is made of it."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError, VizError
from dotnet_viz.files.limits import active, exceeded
from dotnet_viz.files.paths import unreadable
from dotnet_viz.files.regular import check_file

MAX_JSON_INTEGER = 1 << 64

_STRUCTURE = np.isin(np.arange(256), np.frombuffer(b"[]{},", dtype=np.uint8))
_DEPTH_STEPS = np.zeros(256, dtype=np.int8)
_DEPTH_STEPS[[ord("["), ord("{")]] = 1
_DEPTH_STEPS[[ord("]"), ord("}")]] = -1
_PIECE = 1 << 20
_DIGITS = bytes(ord("0") if chr(code).isdecimal() and code < 128 else ord(".") for code in range(256))
_LONGEST_INTEGER = len(str(MAX_JSON_INTEGER))
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


def parse_json(data: bytes | str, what: str) -> Any:
    """Return the value of a JSON text from somebody else's file.

    Of two values with one key the last counts, as it does for Keras. Half characters (lone surrogates),
    which no file could be written with, become ``?``.

    Args:
        data: the text, UTF-8 where it is bytes, with a byte order mark or without.
        what: what it is, for the message.

    Raises:
        UnreadableFileError: it is not JSON.
        UnsafeFileError: it is longer, has more values or is deeper than the limits say, or has an integer of more than 64 bits.

    Example:
        >>> parse_json(b'{"a": [1, 2]}', "an example")
        {'a': [1, 2]}
    """
    text = data.encode("utf-8", "replace") if isinstance(data, str) else data
    if len(text) > active().json_bytes:
        raise exceeded("json_bytes", f"{what} is {len(text):,} bytes of JSON")
    structure = _structure(text)
    count = len(structure) - structure.count(b"]") - structure.count(b"}")
    if count > active().json_values:
        raise exceeded("json_values", f"{what} has {count:,} values")
    if (depth := _depth(structure)) > active().json_depth:
        raise exceeded("json_depth", f"{what} is nested {depth:,} deep")
    # A function for integers takes longer, so it is for the texts alone that need one.
    parse_int = partial(_integer, what) if b"0" * _LONGEST_INTEGER in text.translate(_DIGITS) else None
    try:
        # Bytes could be UTF-16 to Python's parser, in which nothing above counts what is there.
        value = json.loads(text.decode("utf-8-sig"), parse_int=parse_int)
    except VizError:
        raise
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(f"{what} is not JSON: {error}") from error
    return _without_surrogates(value) if b"\\u" in text and _SURROGATE.search(text) else value


def parse_object(data: bytes | str, what: str) -> dict[str, Any]:
    """Return the object that a JSON text is.

    Args:
        data: see :func:`parse_json`.
        what: what it is, for the message.

    Raises:
        UnreadableFileError: it is not JSON, or no object.
        UnsafeFileError: see :func:`parse_json`.
    """
    value = parse_json(data, what)
    if not isinstance(value, dict):
        raise UnreadableFileError(f"{what} holds a {type(value).__name__} where an object has to be")
    return value


def json_file(path: Path) -> dict[str, Any]:
    """Return the object that a file of JSON holds.

    Args:
        path: of the file.

    Raises:
        MissingFileError: there is no such file.
        UnreadableFileError: it cannot be read, is not JSON, or no object.
        UnsafeFileError: see :func:`parse_json`.
    """
    if (size := check_file(path)) > active().json_bytes:
        raise exceeded("json_bytes", f"{str(path)!r} is {size:,} bytes of JSON")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    return parse_object(data, repr(str(path)))


def _integer(what: str, digits: str) -> int:
    if len(digits) <= _LONGEST_INTEGER + 1 and -MAX_JSON_INTEGER <= (number := int(digits)) <= MAX_JSON_INTEGER:
        return number
    raise UnsafeFileError(f"{what} has an integer of {len(digits)} digits; at most 64 bits are read")


def _structure(text: bytes) -> bytes:
    """Return the brackets and commas outside of strings; a regular expression for strings could fill the memory."""
    plain = np.frombuffer(text.replace(b"\\\\", b"__").replace(b'\\"', b"__"), dtype=np.uint8)
    found, inside = [], False
    for start in range(0, len(plain), _PIECE):
        piece = plain[start : start + _PIECE]
        within = np.logical_xor.accumulate(piece == ord('"')) ^ inside
        found.append(piece[_STRUCTURE[piece] & ~within].tobytes())
        inside = bool(within[-1])
    return b"".join(found)


def _depth(structure: bytes) -> int:
    codes = np.frombuffer(structure, dtype=np.uint8)
    return int(np.cumsum(_DEPTH_STEPS[codes], dtype=np.int32).max(initial=0))


def _without_surrogates(value: Any) -> Any:
    return json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
