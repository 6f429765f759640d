from __future__ import annotations

import re

import pytest

from dotnet_viz.renderers.pdf.sheets import LANDSCAPE, LANDSCAPE_END
from dotnet_viz.reporting.printing.headings import with_room_below_headings
from dotnet_viz.reporting.printing.paper import ROOM


def room(below: str, level: int = 2) -> float:
    page = with_room_below_headings(f"<section><h{level}>Title</h{level}>{below}</section>")
    found = re.search(r"padding-bottom: (\d+)pt; margin-bottom: (-?\d+)pt", page)
    assert found is not None
    return float(found[1])


FIGURE = '<figure class="chart"><svg id="a" width="200" height="400"></svg><figcaption>It.</figcaption></figure>'


@pytest.mark.parametrize(
    ("below", "least", "most"),
    [
        ("", 0, 0),
        ("<p>A line.</p>", 15, 30),
        (f"<p>A line.</p>{FIGURE}", 320, 370),
        (f"{FIGURE}{FIGURE}", 300, 350),
        ('<table class="short"><tr><tr><tr></table>', 40, 80),
        (f'<table class="">{"<tr>" * 500}</table>', 60, 120),
        (f'<table class="findings"><tr><td>{"word " * 100}</td><td>a</td></tr><tr><td>b</td></tr></table>', 90, 130),
        (f'<dl class="facts">{"<div><dt>a</dt><dd>b</dd></div>" * 12}</dl>', 200, 230),
        ('<div class="parts"><div class="part"><svg width="1" height="1200"></svg></div></div>', ROOM, ROOM),
        ('<dl class="key-numbers"><div><dt>a</dt></div><div><dt>b</dt></div></dl>', 30, 60),
        (f"<h3>Below</h3>{FIGURE}", 330, 380),
        (FIGURE.replace("400", "850"), 660, ROOM),
        (f"<p>A line.</p>{LANDSCAPE}{FIGURE}{LANDSCAPE_END}<p>Another.</p>", 30, 60),
    ],
)
def test_a_heading_is_as_high_as_what_must_follow_it(below: str, least: float, most: float) -> None:
    assert least <= room(below) <= most


def test_what_belongs_to_the_next_heading_does_not_count() -> None:
    assert room(f"<p>A line.</p><h3>Next</h3>{FIGURE}") < 30


def test_the_heading_of_the_contents_is_left_as_it_is() -> None:
    contents = '<nav><h2 class="contents-title">Contents</h2><ol><li><a>a</a></li></ol></nav>'
    assert contents in with_room_below_headings(f"{contents}<section><h2>A</h2>{FIGURE}</section>")


def test_attributes_of_headings_are_kept() -> None:
    assert '<h2 style="padding-bottom: 0pt; margin-bottom: 8pt" id="a"><span>T</span></h2>' in with_room_below_headings(
        '<section><h2 id="a"><span>T</span></h2></section>'
    )
