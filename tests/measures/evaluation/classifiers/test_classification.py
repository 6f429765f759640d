from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import classification_report

from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.measures.evaluation.classifiers.classification import classify

SOFTMAX = np.array([[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.3, 0.4, 0.3], [0.1, 0.1, 0.8]])


def test_integer_one_hot_column_and_string_labels_measure_the_same() -> None:
    labels = np.array([0, 1, 2, 2])
    names = ["ant", "bee", "cat"]
    results = [
        classify("", SOFTMAX, labels, class_names=names),
        classify("", SOFTMAX, labels.reshape(-1, 1), class_names=names),
        classify("", SOFTMAX, np.eye(3)[labels], class_names=names),
        classify("", SOFTMAX, np.array(names)[labels]),
    ]
    for result in results:
        assert result.accuracy == 0.75
        assert result.confusion is not None
        assert result.confusion.tolist() == [[1, 0, 0], [0, 1, 0], [0, 1, 1]]
        assert result.class_names == ("ant", "bee", "cat")
        assert (result.kind, result.samples) == ("multi-class", 4)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=60))
def test_measures_agree_with_the_report_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    true, chosen = (np.array(column) for column in zip(*pairs, strict=True))
    result = classify("", np.eye(4)[chosen], true)
    expected = classification_report(true, chosen, labels=range(4), output_dict=True, zero_division=0)
    for score in result.classes:
        row = expected[score.name]
        assert [score.precision, score.recall, score.f1, score.support] == pytest.approx(list(row.values()))
    assert result.macro.f1 == pytest.approx(expected["macro avg"]["f1-score"])
    assert result.weighted.precision == pytest.approx(expected["weighted avg"]["precision"])
    assert result.macro.support == len(pairs)


@pytest.mark.parametrize(
    ("scores", "kind"),
    [([[0.4], [0.6], [0.2], [0.9]], "probabilities"), ([[-3.0], [0.1], [-0.2], [5.0]], "logits")],
)
def test_one_output_is_cut_where_its_kind_says(scores: Any, kind: str) -> None:
    result = classify("", np.array(scores), np.array([0, 1, 0, 1]), class_names=["no", "yes"])
    assert (result.kind, result.score_kind, result.accuracy) == ("binary", kind, 1.0)


def test_one_output_against_two_one_hot_columns() -> None:
    assert classify("", np.array([[0.9], [0.1]]), np.array([[0, 1], [1, 0]])).accuracy == 1.0


def test_labels_of_minus_one_and_one() -> None:
    result = classify("", np.array([[-0.7], [0.8], [-0.1]]), np.array([-1, 1, 1]))
    assert result.class_names == ("-1", "1")
    assert result.accuracy == pytest.approx(2 / 3)


@pytest.mark.parametrize(("scores", "kind"), [(SOFTMAX, "probabilities"), (SOFTMAX * 20 - 5, "logits")])
def test_softmax_and_logits_are_distinguished_and_choose_alike(scores: Any, kind: str) -> None:
    result = classify("", scores, np.array([0, 1, 1, 2]))
    assert (result.score_kind, result.accuracy) == (kind, 1.0)


def test_a_prediction_that_is_no_number_counts_as_wrong_and_is_reported() -> None:
    scores = SOFTMAX.copy()
    scores[0] = np.nan
    result = classify("", scores, np.array([0, 1, 1, 2]))
    assert result.accuracy == 0.75
    assert result.classes[0].recall == 0.0
    assert result.notes == ("1 of 4 predictions are NaN or infinite; they count as wrong.",)
    assert classify("", SOFTMAX * np.nan, np.array([0, 1, 1, 2])).accuracy == 0.0


def test_several_ones_in_a_row_are_measured_label_by_label() -> None:
    true = np.array([[1, 1, 0], [0, 0, 0], [0, 0, 1]])
    scores = np.array([[0.9, 0.8, 0.1], [0.2, 0.6, 0.1], [0.1, 0.1, 0.7]])
    result = classify("", scores, true, class_names=["a", "b", "c"])
    assert (result.kind, result.confusion) == ("multi-label", None)
    assert result.accuracy == pytest.approx(2 / 3)
    assert [score.precision for score in result.classes] == [1.0, 0.5, 1.0]
    assert classify("", scores * 8 - 4, true).score_kind == "logits"


def test_every_pixel_of_a_segmentation_is_a_sample() -> None:
    scores = np.zeros((2, 3, 3, 2))
    scores[..., 1] = 1
    result = classify("", scores, np.ones((2, 3, 3), dtype=int))
    assert (result.samples, result.accuracy) == (18, 1.0)


def test_an_estimator_may_say_the_labels_themselves() -> None:
    result = classify("", np.array(["b", "a"]), np.array(["b", "b"]), labels=["a", "b"])
    assert (result.score_kind, result.accuracy, result.class_names) == ("labels", 0.5, ("a", "b"))


def test_the_order_of_string_classes_is_reported_where_it_was_concluded() -> None:
    assert "alphabetical" in classify("", SOFTMAX, np.array(["a", "b", "c", "c"])).notes[0]
    assert classify("", SOFTMAX, np.array(["a", "b", "c", "c"]), class_names=["a", "b", "c"]).notes == ()


def test_class_names_of_the_wrong_number_are_refused() -> None:
    with pytest.raises(OptionError, match="2 class names \\(a, b\\) for 3 classes"):
        classify("", SOFTMAX, np.array([0, 1, 1, 2]), class_names=["a", "b"])


def test_answers_of_a_shape_that_fits_nothing_are_refused() -> None:
    with pytest.raises(ShapeError, match=r"\(4, 5\) does not fit predictions of shape \(4, 3\)"):
        classify("", SOFTMAX, np.zeros((4, 5)))
