from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.svm import SVC

from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError
from dotnet_viz.graph import Graph, Layer, Node
from dotnet_viz.measures.evaluation.classifiers.classification import Classification
from dotnet_viz.measures.evaluation.evaluate import evaluate
from dotnet_viz.measures.evaluation.regression import Regression

X = np.arange(20.0).reshape(10, 2)
LABELS = np.array([0] * 5 + [1] * 5)


class Model:
    """Stands for a Keras model: its class says so by the name of its module."""

    def __init__(self, answer: Callable[[Any], Any], output_names: list[str] | None = None) -> None:
        self.answer = answer
        self.output_names = output_names or []
        self.calls: list[dict[str, Any]] = []

    def predict(self, x: Any, **options: Any) -> Any:
        self.calls.append(options)
        return self.answer(x)


Model.__module__ = "keras.src.models.functional"


def first(x: Any) -> Any:
    return (x[:, :1] >= 10).astype(float)


def test_keras_predicts_once_silently_in_batches_of_the_given_size() -> None:
    model = Model(first)
    result = evaluate(model, X, LABELS, batch_size=4)
    assert model.calls == [{"batch_size": 4, "verbose": 0}]
    assert isinstance(result.outputs[0], Classification)
    assert (result.outputs[0].accuracy, result.samples) == (1.0, 10)


def test_a_regressor_is_measured_by_its_errors() -> None:
    model = LinearRegression().fit(X, X.sum(axis=1) + 0.5)
    [result] = evaluate(model, X, X.sum(axis=1) + 0.5).outputs
    assert isinstance(result, Regression)
    assert result.overall.r2 == pytest.approx(1.0)


@pytest.mark.parametrize("estimator", [LogisticRegression(), SVC()])
def test_a_classifier_knows_the_order_of_its_own_classes(estimator: Any) -> None:
    names = np.array(["spam", "eggs"])[LABELS]
    [result] = evaluate(estimator.fit(X, names), X, names).outputs
    assert isinstance(result, Classification)
    assert result.class_names == ("eggs", "spam")
    assert result.accuracy == 1.0


def test_class_names_replace_an_estimators_numbers() -> None:
    [result] = evaluate(DummyClassifier().fit(X, LABELS), X, LABELS, class_names=["no", "yes"]).outputs
    assert isinstance(result, Classification)
    assert result.class_names == ("no", "yes")


def test_a_given_task_wins_over_what_the_data_look_like() -> None:
    [result] = evaluate(Model(first), X, LABELS, task="regression").outputs
    assert isinstance(result, Regression)
    with pytest.raises(OptionError, match="classification, regression"):
        evaluate(Model(first), X, LABELS, task="clustering")


@pytest.mark.parametrize("as_dict", [True, False])
def test_each_of_many_outputs_has_its_own_result(as_dict: bool) -> None:
    outputs = {"kind": np.eye(2)[LABELS], "size": X[:, 0] + 1}
    answers = {"kind": LABELS, "size": X[:, 0] + 0.5}
    model = Model(lambda _: outputs if as_dict else list(outputs.values()), list(outputs))
    for given in (answers, list(answers.values())):
        kind, size = evaluate(model, X, given, class_names=["a", "b"]).outputs
        assert isinstance(kind, Classification)
        assert isinstance(size, Regression)
        assert (kind.name, kind.class_names, kind.accuracy) == ("kind", ("a", "b"), 1.0)
        assert (size.name, size.overall.max_error) == ("size", 0.5)


def test_class_names_are_for_the_output_that_they_fit() -> None:
    model = Model(lambda _: [np.eye(2)[LABELS], np.eye(3)[LABELS]])
    two, three = evaluate(model, X, [LABELS, LABELS], class_names=["a", "b"]).outputs
    assert isinstance(two, Classification)
    assert isinstance(three, Classification)
    assert (two.class_names, three.class_names) == (("a", "b"), ("0", "1", "2"))
    assert (two.name, three.name) == ("output 1", "output 2")


def test_many_inputs_are_handed_on_as_they_are() -> None:
    for x in ({"left": X, "right": X}, [X, X]):
        model = Model(lambda given: first(next(iter(given.values())) if isinstance(given, dict) else given[0]))
        assert evaluate(model, x, LABELS).samples == 10


@pytest.mark.parametrize(
    ("model", "words"),
    [
        ("model.keras", "the file 'model.keras' cannot predict.*load_model"),
        (Path("model.keras"), "cannot predict"),
        (
            Graph("m", "Sequential", (Node("n0", Layer("d", "d", "Dense")),)),
            "'Graph' cannot predict: .*model_from_json.*load_weights",
        ),
        ([np.ones((2, 2))], "'list' cannot predict"),
        (None, "'NoneType' cannot predict"),
        (RandomForestClassifier().fit(X, np.c_[LABELS, LABELS]), "several outputs"),
    ],
)
def test_what_cannot_predict_is_refused_with_the_way_out(model: Any, words: str) -> None:
    with pytest.raises(UnsupportedInputError, match=words):
        evaluate(model, X, LABELS)


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        (X, LABELS[:4], "x has 10 samples but y has 4"),
        (X, LABELS[:1], "x has 10 samples but y has 1 answer; they must"),
        (X, LABELS[0], r"is a single value, .* of one sample write x\[:1\] and y\[:1\]"),
        (X[:0], LABELS[:0], "no samples"),
        (X, np.full(10, np.nan), "10 missing values"),
        (X, [0.0, *[None] * 9], "missing"),
        (X, list(LABELS[:4]), "10 predictions but y has 4"),
        (X, [[0], [1, 2]] * 5, "y is not an array"),
        (X, {"a": LABELS, "b": LABELS}, "single value"),
    ],
)
def test_data_that_does_not_fit_is_refused(x: Any, y: Any, words: str) -> None:
    with pytest.raises(ShapeError, match=words):
        evaluate(Model(first), x, y)


def test_answers_must_fit_the_outputs() -> None:
    model = Model(lambda _: [np.eye(2)[LABELS], X[:, 0]], ["kind", "size"])
    with pytest.raises(ShapeError, match="'size'; the model's outputs are: kind, size"):
        evaluate(model, X, {"kind": LABELS})
    with pytest.raises(ShapeError, match="2 outputs"):
        evaluate(model, X, LABELS)


def test_missing_answers_and_streams_are_refused() -> None:
    with pytest.raises(UnsupportedInputError, match="answers"):
        evaluate(Model(first), X, None)
    with pytest.raises(UnsupportedInputError, match=r"'list' cannot predict.* predictions=\(y_true, y_score\)"):
        evaluate([0, 1, 1], X, LABELS)
    with pytest.raises(UnsupportedInputError, match="generator"):
        evaluate(Model(first), (row for row in X), LABELS)


def test_an_error_inside_the_model_becomes_one_line() -> None:
    def fail(x: Any) -> Any:
        raise ValueError("bad shape\nlong tail")

    with pytest.raises(ShapeError, match=r"could not predict x of shape \(10, 2\): bad shape$"):
        evaluate(Model(fail), X, LABELS)
    with pytest.raises(OptionError, match="at least 1"):
        evaluate(Model(first), X, LABELS, batch_size=0)


@pytest.mark.keras
def test_live_keras_models_with_one_and_with_many_outputs() -> None:
    import keras

    keras.utils.set_random_seed(0)
    start = keras.Input((2,))
    kind = keras.layers.Dense(3, activation="softmax", name="kind")(start)
    size = keras.layers.Dense(1, name="size")(start)
    y = np.arange(10) % 3
    [single] = evaluate(keras.Model(start, kind), X, np.eye(3)[y]).outputs
    named, amount = evaluate(keras.Model(start, {"kind": kind, "size": size}), X, {"kind": y, "size": X[:, 0] / 3}).outputs
    assert isinstance(single, Classification)
    assert isinstance(named, Classification)
    assert isinstance(amount, Regression)
    assert single.accuracy == named.accuracy == float((keras.Model(start, kind).predict(X, verbose=0).argmax(1) == y).mean())
