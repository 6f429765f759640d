from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.measures.cost.by_stage import MOST_STAGES, cost_by_stage
from dotnet_viz.measures.cost.measure import measure_cost
from tests.builders import dense_chain, nested_graph
from tests.conftest import DATA


def sums(graph: Graph) -> tuple[int, int, int]:
    cost = measure_cost(graph)
    stages = cost_by_stage(graph, cost)
    return (
        sum(stage.parameters or 0 for stage in stages),
        sum(stage.cost.flops for stage in stages),
        sum(stage.activation_bytes or 0 for stage in stages),
    )


def convolutions(*sizes: int) -> Graph:
    """Return a chain of convolutions, three of each size, which halves the height and width between them."""
    nodes = [Node("n0", Layer("input", "input", "InputLayer"), outputs=(TensorSpec((None, sizes[0], sizes[0], 4), "float32"),))]
    for size in sizes:
        for place in range(6):
            name = f"conv_{len(nodes)}"
            kernel = Weight.from_array("kernel", np.ones((3, 3, 4, 4), "float32"))
            strides = [2, 2] if place == 0 and size != sizes[0] else [1, 1]
            config = {"filters": 4, "kernel_size": [3, 3], "strides": strides, "padding": "same"}
            layer = Layer(name, name, "Conv2D", weights=(kernel,), config=config)
            specs = nodes[-1].outputs, (TensorSpec((None, size, size, 4), "float32"),)
            nodes.append(Node(f"n{len(nodes)}", layer, *specs))
    edges = tuple(Edge(first.id, 0, second.id, 0) for first, second in pairwise(nodes))
    return Graph("convolutions", "Sequential", tuple(nodes), edges, (Port("n0"),), (Port(nodes[-1].id),))


@pytest.mark.parametrize("graph", [dense_chain(5, 4, 3), dense_chain(*[6] * 60), nested_graph(), convolutions(32, 16, 8)])
def test_the_stages_are_the_whole_model(graph: Graph) -> None:
    cost = measure_cost(graph)
    assert sums(graph) == (graph.parameter_count or 0, cost.total.flops, cost.memory.total)
    stages = cost_by_stage(graph, cost)
    assert 1 <= len(stages) <= MOST_STAGES
    names = [node.id for stage in stages for node in stage.nodes]
    assert len(names) == len(set(names))


def test_a_stage_is_where_tensors_have_one_height_and_width() -> None:
    graph = convolutions(32, 16, 8)
    stages = cost_by_stage(graph, measure_cost(graph))
    assert [stage.size.spatial for stage in stages if stage.size is not None] == [(32, 32), (16, 16), (8, 8)]
    assert stages[0].cost.flops > 3 * stages[1].cost.flops > 9 * stages[2].cost.flops


def test_a_few_layers_stand_alone_and_many_are_joined() -> None:
    few, many = dense_chain(5, 4, 3), dense_chain(*[6] * 200)
    assert [stage.layer_count for stage in cost_by_stage(few, measure_cost(few))] == [1, 1, 1]
    counts = [stage.layer_count for stage in cost_by_stage(many, measure_cost(many))]
    assert sum(counts) == 200
    assert max(counts) < 2 * min(counts)


def test_weights_of_a_shared_layer_count_once() -> None:
    graph = dv.read(DATA / "models" / "multi.keras")
    assert sums(graph)[0] == graph.parameter_count
