"""Which serialised layers are objects that stand in a configuration before, in another model or wrapper.

Keras gives a number to an object that it writes down again, and adds it to where it wrote the object first; but that is
lost where the first one is in a model that was written down as a whole before. So a number that stands once is on a
repetition, and of several the first is one if a layer of its class and name comes before it without a number.

Source: ``serialization_lib.record_object_after_serialization`` of Keras 2.12 to 3.15, and
``SharedObjectSavingScope`` of Keras 2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from dotnet_viz.keras_format.config.entries import layer_name
from dotnet_viz.keras_format.config.normalize import SCALARS, class_name

Repeats = Mapping[int, bool | None]
"""By the ``id`` of an entry that has a number: whether it is a repetition, ``None`` where it may be one."""

_NO_LAYERS = ("initializer", "regularizer", "constraint", "dtype", "activation", "function")


def find_repeats(entry: Mapping[str, Any]) -> Repeats:
    """Return which layers in a serialised model repeat an object that stands before.

    Args:
        entry: the outermost model.

    Example:
        >>> again = {"class_name": "Dense", "config": {"name": "d"}, "shared_object_id": 140}
        >>> layers = [{"class_name": "Dense", "config": {"name": "d"}}, again]
        >>> find_repeats({"class_name": "Sequential", "config": {"layers": layers}}) == {id(again): True}
        True
    """
    entries = list(_entries(entry))
    counts = Counter(number for item in entries if (number := _number(item)) is not None)
    found: dict[int, bool | None] = {}
    numbers: set[int] = set()
    names: set[tuple[str, str]] = set()
    for item in entries:
        number, name = _number(item), (class_name(item), layer_name(item))
        if number is not None:
            may_be = None if name in names else False
            found[id(item)] = True if number in numbers or counts[number] == 1 else may_be
            numbers.add(number)
        else:
            names.add(name)
    return found


def _number(entry: Mapping[str, Any]) -> int | None:
    number = entry.get("shared_object_id")
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _entries(entry: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield a serialised object and those inside that may be layers, in order."""
    pending: list[object] = [entry]
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending += [value for value in reversed(item) if not isinstance(value, SCALARS)]
        elif isinstance(item, Mapping) and "class_name" in item:
            yield item
            config = item.get("config")
            inside = config.items() if isinstance(config, Mapping) else [("layers", config)]
            pending += [
                value
                for key, value in inside
                if not isinstance(value, SCALARS) and isinstance(value, (Mapping, list)) and not str(key).endswith(_NO_LAYERS)
            ][::-1]
