from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.drawing import Drawing
from dotnet_viz.reporting.printing.slices import PAPER, cuts, slices
from dotnet_viz.scene import Connection, Scene, Shape


def tower(count: int) -> Drawing:
    boxes = tuple(Shape(f"n{place}", f"box {place}", 120, 60) for place in range(count))
    lines = tuple(Connection(f"n{place}", f"n{place + 1}") for place in range(count - 1))
    return Drawing(Scene("tower", shapes=boxes, connections=lines))


def test_a_drawing_that_fits_the_page_stays_whole() -> None:
    assert slices(tower(4), "architecture", 2, "Boxes.") == ()


def test_a_long_drawing_goes_on_in_parts_that_fit_and_cut_no_box() -> None:
    drawing = tower(40)
    parts = slices(drawing, "architecture", 2, "Boxes.")
    assert len(parts) > 1
    assert all(0 < part.width <= PAPER[0] and 0 < part.height <= PAPER[1] for part in parts)
    views = [[float(number) for number in re.findall(r'viewBox="([^"]*)"', part.svg)[0].split()] for part in parts]
    borders = [top + height for _, top, _, height in views][:-1]
    assert views[0][1] == 0
    for shape in drawing.placed.shapes:
        assert shape.y is not None
        assert not any(shape.y - 30 < border < shape.y + 30 for border in borders)
    assert len({re.findall(r'id="([^"]*)"', part.svg)[0] for part in parts}) == len(parts)


def test_a_part_is_as_wide_as_what_is_in_it() -> None:
    boxes = [Shape(f"n{place}", f"box {place}", 900 if place == 0 else 120, 60) for place in range(40)]
    lines = tuple(Connection(f"n{place}", f"n{place + 1}") for place in range(39))
    first, *others = slices(Drawing(Scene("tower", shapes=tuple(boxes), connections=lines)), "architecture", 2, "Boxes.")
    assert all(part.width < 0.7 * first.width for part in others)
    assert all(f'width="{part.width:g}"' in part.svg for part in (first, *others))


SPANS = st.lists(st.tuples(st.floats(0, 900), st.floats(1, 90)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=12)


@given(SPANS, st.floats(100, 400))
def test_parts_are_never_too_high_and_follow_one_another(filled: list[tuple[float, float]], most: float) -> None:
    borders = cuts(filled, 1000.0, most)
    assert (borders[0], borders[-1]) == (0.0, 1000.0)
    assert all(0 < lower - upper <= most + 1e-6 for upper, lower in itertools.pairwise(borders))


def test_where_everything_is_filled_it_cuts_through() -> None:
    assert cuts([(0, 1000)], 1000, 400) == [0.0, 400.0, 800.0, 1000]
