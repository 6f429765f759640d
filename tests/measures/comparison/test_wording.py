"""Differences in words."""

from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.measures.comparison import ConnectionChange, FieldChange
from dotnet_viz.measures.comparison.entries import entries_of
from dotnet_viz.measures.comparison.wording import connection_phrase, field_phrase, phrases_of, value_phrase
from tests.comparison_builders import chain_steps, changed, compared


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([3, 3], "3×3"),
        (1234567, "1,234,567"),
        (0.30000001, "0.3"),
        (True, "yes"),
        ([], "()"),
        (["a", None], "(a, None)"),
        ({"class_name": "Zeros", "config": {"seed": None}}, "Zeros"),
        ({"min": 1}, "(min=1)"),
        ("x" * 99, "x" * 39 + "…"),
    ],
)
def test_values_are_written_as_a_reader_would(value: Any, text: str) -> None:
    assert value_phrase(value) == text


def test_a_shape_is_a_tuple() -> None:
    assert field_phrase(FieldChange("kernel shape", [3], [5, 2])) == "kernel shape (3,) → (5, 2)"


def test_outputs_of_the_model_are_named() -> None:
    assert connection_phrase(ConnectionChange(None, (), ("a",))) == "outputs of the model from nowhere → a"


def test_all_that_differs_in_a_layer_is_told() -> None:
    found = compared(chain_steps(2), changed(chain_steps(2), "d1", config={"units": 4, "use_bias": True}), start=0)
    assert list(phrases_of(entries_of(found)[-1])) == ["use_bias none → yes"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (0.3, 0.30000001),
        ([3], 3),
        (1, True),
        ("none", None),
        ("x" * 99 + "a", "x" * 99 + "b"),
        (list(range(99)), list(range(98))),
    ],
    ids=str,
)
def test_two_values_never_read_the_same(before: Any, after: Any) -> None:
    one, other = field_phrase(FieldChange("config.axis", before, after)).removeprefix("axis ").split(" → ")
    assert one != other
    assert max(len(one), len(other)) <= 40


def test_what_differs_inside_an_object_is_told_alone() -> None:
    inner = [
        {"class_name": "LSTM", "config": {"units": units, "activation": "tanh", "seed": seed}}
        for units, seed in ((8, 1), (9, 1))
    ]
    assert field_phrase(FieldChange("config.layer", *inner)) == "layer.units 8 → 9"
    other = {"class_name": "GRU", "config": {"units": 8}}
    assert field_phrase(FieldChange("config.layer", inner[0], other)).endswith(" → GRU(units=8)")
    many = [{"class_name": "X", "config": {str(key): value for key in range(5)}} for value in (1, 2)]
    assert field_phrase(FieldChange("config.x", *many)) == "x.0 1 → 2, x.1 1 → 2, x.2 1 → 2, and 2 more"
