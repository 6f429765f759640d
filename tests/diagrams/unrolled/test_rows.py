"""What each layer of an unrolled model is: a cell a step, a box a step, or one box."""

from __future__ import annotations

from dotnet_viz.diagrams.common.graphs.flat_graph import flattened
from dotnet_viz.diagrams.unrolled.rows import rows_of
from dotnet_viz.graph import Edge, Graph, Port
from tests.builders import dense_chain
from tests.diagrams.recurrent_graphs import call, encoder_decoder, stacked


def test_forms_steps_and_places() -> None:
    rows = rows_of(flattened(stacked(20)))
    assert [(row.form, row.steps, row.depth) for row in rows] == [
        ("step", 20, 0), ("cell", 20, 1), ("cell", 20, 2), ("whole", None, 3),
    ]  # fmt: skip
    assert [row.returns_sequences for row in rows[1:3]] == [True, False]


def test_what_only_a_state_joins_are_two_sequences() -> None:
    rows = {row.node.id: row for row in rows_of(flattened(encoder_decoder()))}
    assert rows["question"].segment == rows["encoder"].segment != rows["decoder"].segment == rows["answer"].segment
    assert rows["decoder"].depth == 1


def test_a_model_without_recurrent_layers_has_one_box_a_layer() -> None:
    rows = rows_of(flattened(dense_chain(4, 3, 2)))
    assert {row.form for row in rows} == {"whole"}
    assert len({(row.segment, row.depth) for row in rows}) == len(rows)


def test_convolutional_cells_have_steps_and_end_them_where_they_return_the_last_output() -> None:
    frames, images = (None, 8, 8, 8, 3), (None, 8, 8, 4)
    nodes = (
        call("frames", "InputLayer", [], frames),
        call("first", "ConvLSTM2D", [frames], (None, 8, 8, 8, 4), return_sequences=True),
        call("last", "ConvLSTM2D", [(None, 8, 8, 8, 4)], images),
        call("picture", "Conv2D", [images], images),
    )
    edges = tuple(Edge(nodes[i].id, 0, nodes[i + 1].id, 0) for i in range(3))
    graph = Graph("m", "Functional", nodes, edges, (Port("frames"),), (Port("picture"),))
    rows = rows_of(flattened(graph))
    assert [(row.form, row.steps) for row in rows] == [("step", 8), ("cell", 8), ("cell", 8), ("whole", None)]
