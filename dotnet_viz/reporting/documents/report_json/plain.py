"""Values of a report as JSON: nothing that JSON has no word for, and lists of numbers on one line."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

INDENT = "  "


def plain_json(value: Any) -> Any:
    """Return a value in which everything can be written as JSON: NaN and infinite numbers are ``None``.

    Args:
        value: mappings, sequences, dataclasses, arrays, numbers and texts; anything else becomes its text.

    Example:
        >>> plain_json({"loss": (0.5, float("nan")), "count": np.int64(3)})
        {'loss': [0.5, None], 'count': 3}
    """
    if isinstance(value, np.ndarray | np.generic):
        return plain_json(value.tolist())
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain_json(item) for item in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, bool | int | str) else str(value)


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
    return "".join(_pieces(value, "\n")) + "\n"


def _pieces(value: Any, line: str) -> Iterator[str]:
    items = list(value.values()) if isinstance(value, dict) else value
    if not isinstance(value, dict | list) or not any(isinstance(item, dict | list) for item in items):
        yield json.dumps(value, ensure_ascii=False, allow_nan=False)
        return
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    names = [f"{json.dumps(name, ensure_ascii=False)}: " for name in value] if isinstance(value, dict) else [""] * len(value)
    yield opening
    for number, (name, item) in enumerate(zip(names, items, strict=True)):
        yield f"{',' if number else ''}{line}{INDENT}{name}"
        yield from _pieces(item, line + INDENT)
    yield f"{line}{closing}"
