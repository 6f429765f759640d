from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.fonts import text_width
from dotnet_viz.fonts.wrapping import wrap


@given(st.text(max_size=200), st.integers(40, 400), st.integers(1, 5))
def test_lines_are_never_too_wide_nor_too_many(text: str, width: int, most: int) -> None:
    lines = wrap(text, 12, width, most=most)
    assert len(lines) <= most
    assert all(text_width(line, 12) <= width + 0.01 for line in lines)
    assert all(line.strip() for line in lines)


def test_all_words_stay_in_their_order() -> None:
    text = "a note of many words that is broken between them and nowhere else"
    assert " ".join(wrap(text, 12, 120)) == text


def test_a_word_that_is_too_wide_goes_on_in_the_next_line() -> None:
    assert "".join(wrap("x" * 100, 12, 100)) == "x" * 100
    assert wrap("encoder_block_1_output", 12, 100) == ["encoder_block_", "1_output"]
    assert wrap("x" * 5000, 12, 100, most=3)[-1].count("…") == 1


@pytest.mark.parametrize("width", [5, 0, -20])
def test_a_paper_narrower_than_its_margins_has_a_letter_in_each_line(width: int) -> None:
    assert wrap("two words", 12, width) == list("twowords")


def test_no_text_is_no_line() -> None:
    assert wrap(" \n ", 12, 100) == []


def test_names_are_broken_between_their_words() -> None:
    assert wrap("max_pooling2d_3", 12, 100, bold=True) == ["max_", "pooling2d_3"]
    assert wrap("GlobalAveragePooling2D", 12, 100) == ["GlobalAverage", "Pooling2D"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("conv2_block2 … conv2_block3", ["conv2_", "block2 …", "conv2_block3"]),
        ("a normalizer … conv2_block3", ["a", "normalizer …", "conv2_block3"]),
        ("normalization … conv2_block3", ["normalization", "…", "conv2_block3"]),
        ("a … b", ["a … b"]),
    ],
)
def test_dots_have_no_line_of_their_own_where_a_name_can_be_broken(text: str, lines: list[str]) -> None:
    assert wrap(text, 13, 104, bold=True) == lines
