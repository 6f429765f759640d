from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.natural_order import natural_key


@given(st.lists(st.text(alphabet="ab019_\u00b2\u0663", max_size=6)))
def test_any_names_can_be_sorted(names: list[str]) -> None:
    ordered = sorted(names, key=natural_key)
    assert sorted(ordered, key=natural_key) == ordered


@given(st.lists(st.integers(0, 10**20), unique=True))
def test_numbers_in_names_are_numbers(numbers: list[int]) -> None:
    names = [f"m{number}.keras" for number in numbers]
    assert sorted(names, key=natural_key) == [f"m{number}.keras" for number in sorted(numbers)]


def test_a_name_comes_before_those_that_it_begins() -> None:
    assert sorted(["d_10", "d", "d_9", "\u00b2"], key=natural_key) == ["d", "d_9", "d_10", "\u00b2"]


def test_a_very_long_number_in_a_name_does_no_harm() -> None:
    assert sorted(["a" + "9" * 5000, "a1"], key=natural_key) == ["a" + "9" * 5000, "a1"]
