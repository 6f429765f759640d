"""Which neurons of wide layers a picture keeps.

The importance of a neuron is the share it has in the total |weight| of the layer before it plus its share
in the layer behind it. Infinite weights count as the layer's largest finite magnitude (1 if there is none)
and weights that are no number as 0. The sum of magnitudes is the measure that magnitude pruning uses
(Han et al., 2015, https://arxiv.org/abs/1506.02626).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.graph import Array


def magnitudes(kernel: Array) -> NDArray[np.float64]:
    """Return |weights| as finite numbers.

    Example:
        >>> magnitudes(np.array([[-2.0, np.inf, np.nan]])).tolist()
        [[2.0, 2.0, 0.0]]
    """
    values = np.abs(np.asarray(kernel, dtype=np.float64))
    finite = np.isfinite(values)
    largest = float(values[finite].max(initial=0.0)) or 1.0
    return np.where(finite, values, np.where(np.isnan(values), 0.0, largest))


def importances(kernels: Sequence[Array]) -> list[NDArray[np.float64]]:
    """Return the importance of every neuron of every column; one column more than there are kernels.

    Args:
        kernels: matrices that chain, each of shape (inputs, units).
    """
    columns = [np.zeros(kernels[0].shape[0])] + [np.zeros(kernel.shape[1]) for kernel in kernels]
    for number, kernel in enumerate(kernels):
        values = magnitudes(kernel)
        total = float(values.sum()) or 1.0
        columns[number] = columns[number] + values.sum(axis=1) / total
        columns[number + 1] = columns[number + 1] + values.sum(axis=0) / total
    return columns


def most_important(importance: NDArray[np.float64], limit: int | None) -> NDArray[np.intp]:
    """Return the positions of the most important neurons, in their own order; earlier ones win a tie.

    Args:
        importance: shape (neurons,).
        limit: how many to keep; ``None`` keeps all.

    Example:
        >>> most_important(np.array([0.1, 0.5, 0.2, 0.5]), 2).tolist()
        [1, 3]
    """
    if limit is None or limit >= len(importance):
        return np.arange(len(importance))
    strongest_first = np.argsort(-importance, kind="stable")
    return np.sort(strongest_first[:limit])
