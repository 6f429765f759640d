from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.fonts import kept_distinct, one_line, shorten, shorten_all, text_width


@given(st.text(st.characters(exclude_characters="…", codec="utf-8"), max_size=300), st.floats(20, 400))
def test_shortened_text_fits_and_keeps_its_ends(text: str, width: float) -> None:
    short = shorten(text, 12, width)
    if short != text:
        assert text_width(short, 12) <= width + 0.01
        head, _, tail = short.partition("…")
        assert text.startswith(head)
        assert text.endswith(tail)
    else:
        assert text_width(text, 12) <= width


def test_ten_thousand_characters_are_shortened() -> None:
    assert len(shorten("x" * 10_000, 12, 200)) < 40


@given(
    st.lists(st.text("ab_1", min_size=8, max_size=40), min_size=2, max_size=12, unique=True), st.floats(90, 200), st.booleans()
)
def test_texts_of_one_picture_are_kept_distinct_where_they_are_shortened(texts: list[str], width: float, bold: bool) -> None:
    with kept_distinct(texts):
        short = [shorten(text, 11, width, bold) for text in texts]
    assert len(set(short)) == len(texts)
    assert all(text_width(text, 11, bold) <= width + 0.01 for text in short)


def test_what_tells_distinct_names_is_kept() -> None:
    names = [f"encoder_stage_{stage}_block_{block}_conv_{conv}" for stage in (1, 2) for block in (1, 2) for conv in "ab"]
    with kept_distinct(names):
        assert shorten(names[0], 12, 130) != shorten(names[2], 12, 130)
        assert shorten("another_text_that_is_long", 12, 80) == "anoth…_long"
    assert shorten(names[0], 12, 130) == shorten(names[2], 12, 130)


def test_texts_around_are_kept_distinct_too() -> None:
    outer, inner = "stage_2_block_1_conv_a_bn", "stage_2_block_1_conv_b_bn"
    with kept_distinct([outer]), kept_distinct([inner]):
        assert shorten(outer, 12, 90) != shorten(inner, 12, 90)
    assert len(set(shorten_all([outer, inner], 12, 90))) == 2
    assert shorten_all(["a\nb"], 12, 90) == [one_line("a\nb")]


@given(st.lists(st.text("abn_", min_size=1, max_size=20), min_size=2, max_size=8, unique=True), st.floats(13, 60))
def test_texts_that_are_kept_distinct_fit_where_there_is_room_for_two_letters(texts: list[str], width: float) -> None:
    assert all(text_width(short, 12) <= width + 0.01 for short in shorten_all(texts, 12, width))


@pytest.mark.parametrize("width", range(60, 200, 7))
def test_a_span_that_is_cut_at_its_dots_has_them_once(width: int) -> None:
    short = shorten("max_pooling2d_2 … is_new", 11, width)
    assert not re.search(r"… *…", short)
    assert text_width(short, 11) <= width
