"""Predictions, and their evaluation."""

from __future__ import annotations

from typing import Any

import numpy as np

import dotnet_viz as dv
from dotnet_viz.evaluation.classification import ClassificationEvaluation

PROBABILITIES = np.array([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4], [0.3, 0.7]])


def evaluated(true: Any, predicted: Any, **options: Any) -> ClassificationEvaluation:
    found = dv.evaluate(predictions=(true, predicted), **options)
    assert isinstance(found, ClassificationEvaluation)
    return found
