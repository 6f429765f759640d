"""What the author of a layer chose."""

from __future__ import annotations

import pytest

from dotnet_viz.graph import Layer
from dotnet_viz.measures.comparison.config.values import is_stated, settings, snake_case, written


def test_names_do_not_count_wherever_they_stand() -> None:
    inner = {"class_name": "LSTM", "config": {"name": "lstm_4", "units": 3}, "module": "keras.layers"}
    found = settings(Layer("b", "b", "Bidirectional", config={"name": "b", "layer": inner, "trainable": True}))
    assert found == {"config.layer": {"class_name": "LSTM", "config": {"units": 3}}}


def test_a_linear_activation_is_none() -> None:
    assert settings(Layer("d", "d", "Dense", activation="linear")) == {}
    assert settings(Layer("d", "d", "Dense", activation="relu", config={"activation": "relu"})) == {"activation": "relu"}


def test_of_a_nested_model_only_its_layers_tell() -> None:
    assert settings(Layer("m", "m", "Functional", category="model", config={"layers": [1, 2]})) == {}


@pytest.mark.parametrize(
    ("value", "stated"), [(None, False), (False, False), ([], False), ("", False), (0, True), (True, True)]
)
def test_what_says_nothing_is_not_stated(value: object, stated: bool) -> None:
    assert is_stated(value) is stated


def test_class_names_become_snake_case_as_keras_does_it() -> None:
    assert [snake_case(kind) for kind in ("Conv2DTranspose", "LSTM", "ReLU", "GlobalAveragePooling2D")] == [
        "conv2d_transpose",
        "lstm",
        "re_lu",
        "global_average_pooling2d",
    ]


def test_equal_values_are_written_alike() -> None:
    assert written({"b": 1, "a": [1, 2]}) == written({"a": [1, 2], "b": 1})
