"""Which of several named arrays or columns are the labels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dotnet_viz.datasets.tensors import is_frame
from dotnet_viz.errors import OptionError, near_miss

PAIRS = (
    ("x_test", "y_test"), ("X_test", "y_test"), ("x_val", "y_val"), ("X_val", "y_val"), ("test_images", "test_labels"),
    ("x", "y"), ("X", "y"), ("X", "Y"), ("data", "target"), ("data", "labels"), ("images", "labels"),
    ("features", "labels"), ("inputs", "targets"), ("x_train", "y_train"), ("X_train", "y_train"),
)  # fmt: skip
"""Names under which samples and their labels are usually stored together; those for tests come first."""
LABELS = ("y", "y_test", "target", "targets", "label", "labels")
"""Usual names of labels beside any other names."""
_LISTED = 20


def split_labels(named: Any, target: object = None, input_names: Sequence[str] = ()) -> tuple[Any, Any]:
    """Return samples and labels of arrays or columns with names; labels are ``None`` where none of them has such a name.

    Args:
        named: a dict of arrays, or a frame.
        target: the name of the labels; ``None`` takes what usual names say, and of a frame nothing.
        input_names: names of the model's inputs, which are no labels.

    Raises:
        OptionError: there is nothing of the name ``target``.

    Example:
        >>> split_labels({"x_test": [[1.0]], "y_test": [0]}), split_labels({"age": [30], "label": [1]})
        (([[1.0]], [0]), ({'age': [30]}, [1]))
    """
    if is_frame(named):
        return (named, None) if target is None else _split_frame(named, target)
    if target is not None:
        return _without(named, _known(target, list(named)))
    if set(input_names) <= set(named) and input_names:
        label = next((name for name in LABELS if name in named and name not in input_names), None)
        return {name: named[name] for name in input_names}, None if label is None else named[label]
    for x, y in PAIRS:
        if x in named and y in named:
            return named[x], named[y]
    label = next((name for name in LABELS if name in named), None)
    return (named, None) if label is None else _without(named, label)


def unused_names(named: Mapping[str, Any], x: Any, y: Any) -> list[str]:
    """Return the names of the arrays that are neither samples nor labels.

    Args:
        named: all arrays.
        x: what was taken as samples.
        y: what was taken as labels.
    """
    taken = {id(part) for part in (*(x.values() if isinstance(x, Mapping) else (x,)), y)}
    return [str(name) for name, part in named.items() if id(part) not in taken and hasattr(part, "shape")]


def _without(named: Mapping[Any, Any], label: Any) -> tuple[Any, Any]:
    others = {name: part for name, part in named.items() if name != label}
    return next(iter(others.values())) if list(others) in (["x"], ["X"], ["data"]) else others, named[label]


def _split_frame(frame: Any, target: object) -> tuple[Any, Any]:
    names = list(frame.columns)
    if isinstance(target, list | tuple):
        chosen = [_known(one, names) for one in target]
        return _dropped(frame, chosen), frame[chosen]
    name = _known(target, names)
    return _dropped(frame, [name]), frame[name]


def _dropped(frame: Any, names: list[Any]) -> Any:
    return frame.drop(columns=names) if hasattr(frame, "iloc") else frame.drop(names)


def _known(target: Any, names: Sequence[Any]) -> Any:
    if target in names:
        return target
    if f"column {target}" in names:  # of a table without names
        return f"column {target}"
    if not names:
        raise OptionError(f"target names {target!r}, and the data have no columns")
    listed = [str(name) for name in names]
    more = f" and {len(listed) - _LISTED} more" if len(listed) > _LISTED else ""
    raise OptionError(
        f"target names {target!r}, and the data have: {', '.join(listed[:_LISTED])}{more}{near_miss(target, listed)}"
    )
