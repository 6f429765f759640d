from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dotnet_viz.formatting import (
    format_bytes,
    format_change,
    format_count,
    format_number,
    format_percent,
    format_sizes,
)


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 boxes"), (1, "1 box"), (1_000_000, "1,000,000 boxes"), (-1, "−1 boxes"), (-2000, "−2,000 boxes")]
)
def test_a_count_agrees_with_its_noun(count: int, text: str) -> None:
    assert format_count(count, "box", "boxes") == text


@given(st.integers(-(10**12), 10**12))
def test_a_change_always_has_a_sign_and_all_digits(change: int) -> None:
    text = format_change(change)
    assert text[0] in "+−"
    assert int(text.replace("−", "-").replace(",", "")) == change


@given(st.floats(-1e300, 1e300))
@example(1.0e300)
@example(999_999.4)
@example(999_999.96)
@example(-0.0)
@example(99_999.99)
def test_a_number_keeps_four_digits_and_has_no_hyphen(value: float) -> None:
    text = format_number(value)
    assert "-" not in text
    assert float(text.replace("−", "-").replace(",", "")) == pytest.approx(value, rel=5.1e-4, abs=0)


@pytest.mark.parametrize(
    ("value", "text"),
    [(999_999.0, "999,999"), (1_000_000.0, "1e6"), (999_999.96, "1e6"), (99_999.99, "100,000"), (1234.5, "1,234"), (3, "3"),
     (0.00012345, "0.0001234"), (2.5e7, "2.5e7"), (-1e-20, "−1e−20"), (math.nan, "NaN"), (math.inf, "∞")],
)  # fmt: skip
def test_numbers(value: float, text: str) -> None:
    assert format_number(value) == text


@given(st.floats(0, 1))
@example(math.nextafter(1.0, 0.0))
@example(5e-324)
def test_only_all_is_a_hundred_per_cent_and_only_nothing_is_none(share: float) -> None:
    text = format_percent(share)
    assert text.endswith(" %")
    assert (text == "100 %") == (share == 1.0)
    assert (text == "0 %") == (share == 0.0)


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0999, "10.0 %"), (0.1, "10 %"), (0.29, "29 %"), (0.9996, "> 99.9 %"), (0.9994, "99.9 %"), (0.0009, "< 0.1 %"),
     (1.004, "100 %"), (12.5, "1,250 %"), (-0.5, "−50 %"), (math.nan, "NaN"), (math.inf, "∞")],
)  # fmt: skip
def test_shares(share: float, text: str) -> None:
    assert format_percent(share) == text


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 bytes"), (1, "1 byte"), (1023, "1,023 bytes"), (1024, "1.0 KiB"), (1_048_575, "1.0 MiB"), (5 << 30, "5.0 GiB"),
     (1 << 60, "1,048,576.0 TiB")],
)  # fmt: skip
def test_bytes(count: int, text: str) -> None:
    assert format_bytes(count) == text


def test_sizes_are_read_aloud() -> None:
    assert format_sizes((28, None, 3)) == "28×?×3"
    assert format_sizes(()) == ""
