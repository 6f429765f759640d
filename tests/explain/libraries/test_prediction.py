"""Models of any kind are asked for numbers of each output."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError
from dotnet_viz.explain.libraries.prediction import output_matrix, output_names, prediction_of
from dotnet_viz.explain.libraries.reading import read_samples


class _Model:
    """An estimator that returns what it is told."""

    def __init__(self, **methods: Any) -> None:
        for name, value in methods.items():
            setattr(self, name, value)


def test_a_classifier_is_asked_for_probabilities() -> None:
    model = _Model(
        classes_=np.array(["no", "yes"]), predict_proba=lambda x: np.full((len(x), 2), 0.5), predict=lambda x: ["no"]
    )
    found = prediction_of(model, read_samples([[1.0]]))
    assert (found.space, found.classes, found.predict(np.ones((3, 1))).shape) == ("probability", ("no", "yes"), (3, 2))


def test_a_regressor_and_a_function_are_asked_for_predictions() -> None:
    samples = read_samples([[1.0]])
    for model in (_Model(predict=lambda x: x[:, 0]), lambda x: x[:, 0]):
        found = prediction_of(model, samples)
        assert (found.space, found.predict(np.array([[4.0]])).tolist()) == ("prediction", [[4.0]])


def test_a_classifier_without_numbers_has_one_for_the_class_that_it_names() -> None:
    model = _Model(classes_=np.array(["no", "yes"]), predict=lambda x: np.where(x[:, 0] > 0, "yes", "no"))
    found = prediction_of(model, read_samples([[1.0]]))
    assert found.space == "predicted class"
    assert found.predict(np.array([[1.0], [-1.0]])).tolist() == [[0.0, 1.0], [1.0, 0.0]]


def test_what_cannot_predict_is_named() -> None:
    with pytest.raises(UnsupportedInputError, match="'object'"):
        prediction_of(object(), read_samples([[1.0]]))
    with pytest.raises(UnsupportedInputError, match="the class '_Model'"):
        prediction_of(_Model, read_samples([[1.0]]))


def test_a_failing_model_is_one_clear_error() -> None:
    def fails(x: Any) -> Any:
        raise KeyError("column 'age' is missing")

    with pytest.raises(ShapeError, match="column 'age' is missing"):
        prediction_of(fails, read_samples([[1.0]])).predict(np.ones((1, 1)))


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (["cat", "dog"], "names of classes"),
        ([1.0, np.nan], "NaN"),
        ([1.0], "shape"),
        (np.zeros((2, 2, 2)), "shape"),
        ([np.zeros((2, 2)), np.zeros((2, 3))], "several outputs"),
        ({"a": [1, 2]}, "several outputs"),
    ],
)
def test_answers_that_cannot_be_explained(found: Any, message: str) -> None:
    with pytest.raises((ShapeError, UnsupportedInputError), match=message):
        output_matrix(found, 2)


def test_names_of_outputs() -> None:
    assert output_names(2, None, ("a", "b")) == ("a", "b")
    assert output_names(1, None, ("a", "b")) == ("b",)
    with pytest.raises(OptionError, match="3 names"):
        output_names(2, ["a", "b", "c"], None)
