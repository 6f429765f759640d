from __future__ import annotations

import pytest

from dotnet_viz.fitting.drawn_size import DrawnSize
from dotnet_viz.fitting.paper import PAPERS
from dotnet_viz.fitting.text_size import limit_at, paper_for, with_text
from dotnet_viz.layouts import MostSize


def test_sides_beside_a_size_of_texts_are_a_paper() -> None:
    assert paper_for(None, DrawnSize(width=300.0)) is None
    assert paper_for(None, DrawnSize(text_size=9.0)) is None
    paper = paper_for(None, DrawnSize(width=300.0, text_size=9.0))
    assert paper is not None
    assert (paper.width, paper.height, paper.least_text) == (300.0, PAPERS["page"].height, 9.0)
    paper = paper_for(None, DrawnSize(height=300.0, text_size=9.0))
    assert paper is not None
    assert (paper.width, paper.height) == (PAPERS["page"].width, 300.0)


def test_a_paper_has_texts_of_the_size_that_is_asked_for() -> None:
    assert paper_for("slide", DrawnSize()) is PAPERS["slide"]
    paper = with_text(PAPERS["slide"], 7.5)
    assert paper.zoom((10.0, 10.0), 20.0) * 20.0 == pytest.approx(10.0)


def test_the_limit_is_that_of_the_picture_as_it_is_drawn() -> None:
    most = MostSize(100.0, 50.0, lambda width, height: f"{width:g} x {height:g}")
    assert limit_at(most, 1.0) is most
    half = limit_at(most, 2.0)
    assert half.size == (50.0, 25.0)
    assert half.note(60.0, 30.0) == "120 x 60"
