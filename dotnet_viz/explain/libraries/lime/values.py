"""The linear model that LIME fits near one sample, as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class LimeValues:
    """A linear model that is like a model near one sample.

    Args:
        kind: ``"table"``, ``"image"`` or ``"text"``.
        names: what each weight is of: a condition on a column such as ``"age <= 30.00"``, a word, or a part of the image.
        weights: what each adds where it holds, largest magnitude first; shape (features,).
        indices: of each weight's column, word or part; shape (features,).
        intercept: of the linear model.
        local_prediction: its output for the sample.
        prediction: the model's own output for the sample.
        score: R² of the linear model on the samples that it was fitted to, weighted by how near they are.
        output_name: of the output that is explained, such as a class.
        space: what that is: ``"probability"`` or ``"prediction"``.
        samples: how many samples the linear model was fitted to.
        parts: the words of a text with what stands between them, or empty.
        part_indices: for each of these the index of its weight, -1 for none.
        segments: of an image: for each pixel the index of its part; shape (height, width).
        image: the image itself.
        notes: what a reader should know.
    """

    kind: str
    names: tuple[str, ...]
    weights: NDArray[np.float64]
    indices: NDArray[np.intp]
    intercept: float
    local_prediction: float
    prediction: float
    score: float
    output_name: str
    space: str
    samples: int
    parts: tuple[str, ...] = ()
    part_indices: tuple[int, ...] = ()
    segments: NDArray[Any] | None = None
    image: NDArray[np.float64] | None = None
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.weights)
