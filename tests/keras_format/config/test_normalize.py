from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.keras_format.config.normalize import (
    activation_name,
    class_name,
    compute_dtype,
    layer_config,
    model_config,
    plain,
)

POLICY = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "mixed_float16"}, "shared_object_id": 12}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (POLICY, "mixed_float16"),
        ({"class_name": "Policy", "config": {"name": "float32"}}, "float32"),
        ({"class_name": "function", "config": "swish", "registered_name": "f"}, "swish"),
        ({"class_name": "__lambda__", "config": {"value": "4wEAAA"}}, {"class_name": "__lambda__"}),
        ({"class_name": "__tuple__", "items": [1, 2]}, [1, 2]),
        ((1, (2, 3)), [1, [2, 3]]),
        (np.float32(0.5), 0.5),
        (np.array([1, 2]), [1, 2]),
        (object(), {"class_name": "object"}),
        (
            {"module": "keras.initializers", "class_name": "OrthogonalInitializer", "config": {"gain": 1.0, "seed": None}},
            {"class_name": "Orthogonal", "config": {"gain": 1.0}},
        ),
        ({"class_name": "mine>Odd", "config": None}, {"class_name": "Odd", "config": {}}),
    ],
)
def test_one_form_for_what_versions_write_differently(written: Any, expected: Any) -> None:
    assert plain(written) == expected


def test_versions_that_say_the_same_layer_give_the_same_configuration() -> None:
    keras_2 = {"name": "x", "batch_input_shape": [None, 4], "dtype": "float32", "sparse": False, "ragged": False}
    keras_3 = {"name": "x", "batch_shape": (None, 4), "dtype": "float32", "sparse": False, "ragged": False, "optional": False}
    assert layer_config("InputLayer", keras_2) == layer_config("InputLayer", keras_3)
    assert layer_config("BatchNormalization", {"axis": [3], "renorm": False}) == {"axis": 3}
    assert layer_config("Dense", {"name": "d", "trainable": False, "units": 3, "quantization_config": None}) == {"units": 3}


def test_what_differs_in_meaning_stays_different() -> None:
    assert layer_config("InputLayer", {"sparse": True}) == {"sparse": True}
    assert layer_config("LayerNormalization", {"axis": [1, 2]}) == {"axis": [1, 2]}


def test_bytecode_of_keras_2_is_dropped_unread() -> None:
    written = {"name": "l", "function": ["4wEAAAAB", None, None], "function_type": "lambda"}
    assert layer_config("Lambda", written)["function"] == {"class_name": "__lambda__"}


def test_a_configuration_that_is_no_mapping_is_kept_whole() -> None:
    assert layer_config("Odd", [1, 2]) == {"config": [1, 2]}
    assert layer_config("Odd", None) == {}
    assert model_config("x") == {"config": "x"}


def test_a_model_keeps_what_its_author_added() -> None:
    assert model_config({"name": "m", "layers": [], "input_layers": [], "output_layers": [], "width": 3}) == {"width": 3}


@pytest.mark.parametrize(
    ("config", "name"),
    [
        ({"activation": "relu"}, "relu"),
        ({"activation": {"class_name": "LeakyReLU", "config": {}}}, "LeakyReLU"),
        ({"activation": {"class_name": "__lambda__"}}, "<lambda>"),
        ({"activation": 3}, None),
        ({}, None),
    ],
)
def test_activations_have_names(config: dict[str, Any], name: str | None) -> None:
    assert activation_name(config) == name


def test_names_of_classes_lose_their_package_and_their_age() -> None:
    assert class_name({"class_name": "mine>Odd"}) == "Odd"
    assert class_name({"class_name": "Model"}) == "Functional"
    assert class_name({}) == ""


def test_policies_tell_the_dtype_that_is_computed_in() -> None:
    names = ["float32", "mixed_float16", "int8_from_mixed_bfloat16"]
    assert [compute_dtype({"dtype": name}) for name in names] == ["float32", "float16", "bfloat16"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["class_name", "config", "items", "a", "seed"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_becomes_json_and_stays_what_it_is(value: Any) -> None:
    once = plain(value)
    json.dumps(once)
    assert plain(once) == once
