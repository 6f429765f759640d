"""Both models as one graph."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.diagrams.diff.merged import Merged
from dotnet_viz.diagrams.diff.union import union_of
from dotnet_viz.measures.comparison import compare_graphs
from tests.builders import dense_chain, nested_graph
from tests.comparison_builders import Step, block_steps, changed, compared, inserted, removed


def states(before: list[Step], after: list[Step]) -> dict[str, int]:
    union = union_of(compared(before, after))
    return {state: sum(line.state == state for line in union.lines) for state in ("same", "added", "removed")}


def test_a_model_and_itself_are_that_model() -> None:
    graph = nested_graph()
    union = union_of(compare_graphs(graph, graph))
    assert [item.node.id for item in union.nodes.values()] == [node.id for node in graph.nodes]
    assert union.nodes["a-n2"].parent == "a-n1"
    assert {line.state for line in union.lines} == {"same"}
    assert len(union.lines) == len(graph.leaf_edges())


def test_added_and_removed_layers_bring_their_lines() -> None:
    steps = block_steps(1)
    assert states(steps, inserted(steps, "b0one", Step("x", "BatchNormalization"))) == {"same": 6, "added": 2, "removed": 1}
    assert states(steps, removed(steps, "b0drop")) == {"same": 5, "added": 1, "removed": 2}


def test_a_rewired_layer_has_a_new_and_an_old_line() -> None:
    steps = block_steps(2)
    assert states(steps, changed(steps, "b1add", inputs=("stem", "b1two"))) == {"same": 11, "added": 1, "removed": 1}


def test_removed_layers_of_a_removed_model_stand_in_its_frame() -> None:
    union = union_of(compare_graphs(nested_graph(), dense_chain(2, 3)))
    inner = [item for item in union.nodes.values() if item.parent is not None]
    assert inner
    assert {item.entry.sort for item in inner} == {"removed"}
    assert all(union.nodes[str(item.parent)].is_frame for item in inner)


def test_a_model_whose_data_flow_is_unknown_has_a_box_that_its_tensors_end_at() -> None:
    graph = nested_graph()
    closed = replace(graph, nodes=tuple(replace(node, entries=(), exits=()) for node in graph.nodes))
    union = union_of(compare_graphs(closed, closed))
    boxes = {item.id for item in union.nodes.values() if not item.is_frame}
    assert len(union.lines) == len(closed.edges)
    assert {end for line in union.lines for end in (line.source, line.target)} <= boxes
    scene = Merged(fold=False).build(compare_graphs(closed, closed))
    model = next(shape for shape in scene.shapes if shape.id == "a-n1")
    assert model.cluster == "a-n1-frame"
    assert any(line.target == "a-n1" for line in scene.connections)
    assert Merged().build(compare_graphs(closed, closed)).shapes
