"""Which layers are drawn, and the numbers they go by."""

from __future__ import annotations

from dotnet_viz.diagrams.layered.scene import numbered
from dotnet_viz.diagrams.layered.style import Layered
from dotnet_viz.graph import Edge, Graph, Layer, Node, TensorSpec
from tests.builders import nested_graph


def test_numbers_count_the_blocks_that_can_be_drawn() -> None:
    assert [node.id for node in numbered(nested_graph())] == ["n0", "n2", "n3", "n4"]
    assert [node.id for node in numbered(nested_graph(), expand=False)] == ["n0", "n1", "n4"]


def test_a_layer_that_is_called_twice_has_two_blocks() -> None:
    shared, spec = Layer("d", "d", "Dense"), (TensorSpec((None, 4)),)
    nodes = tuple(Node(f"n{turn}", shared, outputs=spec) for turn in range(2))
    scene = Layered().build(Graph("m", "Functional", nodes, (Edge("n0", 0, "n1", 0),)))
    assert [shape.id for shape in scene.shapes] == ["n0", "n1"]


def test_names_of_any_kind_stand_in_one_line() -> None:
    node = Node("n0", Layer("a", "two\nlines & <b>" + "x" * 500, "Dense"), outputs=(TensorSpec((None, 4)),))
    label = Layered(caption="name").build(Graph("m", "Sequential", (node,))).shapes[0].labels[0]
    assert "↵" in label.text
    assert len(label.text) < 40


def test_the_description_says_what_is_seen() -> None:
    scene = Layered(sizing_mode="capped").build(nested_graph())
    sizes = "4 blocks sized after their tensors (capped)."
    assert scene.description == f"Layers of the Functional model outer: 1 layer, 6 parameters; {sizes}"
