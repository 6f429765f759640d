"""Which weights of two layers belong together."""

from __future__ import annotations

import numpy as np

from dotnet_viz.graph import Layer, Weight
from dotnet_viz.measures.comparison.weights.pairs import weight_pairs


def layer(*names: str, kind: str = "Mine", sizes: tuple[int, ...] = ()) -> Layer:
    weights = (Weight.from_array(name, np.ones(size)) for name, size in zip(names, sizes or [2] * len(names), strict=True))
    return Layer("a", "a", kind, weights=tuple(weights))


def names(before: Layer, after: Layer) -> set[tuple[str | None, str | None]]:
    return {(one and one.name, other and other.name) for one, other in weight_pairs(before, after)}  # type: ignore[misc]


def test_names_count_before_the_order() -> None:
    one, other = layer("b/kernel", "c/kernel"), layer("c/kernel", "b/kernel")
    assert names(one, other) == {("b/kernel", "b/kernel"), ("c/kernel", "c/kernel")}


def test_numbers_that_one_process_counted_do_not_matter() -> None:
    one, other = layer("forward/cell/kernel", "backward/cell/kernel"), layer("backward_1/cell/kernel", "forward_3/cell/kernel")
    assert names(one, other) == {
        ("forward/cell/kernel", "forward_3/cell/kernel"),
        ("backward/cell/kernel", "backward_1/cell/kernel"),
    }


def test_parts_that_only_differ_in_their_numbers_are_not_guessed() -> None:
    assert names(layer("dense/kernel", "dense_1/kernel"), layer("dense_2/kernel", "dense_3/kernel")) == {
        ("dense/kernel", None),
        ("dense_1/kernel", None),
        (None, "dense_2/kernel"),
        (None, "dense_3/kernel"),
    }


def test_a_variable_without_a_name_is_known_by_its_number_in_the_same_part() -> None:
    one = layer("b/kernel", "b/bias", "c/kernel", sizes=(3, 2, 3))
    other = layer("c/variable_0", "b/variable_0", "b/variable_1", sizes=(3, 3, 2))
    assert names(one, other) == {
        ("c/kernel", "c/variable_0"),
        ("b/kernel", "b/variable_0"),
        ("b/bias", "b/variable_1"),
    }
    assert (None, "d/variable_0") in names(layer("b/kernel"), layer("d/variable_0"))


def test_the_parts_of_a_layer_of_keras_have_the_order_of_its_class() -> None:
    one, other = (layer(f"{name}/kernel", f"{name}_back/kernel", kind="Bidirectional") for name in ("lstm", "gru"))
    assert names(one, other) == {("lstm/kernel", "gru/kernel"), ("lstm_back/kernel", "gru_back/kernel")}


def test_shapes_tell_parts_apart_whose_names_do_not() -> None:
    one, other = layer("b/kernel", "c/kernel", sizes=(2, 3)), layer("d/kernel", "e/kernel", sizes=(3, 2))
    assert names(one, other) == {("b/kernel", "e/kernel"), ("c/kernel", "d/kernel")}
