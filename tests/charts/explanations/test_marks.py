"""Arrows whose direction is the sign, captions and colours."""

from __future__ import annotations

import numpy as np

from dotnet_viz.charts.explanations.marks import arrow, chevron, diverging, sentence_lines, sign_color, signed
from dotnet_viz.scales import NEGATIVE, POSITIVE


def test_an_arrow_points_to_where_it_ends() -> None:
    right, left = arrow(10, 40, 50, 20), arrow(40, 10, 50, 20)
    assert [right[2], left[2]] == [(40, 50), (10, 50)]
    assert max(x for x, _ in right) == 40
    assert min(x for x, _ in left) == 10
    assert chevron(10, 40, 50, 20)[-1] == (16, 50)


def test_a_short_arrow_is_no_longer_than_it_is() -> None:
    assert [x for x, _ in arrow(10, 12, 50, 20)] == [10, 10, 12, 10, 10]


def test_signs_have_a_colour_and_a_text() -> None:
    assert (sign_color(0.1), sign_color(-0.1)) == (POSITIVE, NEGATIVE)
    assert (signed(0.00012345), signed(-1234.5)) == ("+0.000123", "−1,230")


def test_positive_numbers_are_blue_negative_ones_red_and_zero_is_pale() -> None:
    (red, blue, zero) = diverging(np.array([-1.0, 1.0, 0.0]), 1.0)
    assert red[0] > red[2]
    assert blue[2] > blue[0]
    assert zero.min() > 0.9


def test_captions_are_sentences_within_the_picture() -> None:
    lines = sentence_lines(["One", "", "Two is a long sentence that does not fit into one line."], 200)
    assert lines[0].startswith("One. Two")
    assert len(lines) > 1
    assert sentence_lines([], 200) == []
