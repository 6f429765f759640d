from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.geometry.lines import straight
from dotnet_viz.layouts.folding.curves import cut_at, joined

WAVE = ((0.0, 0.0), (30.0, 40.0), (60.0, -40.0), (90.0, 0.0), (120.0, 40.0), (150.0, -40.0), (180.0, 0.0))


@given(st.floats(1, 179))
def test_a_line_is_cut_where_it_passes_a_place(place: float) -> None:
    before, behind = cut_at(WAVE, place)
    assert before[0] == WAVE[0]
    assert behind[-1] == WAVE[-1]
    assert before[-1] == behind[0]
    assert before[-1][0] == pytest.approx(place, abs=0.01)
    assert len(before) % 3 == len(behind) % 3 == 1
    assert all(x <= place + 0.01 for x, _ in before[::3])


def test_a_line_that_does_not_pass_a_place_stays_whole() -> None:
    assert cut_at(WAVE, 200.0) == (WAVE, WAVE[-1:])
    assert cut_at(WAVE, -5.0) == (WAVE[:1], WAVE)


def test_the_last_place_counts_where_it_is_asked_for() -> None:
    back = (*straight((0, 0), (100, 0)), *straight((100, 0), (40, 20))[1:], *straight((40, 20), (200, 40))[1:])
    assert cut_at(back, 60.0)[1][0][1] == pytest.approx(0, abs=0.1)
    assert cut_at(back, 60.0, last=True)[1][0][1] > 20


def test_pieces_of_a_line_are_the_line() -> None:
    assert joined(cut_at(WAVE, 120.0))[0] == WAVE[0]
    assert joined(cut_at(WAVE, 120.0))[-1] == WAVE[-1]
