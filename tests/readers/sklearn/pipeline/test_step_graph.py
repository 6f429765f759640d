"""Frames and edges of a graph of steps."""

from __future__ import annotations

from dotnet_viz.graph import Edge, Graph, Port
from dotnet_viz.readers.sklearn.pipeline.step_graph import StepGraph
from dotnet_viz.readers.sklearn.pipeline.table_columns import TableColumns

TWO = TableColumns(None, None, 2)


def test_a_frame_in_a_frame_hands_its_table_in_and_out() -> None:
    steps = StepGraph()
    table = steps.add("input", "InputLayer", [], TWO)

    def inner(given: TableColumns) -> TableColumns:
        return steps.add("scaler", "StandardScaler", [given], TWO)

    def outer(given: TableColumns) -> TableColumns:
        return steps.add_frame("inner", "Pipeline", given, inner)

    result = steps.add_frame("outer", "Pipeline", table, outer)
    graph = Graph("m", "Pipeline", steps.nodes, steps.edges, (Port("n0"),), (Port("n1"),))
    assert result.port == Port("n1")
    assert graph.leaf_edges() == (Edge("n0", 0, "n3", 0),)
    assert graph.leaf_exit(Port("n1")) == Port("n3")


def test_an_empty_frame_is_none() -> None:
    steps = StepGraph()
    table = steps.add("input", "InputLayer", [], TWO)
    assert steps.add_frame("nothing", "Pipeline", table, lambda given: given) == table
    assert [node.layer.name for node in steps.nodes] == ["input"]
    assert steps.edges == ()


def test_steps_of_one_name_have_ids_of_their_own() -> None:
    steps = StepGraph()
    for _ in range(3):
        steps.add("scaler", "StandardScaler", [], TWO)
    assert [node.layer.id for node in steps.nodes] == ["scaler", "scaler_2", "scaler_3"]
