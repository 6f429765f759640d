from __future__ import annotations

import re

import pytest

from dotnet_viz.reporting.printing.figures import printed_figure, smallest_text
from dotnet_viz.reporting.printing.paper import BOTTOM, HALF, LANDSCAPE, POINT, PORTRAIT, SMALLEST_TEXT, THIRD, TOP
from dotnet_viz.reporting.section import Figure


def figure(width: float, height: float, size: float = 9.0, layout: str = "chart") -> Figure:
    box = f'viewBox="0 0 {width} {height}"'
    svg = f'<svg id="f" width="{width}" height="{height}" {box}><text font-size="{size}">a</text></svg>'
    return Figure(svg, "A figure.", width, height, layout)


def printed_text(shown: Figure) -> float:
    """Return the size of the text on paper, in points."""
    window = re.search(r'width="([\d.]+)" height="[\d.]+" viewBox="\S+ \S+ ([\d.]+)', shown.svg)
    size = re.search(r'font-size="([\d.]+)"', shown.svg)
    assert window is not None
    assert size is not None
    return float(size[1]) * float(window[1]) / float(window[2]) * POINT


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ('<text font-size="9">', 9.0),
        ('<text style="font-size: 7.5px; fill: red">', 7.5),
        ("<text style=\"font: bold 8px 'DejaVu Sans'\">", 8.0),
        ('<style>.a{font-size:10px}</style><text font-size="12">', 10.0),
        ("<path/>", 0.0),
    ],
)
def test_every_notation_of_a_size_is_found(text: str, size: float) -> None:
    assert smallest_text(Figure(f'<svg viewBox="0 0 100 50">{text}</svg>', "", 100, 50)) == size * POINT
    assert smallest_text(Figure(f'<svg viewBox="0 0 100 50">{text}</svg>', "", 200, 100)) == 2 * size * POINT


@pytest.mark.parametrize(
    ("shown", "room"),
    [
        (figure(200, 100, layout="small"), THIRD),
        (figure(330, 200, 12, "small"), THIRD),
        (figure(330, 200, 11, "small"), HALF),
        (figure(340, 200, 10), HALF),
        (figure(600, 300, 9), PORTRAIT[0]),
        (figure(900, 400, 12, "wide"), PORTRAIT[0]),
    ],
)
def test_a_figure_has_the_narrowest_place_in_which_its_text_can_be_read(shown: Figure, room: float) -> None:
    printed = printed_figure(shown)
    assert not printed.is_landscape
    assert printed.room <= room + 5
    assert printed_text(printed.pictures[0]) >= min(SMALLEST_TEXT, smallest_text(shown)) - 0.01


def test_what_is_too_wide_gets_a_landscape_page() -> None:
    printed = printed_figure(figure(1100, 600, 9, "wide"))
    assert printed.is_landscape
    (picture,) = printed.pictures
    assert picture.width * POINT <= LANDSCAPE[0] + 0.01
    assert picture.height * POINT <= LANDSCAPE[1] + 0.01
    assert printed_text(picture) >= SMALLEST_TEXT - 0.01


def test_what_is_larger_is_cut_and_nothing_is_left_out() -> None:
    printed = printed_figure(figure(1000, 1000, 9, "wide"))
    assert printed.is_landscape
    windows = [[float(side) for side in re.findall(r'viewBox="([^"]*)"', one.svg)[0].split()] for one in printed.pictures]
    assert len(windows) == 2
    assert windows[0][1] == 0
    assert windows[1][1] + windows[1][3] == pytest.approx(1000, abs=0.02)
    assert windows[1][1] < windows[0][3]
    assert all(printed_text(one) >= SMALLEST_TEXT - 0.01 for one in printed.pictures)
    assert all(one.height * POINT <= LANDSCAPE[1] + 0.01 for one in printed.pictures)


def test_what_fills_most_of_a_page_stays_whole_and_upright() -> None:
    # The blocks of ResNet50: cut in two on landscape pages, cards would be cut and shown twice.
    printed = printed_figure(figure(772, 1018, 11, "wide"))
    assert not printed.is_landscape
    (picture,) = printed.pictures
    assert picture.height * POINT <= PORTRAIT[1] + 0.01
    assert printed_text(picture) >= SMALLEST_TEXT - 0.01


def test_what_would_take_too_many_pages_is_one() -> None:
    printed = printed_figure(figure(9000, 3000, 9, "wide"))
    assert printed.is_landscape
    assert len(printed.pictures) == 1
    assert printed.pictures[0].width * POINT <= LANDSCAPE[0] + 0.01


def test_what_is_low_does_not_leave_a_landscape_page_empty() -> None:
    printed = printed_figure(figure(1300, 100, 9, "wide"))
    assert not printed.is_landscape
    assert len(printed.pictures) == 2
    assert all(one.width * POINT <= PORTRAIT[0] + 0.01 for one in printed.pictures)


def test_no_landscape_page_is_less_than_a_third_full() -> None:
    heights = [printed_figure(figure(1000, height, 9, "wide")) for height in range(20, 560, 4)]
    on_pages = [one.pictures[0].height * POINT for one in heights if one.is_landscape]
    assert on_pages
    assert min(on_pages) >= (595.3 - TOP - BOTTOM) / 3


def test_odd_pictures_are_printed() -> None:
    for odd in (Figure("<svg></svg>", "", 0, 0), Figure("", "", 10, 10), Figure('<svg viewBox="0 0 0 0">', "", 1e6, 1e6)):
        assert printed_figure(odd).pictures
