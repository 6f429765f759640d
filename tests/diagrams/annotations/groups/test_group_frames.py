"""Styles that lay out no frames have them around the boxes of groups, or say why not."""

from __future__ import annotations

from typing import Any

import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams.annotations.members import Members
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec
from dotnet_viz.scene import Cluster, Scene
from tests.builders import dense_chain, nested_graph
from tests.conftest import DATA

CNN = dv.read(DATA / "models" / "cnn-28x28.keras")
STYLES = ("bars", "transformer", "unrolled")
ENCODER = [("encoder", ["conv2d_14", "conv2d_15"])]


def drawn(graph: Graph, style: str, groups: object, **options: Any) -> Scene:
    return dv.draw(graph, style=style, groups=groups, **options).scene


def layers_in(frame: Cluster, scene: Scene, graph: Graph) -> set[str]:
    """Return the names of the layers whose boxes have their middles in a frame."""
    assert frame.box is not None
    left, top, right, bottom = frame.box
    members = Members(graph)
    inside = [shape for shape in scene.shapes if left < (shape.x or 0.0) < right and top < (shape.y or 0.0) < bottom]
    return {graph.node(call).layer.name for shape in inside for call in members.of(scene, shape)}


@pytest.mark.parametrize("style", STYLES)
def test_a_frame_holds_the_layers_of_its_group_alone(style: str) -> None:
    scene = drawn(CNN, style, ENCODER)
    (frame,) = scene.clusters
    assert frame.label.text == "encoder"
    assert layers_in(frame, scene, CNN) == {"conv2d_14", "max_pooling2d_7", "conv2d_15"}
    assert not any("without a frame" in note for note in scene.notes)


# Several dense layers are one box of a transformer.
@pytest.mark.parametrize("style", ["bars", "unrolled"])
def test_frames_inside_frames(style: str) -> None:
    chain = dense_chain(*[3] * 8)
    scene = drawn(chain, style, [("inner", "dense_1:dense_2"), ("outer", "dense_0:dense_3")])
    outer, inner = scene.clusters
    assert inner.parent == outer.id
    assert layers_in(inner, scene, chain) == {"dense_1", "dense_2"}
    assert layers_in(outer, scene, chain) == {"dense_0", "dense_1", "dense_2", "dense_3"}
    # Rows of bars are texts as well, and do not fold.
    assert {shape.cluster for shape in scene.shapes} == ({None} if style == "bars" else {None, outer.id, inner.id})


def test_a_caption_stands_beside_rows_and_on_no_text() -> None:
    scene = drawn(CNN, "bars", ENCODER)
    (frame,) = scene.clusters
    assert frame.box is not None
    left = (frame.box[0] + frame.box[2]) / 2 + frame.label.x
    assert left > max(label.x for label in scene.labels)


def test_groups_between_whose_rows_others_stand_are_named_in_a_note() -> None:
    spec = (TensorSpec((None, 4), "float32"),)
    nodes = tuple(Node(name, Layer(name, name, "Dense"), spec, spec) for name in ("a", "x", "b", "y", "join"))
    pairs = [("a", "b", 0), ("x", "y", 0), ("b", "join", 0), ("y", "join", 1)]
    edges = tuple(Edge(one, 0, two, port) for one, two, port in pairs)
    towers = Graph("two", "Functional", nodes, edges, outputs=(Port("join"),))
    scene = drawn(towers, "bars", [("left", ["a", "b"]), ("end", ["join"])])
    assert [cluster.name for cluster in scene.clusters] == ["end"]
    assert "without a frame, as other layers stand in or between their boxes: left" in scene.notes


def test_groups_of_which_a_box_stands_for_other_layers_too_are_named_in_a_note() -> None:
    # The second row is dense_1, the third dense_2 and dense_3.
    rows = drawn(dense_chain(*[3] * 6), "bars", [("half", "dense_1:dense_2")], max_rows=4)
    assert not rows.clusters
    assert "without a frame, as other layers stand in or between their boxes: half" in rows.notes


@pytest.mark.parametrize("style", STYLES)
def test_pages_have_the_frames_or_say_that_they_have_not(style: str) -> None:
    drawing = dv.draw(CNN, style=style, groups=ENCODER, fit="page")
    # On a page the columns of bars may stand below one another.
    has_note = any("without a frame" in note for note in drawing.scene.notes)
    assert ("encoder" in {cluster.name for cluster in drawing.scene.clusters}) is not has_note
    assert style == "bars" or not has_note
    assert drawing.svg.count("encoder") >= 1


@pytest.mark.parametrize("style", STYLES)
def test_groups_outside_of_the_part_that_is_drawn_are_left_out(style: str) -> None:
    part = drawn(CNN, style, ENCODER, layer_range="dense_9:")
    assert not part.clusters
    assert not any("without a frame" in note for note in part.notes)


@pytest.mark.parametrize("style", ["transformer", "unrolled"])
def test_nested_models_have_frames_that_groups_stand_around(style: str) -> None:
    graph = nested_graph()
    plain = dv.draw(graph, style=style, groups=[("all", "outer:add")]).scene
    names = [frame.name for frame in plain.clusters]
    assert names[0] == "all"
    assert "enc" in names
    assert {frame.parent for frame in plain.clusters} <= {None, *(frame.id for frame in plain.clusters)}
    assert not dv.draw(graph, style=style, expand_nested=False).scene.clusters
