from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.errors import OptionError
from dotnet_viz.fitting.paper import PAPERS, Paper, paper_of

SIDES = st.floats(20, 5000)


@given(SIDES, SIDES, st.floats(6, 20), st.sampled_from(sorted(PAPERS)))
def test_a_picture_that_has_room_is_within_the_paper_and_its_text_large_enough(
    width: float, height: float, smallest: float, name: str
) -> None:
    paper = PAPERS[name]
    zoom = paper.zoom((width, height), smallest)
    assert width * zoom <= paper.width * 1.000001
    assert height * zoom <= paper.height * 1.000001
    room = paper.room(smallest)
    fits = width <= room[0] and height <= room[1]
    assert not fits or paper.has_room((width, height), smallest)
    assert paper.has_room((width, height), smallest) == (smallest * zoom * 0.75 >= paper.least_text - 1e-6)


def test_small_pictures_grow_on_slides_and_stay_on_pages() -> None:
    assert PAPERS["page"].zoom((200, 100), 11) == 1
    assert PAPERS["slide"].zoom((200, 100), 11) == 2


def test_papers_of_ones_own() -> None:
    assert paper_of(("12cm", 300)) == Paper(12 / 2.54 * 96, 300)
    assert paper_of([640, 480]) == Paper(640, 480)


@pytest.mark.parametrize("fit", ["a4", "", 3, ("1cm",), (1, 2, 3), ("1cm", "two"), (0, 5)])
def test_what_is_no_paper_is_refused(fit: Any) -> None:
    with pytest.raises(OptionError, match=r"fit"):
        paper_of(fit)


@pytest.mark.parametrize("fit", ["8.5cm", 8.5])
def test_a_width_alone_as_fit_is_answered_with_what_takes_one(fit: Any) -> None:
    with pytest.raises(
        OptionError, match=r"a width and a height such as .*; a picture that only has to be so wide takes width='8.5cm'"
    ):
        paper_of(fit)


def test_a_misspelt_paper_is_guessed() -> None:
    with pytest.raises(OptionError, match=r"not 'colum' \(did you mean 'column'\?\)"):
        paper_of("colum")
