"""How values differ, layer by layer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from dotnet_viz import compare, diff, readers
from dotnet_viz.graph import Array, Layer, Weight
from dotnet_viz.measures.comparison import LayerMatch, WeightDifferences
from dotnet_viz.measures.comparison.weights.rounding import side_by_side
from dotnet_viz.measures.comparison.weights.weights import NO_PAIRS, NO_VALUES, weight_differences
from dotnet_viz.reporting.other_pages.comparison import comparison_markdown
from tests.conftest import DATA

MODELS = DATA / "models"


class Cut:
    """Values that come in pieces of a size of their own."""

    def __init__(self, values: Array, size: int) -> None:
        self._values, self._size = values, size

    def read(self) -> Array:
        return self._values

    def chunks(self, max_values: int) -> Iterator[Array]:
        for start in range(0, self._values.size, self._size):
            yield self._values.reshape(-1)[start : start + self._size]


def weight(name: str, values: Array) -> Weight:
    return Weight.from_array(name, values)


def layer(*weights: Weight, trainable: bool = True) -> Layer:
    return Layer("a", "a", "Dense", weights=weights, trainable=trainable)


def differences(before: Layer, after: Layer) -> WeightDifferences:
    return weight_differences([LayerMatch(before, after, "given")])


@pytest.mark.parametrize("sizes", [(1, 10), (3, 4), (7, 7), (10, 2)])
def test_sources_that_cut_differently_are_laid_side_by_side(sizes: tuple[int, int]) -> None:
    values = np.arange(10.0)
    one, other = (replace(weight("w", values), source=Cut(values, size)) for size in sizes)
    found = list(side_by_side(one, other))
    assert all(left.size == right.size for left, right in found)
    assert np.concatenate([left for left, _ in found]).tolist() == values.tolist()
    assert np.concatenate([right for _, right in found]).tolist() == values.tolist()


def test_a_weight_is_reported_in_numbers() -> None:
    found = differences(layer(weight("kernel", np.array([3.0, 0.0, -4.0]))), layer(weight("kernel", np.array([3.0, 1.0, 4.0]))))
    [changed] = found.changed
    [kernel] = changed.weights
    assert (kernel.size, kernel.same, kernel.largest_change) == (3, False, 8.0)
    assert kernel.changed_share == pytest.approx(2 / 3)
    assert kernel.sign_flips == pytest.approx(1 / 3)
    assert kernel.before_norm == 5.0
    assert kernel.after_norm == pytest.approx(26**0.5)
    assert kernel.relative_change == pytest.approx(65**0.5 / 5)
    assert changed.relative_change == kernel.relative_change


def test_frozen_layers_are_unchanged_ones() -> None:
    values = weight("kernel", np.ones((2, 2)))
    found = differences(layer(values), layer(values, trainable=False))
    assert not found.changed
    assert [(item.match.after.id, item.trainable, item.cosine) for item in found.unchanged] == [("a", False, 1.0)]


def test_other_shapes_are_left_out_with_a_reason() -> None:
    one, other = layer(weight("kernel", np.ones((2, 3)))), layer(weight("kernel", np.ones((2, 4))), weight("bias", np.ones(4)))
    [item] = differences(one, other).left_out
    assert [part.left_out for part in item.weights] == [
        "its shape changed from (2, 3) to (2, 4)",
        "only the second model has it",
    ]
    assert item.relative_change is None
    [back] = differences(other, one).left_out
    assert [part.left_out for part in back.weights][1] == "only the first model has it"


def test_weights_without_values_are_not_compared_and_it_is_said() -> None:
    bare = layer(replace(weight("kernel", np.ones(2)), source=None))
    assert differences(bare, bare) == WeightDifferences(note=NO_VALUES)
    assert weight_differences([]) == WeightDifferences(note=NO_PAIRS)


def test_empty_weights_are_the_same() -> None:
    assert differences(layer(weight("w", np.ones((0, 3)))), layer(weight("w", np.ones((0, 3))))).unchanged


def test_each_layer_is_reported_to_progress() -> None:
    told: list[str] = []
    graph = readers.read(MODELS / "mlp-6-3-7.keras")
    weight_differences([LayerMatch(item, item, "given") for item in graph.layers], told.append)
    assert told == ["comparing weights of layer 1 of 2", "comparing weights of layer 2 of 2"]


def test_where_a_bias_alone_can_be_compared_every_text_says_so() -> None:
    before = [(np.ones((3, 2)), np.ones(2), "relu")]
    after = [(np.ones((5, 2)), np.full(2, 3.0), "relu")]
    found = compare(before, after)
    (changed,) = found.weights.changed
    assert changed.is_partial
    assert [weight.after_name for weight in changed.compared] == ["bias"]
    assert "dense_1 (bias only)" in str(found)
    assert r"dense_1 \(bias only\)" in comparison_markdown(found, diff(found))
    assert any(label.text == "bias changed by 200 %" for shape in diff(found).scene.shapes for label in shape.labels)


def test_a_weight_that_may_be_either_of_two_is_not_compared_and_it_is_said() -> None:
    one = Layer("a", "a", "Mine", weights=(weight("b/kernel", np.ones(2)), weight("c/kernel", np.zeros(2))))
    other = Layer("a", "a", "Mine", weights=(weight("d/kernel", np.zeros(2)), weight("e/kernel", np.ones(2))))
    [item] = differences(one, other).left_out
    assert {part.left_out for part in item.weights} == {"which weight of the other model it is cannot be known"}


def test_where_all_weights_are_compared_none_is_named() -> None:
    found = compare([(np.ones((3, 2)), np.ones(2), "relu")], [(np.ones((3, 2)), np.full(2, 3.0), "relu")])
    assert not found.weights.changed[0].is_partial
    assert " only)" not in str(found)


def test_weights_that_one_side_lacks_are_no_difference_and_it_is_said() -> None:
    kernel = weight("kernel", np.ones((2, 2)))
    lacking, held = Layer("a", "a", "Dense", lacks_weights=True), layer(kernel)
    found = weight_differences([LayerMatch(lacking, held, "given"), LayerMatch(held, held, "given")])
    assert (found.compared, len(found.unchanged), found.changed) == (True, 1, ())
    assert found.note == f"weights of {held.id} were not compared: a model lacks them"
    assert weight_differences([LayerMatch(lacking, held, "given")]).note == found.note
