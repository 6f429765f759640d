"""Values of a report as JSON: nothing that JSON has no word for, and lists of numbers on one line."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

INDENT = "  "

_AS_IT_IS = frozenset({str, int, bool, type(None)})


def plain_json(value: Any) -> Any:
    """Return a value in which everything can be written as JSON: NaN and infinite numbers are ``None``.

    Args:
        value: mappings, sequences, dataclasses, arrays, numbers and texts; anything else becomes its text.

    Example:
        >>> plain_json({"loss": (0.5, float("nan")), "count": np.int64(3)})
        {'loss': [0.5, None], 'count': 3}
    """
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, list | tuple):
        return [plain_json(item) for item in value]
    if isinstance(value, np.ndarray | np.generic):
        return plain_json(value.tolist())
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain_json(item) for key, item in value.items()}
    return _plain_scalar(value)


def _plain_scalar(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if isinstance(value, bool | int | str) else str(value)


def json_text(value: Any) -> str:
    """Return the text of a JSON value: two blanks a level, lists without lists or objects in them on one line.

    Args:
        value: of :func:`plain_json`.

    Example:
        >>> print(json_text({"a": [1, 2], "b": [{"c": None}]}), end="")
        {
          "a": [1, 2],
          "b": [
            {"c": null}
          ]
        }
    """
    pieces: list[str] = []
    _write(value, "\n", pieces.append, json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode)
    return "".join(pieces) + "\n"


def _write(value: Any, line: str, write: Callable[[str], object], encode: Callable[[Any], str]) -> None:
    is_object = isinstance(value, dict)
    items = list(value.values()) if is_object else value
    if not (is_object or isinstance(value, list)) or not any(isinstance(item, dict | list) for item in items):
        write(encode(value))
        return
    inner = line + INDENT
    names = [f"{encode(name)}: " for name in value] if is_object else itertools.repeat("")
    before = "{" if is_object else "["
    for name, item in zip(names, items, strict=False):
        write(f"{before}{inner}{name}")
        _write(item, inner, write, encode)
        before = ","
    write(f"{line}}}" if is_object else f"{line}]")
