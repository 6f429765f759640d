"""Numbers along colour bars can be read, whatever the limits are."""

from __future__ import annotations

import math

import pytest

from dotnet_viz.scales.round_numbers import round_numbers, rounded_down

LIMITS = [0.857, 0.6397, 1.0, 2.0, 192.2, 0.001705, 7.0, 3.3e300, 1.7e308, 4e-300]


@pytest.mark.parametrize("limit", LIMITS)
def test_numbers_around_zero_are_round_and_reach_half_way(limit: float) -> None:
    numbers = round_numbers(-limit, limit)
    assert len(numbers) in (3, 5)
    assert numbers[len(numbers) // 2] == 0
    assert limit / 2 <= numbers[-1] <= limit
    assert all(len(f"{number:.12e}".split("e")[0].rstrip("0").replace("-", "")) <= len("2.5") for number in numbers)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0.0, 3.7, (0.0, 1.0, 2.0, 3.0)),
        (-1.0, 4.0, (0.0, 2.0, 4.0)),
        (0.3, 0.4, (0.3, 0.325, 0.35, 0.375, 0.4)),
    ],
)
def test_numbers_stand_between_the_limits(low: float, high: float, expected: tuple[float, ...]) -> None:
    assert round_numbers(low, high) == expected


def test_whole_numbers_only() -> None:
    assert round_numbers(0.2, 2.9, whole=True) == (1.0, 2.0)


@pytest.mark.parametrize("number", [*LIMITS, 49.0, 0.1])
def test_a_number_rounded_down_has_one_digit(number: float) -> None:
    found = rounded_down(number)
    assert number * 0.4 <= found <= number
    assert f"{found:.12e}"[0] in "125"
    assert math.isclose(float(f"{found:.0e}"), found)


def test_the_smallest_numbers_stay_as_they_are() -> None:
    assert round_numbers(0.0, 5e-324) == (0.0, 5e-324)
    assert rounded_down(5e-324) == 5e-324
