"""Settings in words: what one is, and how one changed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dotnet_viz.formatting import format_count, format_items, format_number, format_sizes
from dotnet_viz.measures.comparison.config.values import is_stated
from dotnet_viz.measures.comparison.layer_changes import FieldChange
from dotnet_viz.translation.translate import mark, translate

_LONGEST = 40
_PARTS = 3
_FACTS = frozenset({mark("output shape"), mark("batch shape"), mark("parameters"), mark("calls"), mark("class")})


def field_phrase(change: FieldChange) -> str:
    """Return a changed setting as ``"kernel_size 3×3 → 5×5"``.

    Args:
        change: of a layer, a model or a training.

    Example:
        >>> field_phrase(FieldChange("config.kernel_size", [3, 3], [5, 5]))
        'kernel_size 3×3 → 5×5'
        >>> field_phrase(FieldChange("output shape", [None, 128], [None, 256]))
        'output shape (None, 128) → (None, 256)'
        >>> field_phrase(FieldChange("config.layer", *({"class_name": "LSTM", "config": {"units": n}} for n in (16, 32))))
        'layer.units 16 → 32'
    """
    inside = _inside(change)
    if inside:
        shown = [field_phrase(part) for part in inside[:_PARTS]]
        rest = len(inside) - _PARTS
        return format_items([*shown, *([translate("and {count} more", "and {count} more", count=rest)] if rest > 0 else [])])
    name = change.name.removeprefix("config.")
    before, after = _sides(change.before, change.after, shape=name.endswith("shape"))
    return f"{name_in_words(name)} {before} → {after}"


def name_in_words(name: str) -> str:
    """Return the name of a setting, which stays as it is, or of a fact, which has words.

    Example:
        >>> name_in_words("units"), name_in_words("output shape")
        ('units', 'output shape')
    """
    if name in _FACTS:
        return translate(name)
    weight = name.removesuffix(" shape")
    return translate("{weight} shape", weight=weight) if weight != name else name


def _inside(change: FieldChange) -> list[FieldChange]:
    """Return what differs inside two objects of one class, such as the layers that two wrappers hold."""
    one, other = change.before, change.after
    if not isinstance(one, Mapping) or not isinstance(other, Mapping) or one.get("class_name") != other.get("class_name"):
        return []
    if "class_name" in one:
        one, other = one.get("config"), other.get("config")
        if not isinstance(one, Mapping) or not isinstance(other, Mapping):
            return []
    keys = [*one, *(key for key in other if key not in one)]
    return [FieldChange(f"{change.name}.{key}", one.get(key), other.get(key)) for key in keys if one.get(key) != other.get(key)]


def _sides(one: Any, other: Any, *, shape: bool) -> tuple[str, str]:
    """Return two values such that it is seen what differs, however far behind that is."""
    for write in (value_phrase, _whole_phrase, _raw_phrase):
        before, after = write(one, shape=shape), write(other, shape=shape)
        if before != after:
            return _cut_alike(before, after)
    return before, after


def _whole_phrase(value: Any, *, shape: bool) -> str:
    return value_phrase(value, shape=shape, longest=None)


def _raw_phrase(value: Any, **_: bool) -> str:
    return json.dumps(value, default=str)


def _cut_alike(before: str, after: str) -> tuple[str, str]:
    """Return two texts without most of what they start with alike, where they are too long."""
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    pairs = enumerate(zip(before, after, strict=False))
    alike_until = next((index for index, (one, other) in pairs if one != other), min(len(before), len(after)))
    start = max(0, alike_until - _LONGEST // 3)
    lead = "…" if start else ""
    cut = (f"{lead}{text[start:]}" for text in (before, after))
    shortened = [text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…" for text in cut]
    return shortened[0], shortened[1]


def value_phrase(value: Any, *, shape: bool = False, longest: int | None = _LONGEST) -> str:
    """Return a setting's value as a reader would write it; long ones lose their end.

    Args:
        value: plain JSON value.
        shape: whether a list is the shape of a tensor.
        longest: number of characters; ``None`` for all of them.

    Example:
        >>> value_phrase(0.0010000000474974513), value_phrase({"class_name": "L2", "config": {"l2": 0.01}}), value_phrase(None)
        ('0.001', 'L2(l2=0.01)', 'none')
    """
    text = _value(value, shape=shape)
    return text if longest is None or len(text) <= longest else text[: longest - 1] + "…"


def _value(value: Any, *, shape: bool = False) -> str:
    if value is None or isinstance(value, bool):
        return translate({None: mark("none"), True: mark("yes"), False: mark("no")}[value])
    if isinstance(value, int | float):
        return format_count(value) if isinstance(value, int) else format_number(value)
    if isinstance(value, Mapping):
        return _object(value)
    return _list(value, shape=shape) if isinstance(value, list | tuple) else str(value)


def _object(value: Mapping[str, Any]) -> str:
    inner = value.get("config") if "class_name" in value else value
    inner = inner if isinstance(inner, Mapping) else {}
    stated = ", ".join(f"{key}={_value(item)}" for key, item in inner.items() if is_stated(item))
    name = str(value.get("class_name", ""))
    return f"{name}({stated})" if stated or not name else name


def _list(value: Sequence[Any], *, shape: bool) -> str:
    whole = all(isinstance(item, int) for item in value)
    if value and whole and not shape:
        return format_sizes(value)
    inside = ", ".join(str(item) if item is None or isinstance(item, int) else _value(item, shape=shape) for item in value)
    return f"({inside},)" if shape and len(value) == 1 and not isinstance(value[0], list) else f"({inside})"
