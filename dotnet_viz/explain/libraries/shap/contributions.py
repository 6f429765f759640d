"""The features that matter most, and the rest as one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.explain.libraries.shap.values import ShapValues
from dotnet_viz.explain.libraries.whole_numbers import check_whole
from dotnet_viz.formatting import format_count

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Contribution:
    """What one feature, or several together, add to an output.

    Args:
        name: of the feature, or how many there are.
        value: what they add.
        feature: its position; ``None`` of several.
        count: how many features it stands for.
    """

    name: str
    value: float
    feature: int | None
    count: int = 1


def feature_order(values: ShapValues, output: int, samples: NDArray[np.intp] | None = None) -> NDArray[np.intp]:
    """Return the features by the mean magnitude of their values, largest first; of equals the first.

    Args:
        values: of a table.
        output: position of the output.
        samples: positions of those that count; ``None`` for all.
    """
    chosen = values.values[..., output] if samples is None else values.values[samples][..., output]
    return np.argsort(-np.abs(chosen).mean(axis=0), kind="stable")


def kept_and_rest(order: NDArray[np.intp], max_features: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the features that are shown, and those that are folded; one alone is shown in place of a fold.

    Args:
        order: features, the most important first.
        max_features: how many are shown at most.

    Raises:
        OptionError: not a positive number.

    Example:
        >>> [part.tolist() for part in kept_and_rest(np.arange(5), 3)], [len(part) for part in kept_and_rest(np.arange(4), 3)]
        ([[0, 1, 2], [3, 4]], [4, 0])
    """
    check_whole("max_features", max_features, 1)
    count = max_features if len(order) > max_features + 1 else len(order)
    return order[:count], order[count:]


def rest_name(count: int) -> str:
    """Return the name of several features that are folded.

    Example:
        >>> rest_name(12)
        '12 other features'
    """
    return format_count(count, "other feature")


def contributions(values: ShapValues, sample: int, output: int, max_features: int) -> list[Contribution]:
    """Return what each feature adds for a sample, the largest magnitude first, and the rest as one at the end.

    Args:
        values: of a table.
        sample: its position.
        output: position of the output.
        max_features: how many are shown by themselves.
    """
    row = values.values[sample, :, output]
    kept, rest = kept_and_rest(np.argsort(-np.abs(row), kind="stable"), max_features)
    found = [Contribution(values.feature_names[index], float(row[index]), int(index)) for index in kept]
    if len(rest):
        found.append(Contribution(rest_name(len(rest)), float(row[rest].sum()), None, len(rest)))
    return found
