from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import MissingFileError, ShapeError, UnsupportedInputError
from dotnet_viz.reporting.given.inputs import MAX_SAMPLES, GivenInputs, answers_of, failure_line

NET = [(np.eye(3), None, "relu"), np.ones((3, 2))]
X = np.random.default_rng(0).normal(size=(MAX_SAMPLES + 100, 3))


def batches_of(count: int) -> Iterator[Any]:
    """Yield batches as a generator of training data does: once."""
    for start in range(0, count, 10):
        yield X[start : min(start + 10, count)], np.zeros(min(10, count - start))


def test_of_many_samples_the_first_are_measured_and_it_is_reported() -> None:
    found = GivenInputs(NET, X)
    assert found.statistics.samples == MAX_SAMPLES
    assert found.in_words == "the first 512 of 612 samples"
    np.testing.assert_allclose(found.statistics["dense_1"].largest, X[:MAX_SAMPLES].max())
    assert GivenInputs(NET, X[:3]).in_words == "3 samples"


def test_batches_that_are_made_one_by_one_are_asked_for_once() -> None:
    found = GivenInputs(NET, batches_of(25))
    found.check()
    assert found.first_count == 10
    np.testing.assert_array_equal(found.model_input(2), X[2:3])
    assert (found.count, found.statistics.samples) == (None, 25)
    np.testing.assert_allclose(found.statistics["dense_1"].largest, X[:25].max())
    endless = GivenInputs(NET, (X[:10] for _ in iter(int, 1)))
    assert endless.in_words == "the first 512 samples"


def test_what_layers_return_for_the_first_sample_is_without_the_axis_of_samples() -> None:
    outputs = {place.name: values for place, values in GivenInputs(NET, X).outputs.items()}
    np.testing.assert_allclose(outputs["dense_1"], np.maximum(X[0], 0))
    assert outputs["dense_2"].shape == (2,)


@pytest.mark.parametrize(
    ("x", "error", "message"),
    [
        (np.zeros((2, 4)), ShapeError, "has the shape .2, 4., but the model takes samples of 3"),
        (np.zeros((0, 3)), ShapeError, "the inputs are empty"),
        ("x.npy", MissingFileError, "there is no file"),
        (np.array([["a", None, "c"]], dtype=object), UnsupportedInputError, "must be numbers"),
    ],
)
def test_inputs_that_do_not_fit_are_an_error_at_once(x: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        GivenInputs(NET, x).check()


def test_answers_must_be_as_many_as_inputs() -> None:
    GivenInputs(NET, X[:4], [0, 1, 0, 1]).check()
    GivenInputs(NET, X[:4], {"out": np.zeros(4)}).check()
    GivenInputs(NET, X[:4], [np.zeros(4), np.ones(4)]).check()
    with pytest.raises(ShapeError, match="there are 4 inputs, and 3 answers"):
        GivenInputs(NET, X[:4], [0, 1, 0]).check()
    with pytest.raises(ShapeError, match="there are 10 inputs, and 3 answers"):
        GivenInputs(NET, batches_of(20), [0, 1, 0]).check()


def test_answers_are_those_of_an_output() -> None:
    listed = GivenInputs(NET, X[:2], [np.zeros(2), np.ones(2)])
    assert [listed.answers(("a", "b"), number).tolist() for number in (0, 1)] == [[0, 0], [1, 1]]  # type: ignore[union-attr]
    named = GivenInputs(NET, X[:2], {"b": np.ones(2)})
    assert named.answers(("a", "b"), 0) is None
    assert GivenInputs(NET, X[:2]).answers(("a",), 0) is None


def test_answers_of_data_are_taken_where_its_first_samples_are_the_inputs() -> None:
    y = np.arange(len(X))
    assert answers_of(X, (X, y)).tolist() == y.tolist()
    assert answers_of(X[:5].copy(), (X, y)).tolist() == [0, 1, 2, 3, 4]
    assert answers_of(X[3:5], (X, y)) is None
    assert answers_of(X, None) is None
    assert answers_of(X[0], (X, y)) is None
    assert [part.tolist() for part in answers_of(X[:2], (X, [y, -y]))] == [[0, 1], [0, -1]]
    assert answers_of(X[:2], (X, {"a": y}))["a"].tolist() == [0, 1]


def test_a_failure_is_one_short_line() -> None:
    assert failure_line(ValueError("first\n second")) == "first second"
    assert failure_line(ValueError()) == "ValueError"
    assert len(failure_line(ValueError("x" * 5000))) < 400
