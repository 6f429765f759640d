"""Settings in words."""

from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.measures.comparison import FieldChange
from dotnet_viz.measures.comparison.config.wording import field_phrase, value_phrase


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


def test_what_differs_inside_an_object_is_reported_alone() -> None:
    inner = [
        {"class_name": "LSTM", "config": {"units": units, "activation": "tanh", "seed": seed}}
        for units, seed in ((8, 1), (9, 1))
    ]
    assert field_phrase(FieldChange("config.layer", *inner)) == "layer.units 8 → 9"
    other = {"class_name": "GRU", "config": {"units": 8}}
    assert field_phrase(FieldChange("config.layer", inner[0], other)).endswith(" → GRU(units=8)")
    many = [{"class_name": "X", "config": {str(key): value for key in range(5)}} for value in (1, 2)]
    assert field_phrase(FieldChange("config.x", *many)) == "x.0 1 → 2, x.1 1 → 2, x.2 1 → 2, and 2 more"
