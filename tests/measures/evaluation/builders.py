"""Predictions of several kinds, for tests."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def scored(samples: int, classes: int, seed: int = 0, digits: int | None = None) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return true labels and probabilities of classes of unlike frequency; rounded ones have many ties."""
    random = np.random.default_rng(seed)
    frequency = np.arange(1, classes + 1) / np.arange(1, classes + 1).sum()
    true = random.choice(classes, samples, p=frequency)
    logits = random.normal(size=(samples, classes))
    logits[np.arange(samples), true] += 1.2
    powers = np.exp(logits)
    probabilities = powers / powers.sum(axis=1, keepdims=True)
    return true, probabilities if digits is None else probabilities.round(digits)
