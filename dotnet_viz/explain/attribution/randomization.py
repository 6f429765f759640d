"""Whether a map depends on what the model learned: it must change when weights are shuffled, layer by layer from the output."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.explain.attribution.explain import ExplainedMap, again
from dotnet_viz.readers.keras.live.objects import own_variables
from dotnet_viz.thinning import evenly

MAX_STEPS = 10
ALIKE = 0.5
"""Rank correlation from which a map counts as hardly changed."""


@dataclass(frozen=True, eq=False)
class Randomization:
    """How alike a map is to that of the same model with shuffled weights.

    Args:
        layers: id of the layer down to which weights are shuffled, beginning at the output.
        correlations: Spearman's rank correlation with the true map; shape (layers,), NaN where a map is the same everywhere.
        similarities: structural similarity (SSIM) with the true map; shape (layers,).
    """

    layers: tuple[str, ...]
    correlations: NDArray[np.float64]
    similarities: NDArray[np.float64]

    @property
    def passed(self) -> bool:
        """Whether the map changes: with all weights shuffled the rank correlation is below 0.5, or the map is empty."""
        last = self.correlations[-1] if len(self.layers) else 1.0
        return bool(np.isnan(last) or abs(last) < ALIKE)


def randomization(explained: ExplainedMap, seed: int = 0, steps: int = MAX_STEPS) -> Randomization:
    """Return how a map changes while more and more weights are shuffled: Adebayo and others (2018), https://arxiv.org/abs/1810.03292.

    The weights of the model are not touched: the passes see other values in their place.

    Args:
        explained: a map.
        seed: of the order in which values are shuffled.
        steps: at how many layers the map is compared, the first and the last among them.
    """
    layers = list(_from_the_output(explained))
    chosen = set(evenly(len(layers), steps).tolist())
    random = np.random.default_rng(seed)
    values: list[tuple[Any, Any]] = []
    names, correlations, similarities = [], [], []
    for index, (path, layer) in enumerate(layers):
        values += [(variable, _shuffled(variable, random)) for variable in _weights(layer)]
        if index not in chosen:
            continue
        other = again(explained, explained.subject.with_values(values))
        names.append(path)
        correlations.append(rank_correlation(explained.map.values, other.values))
        similarities.append(structural_similarity(explained.map.values, other.values))
    return Randomization(tuple(names), np.array(correlations), np.array(similarities))


def _from_the_output(explained: ExplainedMap) -> Iterator[tuple[str, Any]]:
    """Yield the layers with weights, the one that is called last first."""
    calls = dict.fromkeys(path for path, _ in reversed(explained.subject.calls))
    layers = explained.subject.runner.layers
    yield from (
        (path, layers[path]) for path in (*calls, *(other for other in layers if other not in calls)) if _weights(layers[path])
    )


def _weights(layer: Any) -> list[Any]:
    return [variable for variable in own_variables(layer) if "float" in str(variable.dtype)]


def _shuffled(variable: Any, random: np.random.Generator) -> Any:
    import keras

    values = np.asarray(keras.ops.convert_to_numpy(variable.value))
    mixed = random.permutation(values.reshape(-1)).reshape(values.shape)
    return keras.ops.convert_to_tensor(mixed, dtype=variable.dtype)


def rank_correlation(first: NDArray[Any], second: NDArray[Any]) -> float:
    """Return Spearman's rank correlation of two arrays, NaN where one is the same everywhere.

    Args:
        first: numbers.
        second: as many.

    Example:
        >>> round(rank_correlation(np.array([1.0, 2.0, 9.0]), np.array([0.1, 0.5, 0.6])), 6)
        1.0
    """
    one, other = (_ranks(values.reshape(-1)) for values in (first, second))
    if one.std() == 0 or other.std() == 0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def _ranks(values: NDArray[Any]) -> NDArray[np.float64]:
    """Return ranks; equal values share the mean of theirs."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    means: NDArray[np.float64] = (ends - (counts - 1) / 2)[inverse.reshape(-1)]
    return means


def structural_similarity(first: NDArray[Any], second: NDArray[Any]) -> float:
    """Return the mean SSIM of two maps with values from 0 to 1: Wang and others (2004), windows of 7 cells.

    Args:
        first: a map of any number of axes.
        second: of the same shape.

    Example:
        >>> structural_similarity(np.eye(9), np.eye(9))
        1.0
    """
    window = [min(7, size) for size in first.shape]
    axes = tuple(range(first.ndim))
    windows = [np.lib.stride_tricks.sliding_window_view(values.astype(np.float64), window, axes) for values in (first, second)]
    inner = tuple(range(first.ndim, 2 * first.ndim))
    (mean_1, mean_2), (var_1, var_2) = ([part.mean(inner) for part in windows], [part.var(inner) for part in windows])
    covariance = (windows[0] * windows[1]).mean(inner) - mean_1 * mean_2
    c1, c2 = 0.01**2, 0.03**2
    found = (2 * mean_1 * mean_2 + c1) * (2 * covariance + c2) / ((mean_1**2 + mean_2**2 + c1) * (var_1 + var_2 + c2))
    return float(found.mean())
