"""What a user holds of the evaluation of sequences."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.evaluation.sequences import SequenceRegressionEvaluation, TokenClassificationEvaluation

RANDOM = np.random.default_rng(6)
TAGS = RANDOM.integers(0, 3, (30, 9))
LOGITS = np.eye(3)[TAGS] * 2 + RANDOM.normal(size=(30, 9, 3))
PADDED = np.where(np.arange(9) < RANDOM.integers(2, 10, 30)[:, np.newaxis], TAGS, -100)


def tagged(true: Any = PADDED, predicted: Any = LOGITS, **options: Any) -> TokenClassificationEvaluation:
    found = dv.evaluate(predictions=(true, predicted), **{"ignore": -100, **options})
    assert isinstance(found, TokenClassificationEvaluation)
    return found


def test_padding_is_no_part_of_any_number() -> None:
    found, kept = tagged(), PADDED != -100
    is_right = LOGITS.argmax(axis=-1) == TAGS
    assert found.scores["accuracy"] == pytest.approx(is_right[kept].mean())
    assert found.scores["sequence_accuracy"] == pytest.approx((is_right | ~kept).all(axis=1).mean())
    assert found.result.samples == kept.sum()
    by_mask = tagged(TAGS, mask=kept, ignore=None)
    assert by_mask.to_dict() == found.to_dict()


def test_it_has_the_charts_of_classes_and_that_of_steps() -> None:
    charts = tagged().charts()
    assert {"accuracy_by_step", "confusion_matrix", "roc", "per_class", "errors"} <= set(charts)
    assert "column step" in charts["errors"].to_dict()
    json.dumps(tagged().to_dict())


def test_errors_show_what_stands_at_the_positions() -> None:
    words = np.array([[f"word {row}.{step}" for step in range(9)] for row in range(30)])
    data = tagged().errors(rows=words).to_dict()
    first = (data["column sequence"][0], data["column step"][0])
    assert data["column value"][0] == words[first]
    assert tagged(x=words).errors().to_dict()["column value"] == data["column value"]
    with pytest.raises(ShapeError, match="one value for each step"):
        tagged().errors(rows=words[:, :3])
    with pytest.raises(OptionError, match="no images"):
        tagged().errors(images=np.zeros((30, 8, 8)))


def test_slices_are_of_sequences_or_of_steps() -> None:
    found = tagged()
    lengths = (PADDED != -100).sum(axis=1)
    of_sequences = found.errors_by_slice(lengths > 5, name="long").to_dict()
    assert sum(of_sequences["samples"]) == (PADDED != -100).sum()
    steps = np.tile(np.arange(9), (30, 1))
    assert found.errors_by_slice(steps >= 4).to_dict()["samples"][0] == (PADDED[:, :4] != -100).sum()
    with pytest.raises(ShapeError, match="30 sequences"):
        found.errors_by_slice(np.zeros(7))


def test_intervals_draw_whole_sequences() -> None:
    found = tagged(intervals=40)
    accuracy = next(one for one in found.intervals if one.measure == "accuracy")
    assert accuracy.value == pytest.approx(found.scores["accuracy"])
    assert accuracy.low < accuracy.value < accuracy.high
    repeated = dv.evaluate(predictions=(np.ones((5, 4), dtype=int), np.eye(2)[np.ones((5, 4), dtype=int)]), intervals=20)
    assert isinstance(repeated, TokenClassificationEvaluation)


def test_two_taggers_are_compared_by_sequences() -> None:
    better = tagged(predicted=LOGITS + np.eye(3)[TAGS])
    found = tagged().compare(better, draws=30)
    assert found.errors is not None
    assert found.errors.both + found.errors.only_first + found.errors.only_second + found.errors.neither == 30


def test_one_of_two_classes_can_be_positive() -> None:
    found = dv.evaluate(predictions=(TAGS > 1, RANDOM.random((30, 9, 1))), class_names=["no", "yes"], positive="no")
    assert isinstance(found, TokenClassificationEvaluation)
    assert list(found.roc().to_dict()["roc_auc"]) == ["no"]


def test_forecasts_have_errors_by_step() -> None:
    true = RANDOM.normal(size=(12, 6))
    found = dv.evaluate(predictions=(true, true + np.arange(6)), task="sequence-regression", intervals=20)
    assert isinstance(found, SequenceRegressionEvaluation)
    assert found.error_by_step().to_dict()["mean_absolute_error"] == pytest.approx([0, 1, 2, 3, 4, 5])
    assert {"error_by_step", "residuals"} <= set(found.charts())
    assert found.compare(found, draws=5).differences[0].change == 0
    numbers = json.loads(json.dumps(found.to_dict()))
    assert (numbers["task"], numbers["sequences"], numbers["steps"]) == ("sequence-regression", 12, 6)
    several = dv.evaluate(predictions=(true, true))
    assert len(several.to_dict()["targets"]) == 6


def test_amounts_of_steps_say_how_they_were_taken() -> None:
    true = RANDOM.normal(size=(12, 6, 2))
    found = dv.evaluate(predictions=(true, true + 0.1))
    assert isinstance(found, SequenceRegressionEvaluation)
    assert any('task="regression"' in note for note in found.notes)
    assert len(dv.evaluate(predictions=(true, true), task="regression").to_dict()["targets"]) == 12


def test_nan_under_a_mask_is_padding() -> None:
    true = np.where(PADDED == -100, np.nan, 1.5)
    found = dv.evaluate(predictions=(true, np.ones((30, 9))), mask=PADDED != -100)
    assert found.to_dict()["mean_absolute_error"] == pytest.approx(0.5)
    with pytest.raises(ShapeError, match="NaN"):
        dv.evaluate(predictions=(true, np.ones((30, 9))), task="sequence-regression")


def test_a_label_to_ignore_is_no_part_of_one_hot_answers() -> None:
    with pytest.raises(OptionError, match="y is one-hot"):
        dv.evaluate(predictions=(np.eye(3)[TAGS], LOGITS), ignore=0)
    by_mask = dv.evaluate(predictions=(np.eye(3)[TAGS] * (TAGS > 0)[..., np.newaxis], LOGITS), mask=TAGS > 0)
    assert by_mask.to_dict()["samples"] == (TAGS > 0).sum()


def test_sequences_without_a_finite_prediction_are_measured_and_not_drawn() -> None:
    found = dv.evaluate(predictions=(np.zeros((3, 4, 2)) + 0.5, np.full((3, 4, 2), np.nan)))
    assert found.charts() == {}
    assert any("12 positions with a value that is not finite" in note for note in found.notes)
    with pytest.raises(ShapeError, match="must be numbers"):
        dv.evaluate(predictions=([["a", "b"]], [["a", "b"]]), task="sequence-regression")
