"""Whether values have the types that dataclasses declare, for what is made from somebody else's JSON."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

LARGEST_SIZE = 1 << 63
"""Sizes and counts beyond it fit into no array."""


def wrong_fields(value: Any, place: str) -> Iterator[str]:
    """Yield in words what has another type than its class declares, in the dataclasses inside as well.

    Integers count sizes and positions, so they must be between zero and :data:`LARGEST_SIZE`.

    Args:
        value: an instance of a dataclass.
        place: what it is, for the texts.

    Example:
        >>> from dotnet_viz.graph.parts import Port
        >>> list(wrong_fields(Port("n0", "first"), "outputs[0]"))
        ["outputs[0].index is 'first', but should be an integer"]
    """
    for name, hint in _hints(type(value)).items():  # type: ignore[arg-type]  # mypy does not know that classes can be keys
        yield from _wrong(getattr(value, name), hint, f"{place}.{name}")


@lru_cache(maxsize=32)
def _hints(kind: type) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {item.name: hints[item.name] for item in fields(kind)}


def _wrong(value: Any, hint: Any, place: str) -> Iterator[str]:
    choices = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    if value is None and type(None) in choices:
        return
    (expected,) = (choice for choice in choices if choice is not type(None))
    if get_origin(expected) is tuple and isinstance(value, tuple):
        yield from _wrong_items(value, get_args(expected), place)
    elif is_dataclass(expected) and type(value) is expected:
        yield from wrong_fields(value, place)
    elif not _is_of(value, expected):
        yield f"{place} is {str(value)[:40]!r}, but should be {_in_words(expected)}"


def _wrong_items(value: tuple[Any, ...], hints: tuple[Any, ...], place: str) -> Iterator[str]:
    if hints[-1] is Ellipsis:
        hints = hints[:1] * len(value)
    if len(hints) != len(value):
        yield f"{place} has {len(value)} values, but should have {len(hints)}"
        return
    for number, (item, hint) in enumerate(zip(value, hints, strict=True)):
        yield from _wrong(item, hint, f"{place}[{number}]")


def _is_of(value: Any, expected: Any) -> bool:
    if expected is Any:
        return True
    if expected is float:
        return isinstance(value, float) or type(value) is int
    if expected is int:
        return type(value) is int and 0 <= value <= LARGEST_SIZE
    kind = get_origin(expected) or expected
    if kind is Mapping:
        return isinstance(value, dict) and all(isinstance(key, str) for key in value)
    return isinstance(kind, type) and isinstance(value, kind)


def _in_words(expected: Any) -> str:
    words = {str: "a text", int: "an integer", bool: "true or false", Mapping: "an object", tuple: "a list"}
    kind = get_origin(expected) or expected
    return words.get(kind, f"a {getattr(kind, '__name__', kind)}")
