"""Places over all levels: inner ones are items of their outer ones."""

from __future__ import annotations

from dotnet_viz.diagrams.layered.cuboid import Cuboid
from dotnet_viz.diagrams.layered.labels import BlockAppearance, Texts
from dotnet_viz.diagrams.layered.nesting import nesting_levels
from dotnet_viz.diagrams.layered.options import LayeredOptions
from dotnet_viz.diagrams.layered.placement import Areas, LayerBlock
from dotnet_viz.fonts import text_width
from dotnet_viz.graph import Graph
from dotnet_viz.scene import Label
from tests.builders import nested_graph

NO_TEXTS = Texts()
OPTIONS = LayeredOptions(row_width=None)


def areas_of(graph: Graph, texts: Texts = NO_TEXTS) -> Areas:
    appearance = BlockAppearance("#808080", "#000000", "D")
    blocks = {
        node.id: LayerBlock(node, Cuboid(20, 20), texts, appearance, is_known=True)
        for node in graph.nodes
        if not graph.is_model(node)
    }
    return Areas(graph, nesting_levels(graph), blocks, OPTIONS)


def test_a_frame_stands_between_what_is_before_and_behind_it() -> None:
    areas = areas_of(nested_graph())
    title, (left, top, right, bottom) = areas.frame("n1")
    (before, _), _, _ = areas.place(None, "n0")
    (behind, _), _, _ = areas.place(None, "n4")
    assert title == "enc · Functional"
    assert before + 10 < left < right < behind - 10
    for name in ("n2", "n3"):
        (x, y), _, _ = areas.place("n1", name)
        assert left < x - 10 < x + 10 < right
        assert top + 16 < y - 10 < y + 10 < bottom


def test_ways_meet_at_the_border_of_a_frame() -> None:
    graph = nested_graph()
    areas, levels = areas_of(graph), nesting_levels(graph)
    _, (left, _, right, _) = areas.frame("n1")
    outer = areas.route(None, levels[None].links[0])
    inner = areas.route("n1", levels["n1"].links[0])
    assert abs(outer[-1][0] - left) < 1e-6
    assert abs(outer[-1][1] - inner[0][1]) < 1e-6
    assert left <= inner[0][0] < right


def test_links_that_join_members_are_reported_with_whether_they_are_neighbours() -> None:
    areas = areas_of(nested_graph())
    assert [(link.source, link.target, direct) for link, direct in areas.links("n1")] == [("n2", "n3", True)]
    assert [(link.source, link.target) for link, _ in areas.links(None)] == [("n0", "n1"), ("n1", "n4"), ("n1", "n4")]


def test_texts_of_a_block_beside_a_frame_stand_at_the_block_and_not_in_the_frame() -> None:
    texts = Texts(above=(Label("a long text above"),), below=(Label("and a longer text below"),))
    areas = areas_of(nested_graph(), texts)
    width = text_width(texts.below[0].text, texts.below[0].size, texts.below[0].bold)
    _, (left, top, right, bottom) = areas.frame("n1")
    for name in ("n0", "n4"):
        (x, y), above, below = areas.place(None, name)
        assert (above, below) == (y - 10, y + 10)
        assert top < above < below < bottom
        assert x + width / 2 <= left or x - width / 2 >= right
