"""Dots of many samples: their colours, places and thinning."""

from __future__ import annotations

import numpy as np

from dotnet_viz.charts.explanations.points import levels, low_to_high, swarm, thinned, thinned_note
from dotnet_viz.colors import contrast, hex_color


def test_values_beyond_the_percentiles_look_like_them_and_missing_ones_have_none() -> None:
    numbers = np.append(np.arange(101.0), [1e9, np.nan])
    found = levels(numbers)
    assert found[-2] == found[100] == 15
    assert found[-1] == -1
    assert levels(np.ones(3)).tolist() == [0, 0, 0]
    assert levels(np.full(2, np.nan)).tolist() == [-1, -1]


def test_all_colours_are_seen_on_light_and_dark_paper() -> None:
    for color in low_to_high():
        text = hex_color(color * 255)
        assert min(contrast(text, "#ffffff"), contrast(text, "#14171c")) > 1.5


def test_dots_of_one_place_stand_beside_each_other_within_their_row() -> None:
    offsets = swarm(np.zeros(100), 4.0, 12.0)
    assert len(set(offsets.tolist())) == 100
    assert np.abs(offsets).max() <= 12.0
    assert swarm(np.array([0.0, 100.0]), 4.0, 12.0).tolist() == [0.0, 0.0]


def test_thinning_is_the_same_every_time_and_noted() -> None:
    first, second = thinned(1000, 50), thinned(1000, 50)
    np.testing.assert_array_equal(first, second)
    assert len(set(first.tolist())) == 50
    assert thinned_note(50, 1000).startswith("50 of 1,000 samples")
    assert thinned_note(7, 7) == ""
