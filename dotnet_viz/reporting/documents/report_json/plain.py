"""Values of a report as JSON: nothing that JSON has no word for, and lists of numbers on one line."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

import numpy as np

INDENT = "  "

_AS_IT_IS = frozenset({str, int, bool, type(None)})
_WITH_ITEMS = frozenset({dict, list})


def plain_json(value: Any) -> Any:
    """Return a value in which everything can be written as JSON: NaN and infinite numbers are ``None``.

    Args:
        value: mappings, sequences, dataclasses, arrays, numbers and texts; anything else becomes its text.

    Example:
        >>> plain_json({"loss": (0.5, float("nan")), "count": np.int64(3)})
        {'loss': [0.5, None], 'count': 3}
    """
    kind: Any = type(value)
    if kind in _AS_IT_IS:
        return value
    if issubclass(kind, (list, tuple)):
        return _plain_items(value)
    names = _field_names(kind)
    if names is not None:
        return {name: plain_json(getattr(value, name)) for name in names}
    if isinstance(value, np.ndarray | np.generic):
        return plain_json(value.tolist())
    if isinstance(value, Mapping):
        return {str(key): plain_json(item) for key, item in value.items()}
    return _plain_scalar(value)


def _plain_items(items: Sequence[Any]) -> list[Any]:
    """Return what a sequence holds; long ones of numbers are looked through by type, not one by one."""
    kinds = set(map(type, items))
    if kinds <= _AS_IT_IS or (kinds == {float} and all(map(math.isfinite, items))):
        return list(items)
    return [plain_json(item) for item in items]


@lru_cache(maxsize=256)
def _field_names(kind: type) -> tuple[str, ...] | None:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


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
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    _write(value, "\n", pieces.append, encode, lru_cache(maxsize=1024)(encode))
    return "".join(pieces) + "\n"


def _write(
    value: Any, line: str, write: Callable[[str], object], encode: Callable[[Any], str], encode_name: Callable[[str], str]
) -> None:
    is_object = type(value) is dict
    items = value.values() if is_object else value
    if type(value) not in _WITH_ITEMS or _WITH_ITEMS.isdisjoint(map(type, items)):
        write(encode(value))
        return
    inner = line + INDENT
    names = [f"{encode_name(name)}: " for name in value] if is_object else itertools.repeat("")
    before = "{" if is_object else "["
    for name, item in zip(names, items, strict=False):
        write(f"{before}{inner}{name}")
        _write(item, inner, write, encode, encode_name)
        before = ","
    write(f"{line}}}" if is_object else f"{line}]")
