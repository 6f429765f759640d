from __future__ import annotations

import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.layouts import place
from dotnet_viz.renderers import render
from dotnet_viz.renderers.graphs.contents import boxes, graph_lines, lines_of_text
from dotnet_viz.scene import Label, Shape
from tests.renderers.every_style import placed
from tests.scene_builders import nested, neurons

FORMS = ("graphml", "gexf", "d2", "puml", "txt")


def test_boxes_and_lines_are_the_scenes() -> None:
    assert [shape.id for shape in boxes(nested())] == [shape.id for shape in nested().shapes]
    assert [(line.source, line.target) for line in graph_lines(nested())] == [
        (line.source, line.target) for line in nested().connections
    ]
    scene = neurons((3, 2))
    assert [line.weight for line in graph_lines(scene)] == scene.bundles[0].values.tolist()


def test_ends_of_lines_are_boxes_in_every_style() -> None:
    for style in ("ann", "lenet", "neurons", "layered"):
        known = {shape.id for shape in boxes(placed(style))}
        assert {end for line in graph_lines(placed(style)) for end in (line.source, line.target)} <= known


def test_texts_are_read_from_the_top() -> None:
    labels = Label("b", 0, 5), Label("right", 9, -5), Label("left", -9, -5)
    assert lines_of_text(Shape("a", "a", 9, 9, labels=labels)) == ["left right", "b"]
    assert lines_of_text(Shape("a", "the name", 9, 9)) == ["the name"]


@pytest.mark.parametrize("form", FORMS)
def test_a_table_is_no_graph(form: str) -> None:
    with pytest.raises(OptionError, match=r"another kind of picture; save it as \.svg, \.png or \.pdf"):
        render(placed("weight-matrix"), form)


@pytest.mark.parametrize("form", ["d2", "puml"])
def test_too_many_lines_are_refused_with_ways_out(form: str) -> None:
    with pytest.raises(OptionError, match=r"up to 1,000 lines.*has 1,600; draw fewer \(max_edges=.*\.graphml"):
        render(place(neurons((40, 40))), form)
