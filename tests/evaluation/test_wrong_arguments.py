"""What cannot be evaluated is one clear error."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.multioutput import MultiOutputClassifier

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError, VizError
from tests.evaluation.builders import PROBABILITIES, evaluated
from tests.measures.evaluation.builders import scored


@pytest.mark.parametrize(
    ("true", "predicted", "error", "words"),
    [
        ([], np.zeros((0, 2)), ShapeError, "no samples"),
        ([0, 1], PROBABILITIES, ShapeError, "4 predictions but y has 2"),
        ([0, 1, 0, 1], np.zeros((4, 0)), ShapeError, "no columns"),
        (np.zeros((4, 5)), PROBABILITIES, ShapeError, "does not fit"),
        ([0, 1, 2, 1], PROBABILITIES, ShapeError, "label 2, but the model has 2 classes"),
        ([0, 1, np.nan, 1], PROBABILITIES, ShapeError, "NaN"),
        ([0, 1, None, 1], PROBABILITIES, ShapeError, "missing"),
        (pd.array([1, 0, pd.NA, 1]), PROBABILITIES, ShapeError, "NaN"),
        (["a", "b", "c", "a"], PROBABILITIES, OptionError, "names 3 classes"),
        ([[0], [1, 2], [1], [0]], PROBABILITIES, ShapeError, "not an array"),
        (0.5, PROBABILITIES, ShapeError, "single value"),
        ([0, 1, 0, 1], 0.5, ShapeError, "single value"),
        ((row for row in [0, 1]), PROBABILITIES, UnsupportedInputError, "generator"),
        (["a", "b", "a", "b"], [0.5, 2.5, 1.0, 0.2], None, ""),
    ],
)
def test_data_that_does_not_fit_is_one_clear_error(
    true: Any, predicted: Any, error: type[VizError] | None, words: str
) -> None:  # fmt: skip
    if error is None:
        assert evaluated(true, predicted).result.score_kind == "logits"
        return
    with pytest.raises(error, match=words):
        dv.evaluate(predictions=(true, predicted))


def test_a_model_or_predictions_are_needed_not_both() -> None:
    for given in ({}, {"model": LinearRegression(), "predictions": ([0], [0])}):
        with pytest.raises(OptionError, match="either a model"):
            dv.evaluate(**given)
    with pytest.raises(OptionError, match="pair"):
        dv.evaluate(predictions=[1, 2, 3])  # type: ignore[arg-type]
    two = np.column_stack([np.arange(6) % 2, np.arange(6) % 3])
    several = MultiOutputClassifier(LogisticRegression()).fit(np.eye(6), two)
    with pytest.raises(UnsupportedInputError, match="several outputs"):
        dv.evaluate(several, np.eye(6), two)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"x": np.zeros((3, 2))}, "x has 3 samples, and predictions 4"),
        ({"y": [0, 1, 1, 0]}, "the labels of x differ from those of predictions in 1 of 4 samples"),
        ({"target": "label"}, "target is for samples that a model predicts"),
        ({"max_samples": 2}, "max_samples is for samples that a model predicts"),
    ],
)
def test_what_contradicts_predictions_or_has_no_use_beside_them_is_an_error(options: dict[str, Any], message: str) -> None:
    with pytest.raises(VizError, match=message):
        evaluated([0, 1, 1, 1], PROBABILITIES, **options)
    assert evaluated([0, 1, 1, 1], PROBABILITIES, x=np.zeros((4, 2)), y=[0, 1, 1, 1]).result.samples == 4


@pytest.mark.parametrize(
    ("method", "options"),
    [
        ("calibration", {"bins": "many"}),
        ("calibration", {"bins": 0}),
        ("top_k", {"most": "all"}),
        ("errors", {"count": 1.5}),
        ("errors", {"rows": [1, 2]}),
        ("confusion_matrix", {"max_classes": "all"}),
        ("confusion_matrix", {"sort": "size"}),
        ("errors_by_slice", {"column": 3}),
        ("errors_by_slice", {"column": "age"}),
        ("thresholds", {"of": 0, "false_positive_cost": "x"}),
        ("roc", {"classes": 7}),
        ("roc", {"classes": [1.5]}),
    ],
)
def test_options_that_cannot_be_used_are_one_clear_error(method: str, options: dict[str, Any]) -> None:
    found = evaluated(*scored(60, 3))
    with pytest.raises(VizError, match=r"must|unknown|needs|no column|choose"):
        getattr(found, method)(**options)
