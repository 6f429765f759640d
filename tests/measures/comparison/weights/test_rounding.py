"""Differences that are no more than rounding count as none, and every other one counts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dotnet_viz.graph import Array, InMemory, Layer, Weight
from dotnet_viz.measures.comparison import LayerMatch, WeightDifferences
from dotnet_viz.measures.comparison.weights.rounding import rounding_step
from dotnet_viz.measures.comparison.weights.weights import weight_differences

STEP = 0.5
EXACT = np.array([0.24, -0.74, 1.1, 2.0])
ROUNDED = np.round(EXACT / STEP) * STEP


def total(values: Array) -> Weight:
    return replace(Weight.from_array("kernel", values), is_sum=True)


def stored(values: Array, step: float = STEP) -> Weight:
    return replace(Weight.from_array("kernel", values), steps=InMemory(np.full(values.shape, step)))


def differences(before: Weight, after: Weight) -> WeightDifferences:
    one, other = (Layer("a", "a", "Dense", weights=(weight,)) for weight in (before, after))
    return weight_differences([LayerMatch(one, other, "given")])


@pytest.mark.parametrize("order", [1, -1])
def test_a_sum_and_what_is_stored_of_it_do_not_differ(order: int) -> None:
    found = differences(*(total(EXACT), stored(ROUNDED))[::order])
    assert not found.changed
    [layer] = found.unchanged
    [kernel] = layer.weights
    assert kernel.rounding_step == STEP
    assert not kernel.same
    assert kernel.largest_change == pytest.approx(0.24)
    assert found.note is not None
    assert "a/kernel" in found.note
    assert "the largest difference is 0.24, a step up to 0.5" in found.note


def test_one_value_that_is_further_away_is_a_change() -> None:
    moved = ROUNDED + np.array([0.0, 0.0, STEP, 0.0])
    found = differences(total(EXACT), stored(moved))
    assert len(found.changed) == 1
    assert found.note is None


@pytest.mark.parametrize("pair", [(stored(EXACT), stored(ROUNDED)), (total(EXACT), total(ROUNDED))])
def test_two_of_one_sort_are_compared_exactly(pair: tuple[Weight, Weight]) -> None:
    assert len(differences(*pair).changed) == 1


def test_values_that_are_no_numbers_are_never_within_a_step() -> None:
    broken = np.where(EXACT > 1, np.nan, EXACT)
    assert rounding_step(total(EXACT), stored(broken)) is None


def test_numbers_of_32_bits_may_be_added_up_in_another_order() -> None:
    values = np.random.default_rng(1).normal(size=1000).astype(np.float32)
    near = np.nextafter(values, np.float32(10))
    assert differences(total(values), Weight.from_array("kernel", near)).unchanged
    assert differences(total(values), Weight.from_array("kernel", values * np.float32(1.0001))).changed
