"""What options take is declared once, and every style holds to it."""

from __future__ import annotations

from dataclasses import Field, fields
from typing import Any

import numpy as np
import pytest

from dotnet_viz.diagrams import DIFFERENCE_STYLES, STYLES
from dotnet_viz.diagrams.options import Takes, takes_of
from dotnet_viz.errors import OptionError

ALL: dict[str, Any] = {**STYLES, **{f"diff {name}": style for name, style in DIFFERENCE_STYLES.items()}}
DECLARED = [(name, declared) for name, style in ALL.items() for declared in fields(style)]


def number(declared: Field[Any]) -> str:
    return str(declared.type).removesuffix(" | None")


def ids(cases: list[tuple[str, Field[Any]]]) -> list[str]:
    return [f"{name} {declared.name}" for name, declared in cases]


CHOICES = [(name, declared) for name, declared in DECLARED if takes_of(declared).choices]
NUMBERS = [(name, declared) for name, declared in DECLARED if number(declared) in ("int", "float")]


@pytest.mark.parametrize(("style", "declared"), CHOICES, ids=ids(CHOICES))
def test_each_choice_is_taken_and_explained(style: str, declared: Field[Any]) -> None:
    for word in takes_of(declared).choices:
        assert getattr(ALL[style](**{declared.name: word}), declared.name) == word
        if declared.name != "palette":
            assert word in (ALL[style].__doc__ or "")


@pytest.mark.parametrize(("style", "declared"), CHOICES, ids=ids(CHOICES))
@pytest.mark.parametrize("value", ["sepia", None, 3, ""], ids=repr)
def test_what_is_no_choice_is_refused_with_the_choices(style: str, declared: Field[Any], value: object) -> None:
    with pytest.raises(OptionError, match=f"unknown {declared.name} {value!r}; choose one of: {takes_of(declared).choices[0]}"):
        ALL[style](**{declared.name: value})


@pytest.mark.parametrize(("style", "declared"), NUMBERS, ids=ids(NUMBERS))
def test_what_is_no_number_within_the_limits_is_refused(style: str, declared: Field[Any]) -> None:
    takes = takes_of(declared)
    low = takes.least if takes.above is None else takes.above
    assert low is not None, "every number has a lower limit"
    wrong = ["many", low - 1, float("nan"), float("inf"), [3], *([1.5] if number(declared) == "int" else [])]
    for value in wrong:
        with pytest.raises(OptionError, match=f"^{declared.name} must be a .* not ") as error:
            ALL[style](**{declared.name: value})
        assert str(error.value).endswith(f"not {value!r}")


@pytest.mark.parametrize("value", [np.int64(3), np.uint8(3), 3], ids=type)
def test_whole_numbers_of_any_kind_are_taken(value: Any) -> None:
    assert Takes(least=1).has_number(value, whole=True)


@pytest.mark.parametrize("value", [np.float32(0.5), 0.5, np.int64(1)], ids=type)
def test_numbers_of_any_kind_are_taken(value: Any) -> None:
    assert Takes(above=0, most=1).has_number(value)
    assert not Takes(above=1).has_number(value)


def test_a_number_too_large_for_a_float_is_a_number() -> None:
    assert Takes(least=1).has_number(10**400, whole=True)


def test_a_suffix_follows_a_choice_only() -> None:
    takes = Takes(choices=("a", "b"), suffix="_r")
    assert [takes.has_choice(word) for word in ("a", "a_r", "_r", "a_r_r", "c_r")] == [True, True, False, False, False]
