"""Which states become frames."""

from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.animation.selection import check_selection, even_positions, positions_by_change
from dotnet_viz.errors import OptionError


def test_even_positions_have_both_ends() -> None:
    assert even_positions(100, 4) == [0, 33, 66, 99]
    assert even_positions(3, None) == [0, 1, 2]
    assert even_positions(3, 10) == [0, 1, 2]


def test_frames_by_change_are_dense_where_much_changes() -> None:
    states = [{"w": np.array([1.0, min(position, 10) / 10])} for position in range(101)]
    chosen = positions_by_change(states, 8)
    assert len(chosen) == 8
    assert (chosen[0], chosen[-1]) == (0, 100)
    assert sum(position <= 10 for position in chosen) >= 5


def test_frames_by_change_of_weights_that_never_change_are_even() -> None:
    assert positions_by_change([{"w": np.ones(2)}] * 9, 3) == [0, 4, 8]


def test_values_that_are_no_numbers_do_not_count() -> None:
    states = [{"w": np.array([value])} for value in (1.0, np.nan, 1.0, 2.0)]
    assert positions_by_change(states, 2) == [0, 3]


@pytest.mark.parametrize("frames", [1, 0, True, 2.5])
def test_too_few_frames_are_refused(frames: object) -> None:
    with pytest.raises(OptionError, match="frames takes a whole number of at least 2"):
        check_selection(frames, "even")


def test_an_unknown_way_to_choose_is_told() -> None:
    with pytest.raises(OptionError, match="did you mean 'change'"):
        check_selection(None, "changes")
