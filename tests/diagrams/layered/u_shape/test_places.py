"""Places of a U: rows below each other, as wide as its shape says."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from dotnet_viz.diagrams.layered.cuboid import Cuboid
from dotnet_viz.diagrams.layered.labels import BlockAppearance, Texts
from dotnet_viz.diagrams.layered.placement import LayerBlock
from dotnet_viz.diagrams.layered.u_shape.levels import find_u
from dotnet_viz.diagrams.layered.u_shape.places import UPlaces, neighbours, place_u
from dotnet_viz.scene import Label
from tests.diagrams.u_graphs import links_of, u_net

GRAPH = u_net(3)
LEVELS = find_u(GRAPH.nodes, links_of(GRAPH))
BLOCKS = {
    node.id: LayerBlock(
        node, Cuboid(12.0, 40.0, 10.0), Texts((), (Label("Conv2D", size=10),)), BlockAppearance("", "", ""), True
    )
    for node in GRAPH.nodes
}


def placed(shape: str) -> UPlaces:
    assert LEVELS is not None
    return place_u(LEVELS, BLOCKS, links_of(GRAPH), gap=10.0, text_size=10.0, shape=shape)


@pytest.mark.parametrize("shape", ["steps", "flat", "stacked"])
def test_blocks_of_a_row_stand_in_order_and_keep_a_distance(shape: str) -> None:
    places = placed(shape)
    for row in places.rows:
        middles = [places.middles[name] for name in row]
        assert len({y for _, y in middles}) == 1
        assert all(right - left >= 22 for (left, _), (right, _) in itertools.pairwise(middles))
    assert min(x for x, _ in places.middles.values()) >= 0


@pytest.mark.parametrize("shape", ["steps", "flat", "stacked"])
@pytest.mark.parametrize("length", [10, 40, 200])
def test_lines_from_other_rows_come_up_between_texts_however_long_these_are(shape: str, length: int) -> None:
    assert LEVELS is not None
    texts = Texts((), (Label("x" * length, size=10),))
    places = place_u(
        LEVELS, {name: replace(one, texts=texts) for name, one in BLOCKS.items()}, links_of(GRAPH), gap=10.0, text_size=10.0,
        shape=shape,
    )  # fmt: skip
    entered = {link.target for link in links_of(GRAPH) if LEVELS.rows[link.source] != LEVELS.rows[link.target]}
    pairs = [(before, name) for row in places.rows for before, name in itertools.pairwise(row) if name in entered]
    assert pairs
    assert all(places.lefts[name] >= places.rights[before] + 2.5 for before, name in pairs)


def test_stacked_is_narrowest_and_flat_is_lowest() -> None:
    each: dict[str, Any] = {shape: placed(shape) for shape in ("steps", "flat", "stacked")}
    assert each["stacked"].width < each["steps"].width == each["flat"].width
    assert each["flat"].feet[-1] < each["steps"].feet[-1]
    assert each["flat"].is_flat
    assert not each["steps"].is_flat


def test_a_row_begins_below_the_end_of_the_row_above() -> None:
    assert LEVELS is not None
    places = placed("steps")
    upper = next(name for name in reversed(places.rows[0]) if name in LEVELS.descending)
    assert places.lefts[places.rows[1][0]] == pytest.approx(places.rights[upper])


def test_neighbours_are_pairs_of_a_row() -> None:
    assert neighbours([["a", "b", "c"], ["d"]]) == {("a", "b"), ("b", "c")}
