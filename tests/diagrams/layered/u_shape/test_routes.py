"""Lines of a U: level across a row, and beside blocks from row to row."""

from __future__ import annotations

import pytest

from dotnet_viz.diagrams.layered.u_shape.routes import u_routes
from tests.diagrams.layered.u_shape.test_places import BLOCKS, GRAPH, LEVELS, placed
from tests.diagrams.u_graphs import links_of


@pytest.mark.parametrize("shape", ["steps", "flat", "stacked"])
def test_each_line_begins_and_ends_at_its_blocks(shape: str) -> None:
    assert LEVELS is not None
    places = placed(shape)
    ways = u_routes(LEVELS, BLOCKS, links_of(GRAPH), places)
    assert set(ways) == set(links_of(GRAPH))
    for link, way in ways.items():
        for name, (x, y) in ((link.source, way[0]), (link.target, way[-1])):
            middle = places.middles[name]
            assert abs(x - middle[0]) <= 11.01
            assert abs(y - middle[1]) <= 25.01


def test_skips_of_one_row_that_meet_have_lanes_of_their_own() -> None:
    assert LEVELS is not None
    places = placed("steps")
    skip = LEVELS.skips[0]
    ways = u_routes(LEVELS, BLOCKS, [*links_of(GRAPH), type(skip)(skip.source, places.rows[0][-1])], places)
    heights = sorted(min(y for _, y in way) for link, way in ways.items() if link.source == skip.source)
    assert heights[1] - heights[0] >= 9
