"""What slices of data are made of: values and ranges of features, classes, and statistics of images and sequences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import VizError
from dotnet_viz.measures.data.table import table_of
from dotnet_viz.measures.evaluation.samples import is_images
from dotnet_viz.measures.evaluation.slices.by_column import has_ranges, slice_groups
from dotnet_viz.translation.translate import mark, translate

MAX_COLUMNS = 200
"""Columns that are looked at, the first ones."""
RANGES = 4
MAX_VALUES = 12
_RANGE = mark("{column} from {range}")


@dataclass(frozen=True, eq=False)
class SliceCondition:
    """One condition on samples.

    Args:
        column: that it is on.
        name: in words, such as ``"age 30 to 42"`` or ``"town = Rome"``.
        members: whether each sample meets it; shape (samples,).
    """

    column: str
    name: str
    members: NDArray[np.bool_]


def conditions_of(columns: Mapping[str, Any], samples: int) -> tuple[SliceCondition, ...]:
    """Return a condition for each value of a column, or for each quarter of one with many numbers.

    Args:
        columns: a value of each sample, by name.
        samples: number of samples.

    Raises:
        ShapeError: not one value a sample.

    Example:
        >>> [one.name for one in conditions_of({"age": np.arange(40.0), "town": np.array(["Rome", "Oslo"] * 20)}, 40)][2:]
        ['age from 19.5 to 29.25', 'age from 29.25 to 39', 'town = Oslo', 'town = Rome']
    """
    found = []
    for column, values in columns.items():
        array = np.asarray(values)
        are_ranges = has_ranges(array, MAX_VALUES) if array.ndim == 1 else False
        names, groups = slice_groups(array, samples, RANGES, MAX_VALUES)
        for index, name in enumerate(names):
            members = groups == index
            if members.any():
                is_range = are_ranges and index < len(names) - 1
                found.append(
                    SliceCondition(
                        column, translate(_RANGE, column=column, range=name) if is_range else f"{column} = {name}", members
                    )
                )
    return tuple(found)


def slice_columns(x: Any, samples: int, feature_names: Sequence[str] | None = None) -> dict[str, NDArray[Any]]:
    """Return what samples can be told apart by: the columns of a table, or brightness and contrast of images.

    Args:
        x: samples in any form that :func:`~dotnet_viz.measures.data.table.table_of` takes; ``None`` for none.
        samples: how many there are.
        feature_names: of the columns of an array.

    Example:
        >>> found = slice_columns(np.stack([np.zeros((8, 8)), np.ones((8, 8))]), 2)
        >>> list(found), found["brightness"].tolist()
        (['brightness', 'contrast'], [0.0, 1.0])
    """
    if x is None:
        return {}
    names = None if feature_names is None or hasattr(x, "columns") else list(feature_names)
    try:
        table = table_of(x, names if names is not None and np.shape(x)[1:] == (len(names),) else None)
    except VizError:
        return {}
    if table.samples != samples:
        return {}
    found: dict[str, NDArray[Any]] = {}
    for name, column in zip(table.names[:MAX_COLUMNS], table.columns[:MAX_COLUMNS], strict=True):
        if column.ndim == 1:
            found[name] = column
        elif column.dtype.kind in "biuf":
            found |= _statistics(column, "" if len(table.columns) == 1 else f"{name}: ")
    return found


def _statistics(column: NDArray[Any], prefix: str) -> dict[str, NDArray[Any]]:
    """Return mean and standard deviation of each sample, which are brightness and contrast of images."""
    flat = column.reshape(len(column), -1).astype(np.float64)
    names = ("mean", "standard deviation")
    if is_images(column, len(column)):
        names = (translate("brightness"), translate("contrast"))
    return {f"{prefix}{name}": values for name, values in zip(names, (flat.mean(axis=1), flat.std(axis=1)), strict=True)}
