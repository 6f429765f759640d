"""Data in the form that a model takes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.datasets.model_inputs import InputSpec, fit_to_model, input_spec, table_of_columns
from dotnet_viz.errors import ShapeError, UnsupportedInputError

IMAGE = InputSpec(("image",), [(None, 4, 4, 1)], is_network=True)
TWO = InputSpec(("age", "size"), [(None, 1), (None, 3)], is_network=True)


def test_what_fits_is_not_copied_and_a_channel_is_added() -> None:
    x = np.zeros((5, 4, 4, 1), dtype=np.uint8)
    assert fit_to_model(x, IMAGE) is x
    assert np.shares_memory(fit_to_model(x[..., 0], IMAGE), x)


@pytest.mark.parametrize(
    ("x", "spec", "message"),
    [
        (np.zeros((5, 16)), IMAGE, r"takes samples of the shape 4 × 4 × 1, but these have 16 \(an array of 5 × 16\)"),
        (np.zeros((4, 4, 1)), IMAGE, "but these have 4 × 1"),
        ([np.zeros((5, 1)), np.zeros((5, 2))], TWO, "the input 'size' of the model takes samples of the shape 3, but"),
        (np.zeros((5, 3)), TWO, r"the model takes 2 inputs \(age, size\), and the data have 1"),
        ({"age": np.zeros(5)}, TWO, "the model takes the inputs 'age', 'size', and the data lack 'size'; they have: age"),
        (np.zeros(()), IMAGE, "but this is a single value"),
        (np.zeros(5), IMAGE, r"but each of these 5 is a single value; samples come before their answers: data=\(x, y\)"),
    ],
)
def test_another_shape_is_one_sentence_with_both(x: Any, spec: InputSpec, message: str) -> None:
    with pytest.raises(ShapeError, match=message):
        fit_to_model(x, spec)


def test_several_inputs_by_order_and_by_name() -> None:
    arrays = {"size": np.zeros((5, 3)), "age": np.ones(5), "unused": np.zeros(5)}
    assert [part.shape for part in fit_to_model(arrays, TWO)] == [(5, 1), (5, 3)]
    by_name = fit_to_model(arrays, InputSpec(TWO.names, TWO.shapes, by_name=True, is_network=True))
    assert {name: part.shape for name, part in by_name.items()} == {"age": (5, 1), "size": (5, 3)}


def test_columns_of_a_table_are_an_array_or_the_pixels_of_images() -> None:
    columns = {f"p{number}": np.arange(5) for number in range(16)}
    assert fit_to_model(columns, IMAGE).shape == (5, 4, 4, 1)
    assert fit_to_model(columns, InputSpec(("x",), [(None, 16)], is_network=True)).shape == (5, 16)
    with pytest.raises(UnsupportedInputError, match="column 'city' holds no numbers"):
        fit_to_model(columns | {"city": np.array(["a"] * 5)}, IMAGE)


def test_an_estimator_gets_the_frame_that_it_was_fitted_with() -> None:
    pandas = pytest.importorskip("pandas")
    linear = pytest.importorskip("sklearn.linear_model")
    frame = pandas.DataFrame({"b": [1.0, 2.0, 3.0], "a": [0.0, 1.0, 0.0]})
    spec = input_spec(linear.LinearRegression().fit(frame, [1, 2, 3]))
    assert list(table_of_columns({"a": [1], "b": [2], "c": [3]}, spec).columns) == ["b", "a"]
    with pytest.raises(ShapeError, match="the data lack the column 'b'"):
        table_of_columns({"a": [1]}, spec)


@pytest.mark.keras
def test_inputs_of_live_models() -> None:
    keras = pytest.importorskip("keras")
    a, b = keras.Input((2,), name="a"), keras.Input((4, 4), name="b")
    total = keras.layers.Concatenate()([a, keras.layers.Flatten()(b)])
    assert input_spec(keras.Model([b, a], total)) == InputSpec(("b", "a"), [(None, 4, 4), (None, 2)], is_network=True)
    named = input_spec(keras.Model({"b": b, "a": a}, total))
    assert (named.names, named.by_name) == (("a", "b"), True)
    assert input_spec(keras.Sequential([keras.layers.Dense(2)])).shapes is None


def test_texts_that_are_objects_are_texts_for_a_network() -> None:
    text = InputSpec(("text",), [(None, 1)], is_network=True)
    fitted = fit_to_model(np.array([b"gut", "schlecht"], dtype=object), text)
    assert (fitted.dtype.kind, fitted.tolist()) == ("U", [["gut"], ["schlecht"]])
    mixed = np.array([["a", 1.0]], dtype=object)
    assert fit_to_model(mixed.T, text).dtype.kind == "O"
