"""Costs of whole models: shared layers, nested models, wrappers, sizes that vary, layers that nobody knows."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, Subgraph, TensorSpec, Weight
from dotnet_viz.measures.cost.cost import Cost
from dotnet_viz.measures.cost.measure import measure_cost
from dotnet_viz.readers.arrays.in_memory import read

Sizes = tuple[int | None, ...]


def chain(*calls: tuple[Layer, Sizes]) -> Graph:
    """Return a model of calls one behind the other, the first of which is an input."""
    nodes: list[Node] = []
    for layer, shape in calls:
        inputs = nodes[-1].outputs if nodes else ()
        nodes.append(Node(f"n{len(nodes)}", layer, inputs, (TensorSpec(shape, "float32"),)))
    edges = tuple(Edge(one.id, 0, other.id, 0) for one, other in itertools.pairwise(nodes))
    return Graph("m", "Functional", tuple(nodes), edges, (Port("n0"),), (Port(nodes[-1].id),))


def layer(kind: str, name: str = "", **config: Any) -> Layer:
    return Layer(name or kind.lower(), name or kind.lower(), kind, config=config)


INPUT = layer("InputLayer", "image")


def test_a_layer_that_is_called_twice_costs_twice() -> None:
    shared = layer("Dense", units=4, use_bias=True)
    found = measure_cost(chain((INPUT, (None, 4)), (shared, (None, 4)), (shared, (None, 4))))
    assert found.total == Cost(32, 72)
    assert found.calls["n1"] == found.calls["n2"] == Cost(16, 36)


def test_a_nested_model_costs_what_is_inside() -> None:
    dense = layer("Dense", "inner/dense", units=3, use_bias=False)
    spec, out = (TensorSpec((None, 4), "float32"),), (TensorSpec((None, 3), "float32"),)
    nodes = (
        Node("n0", INPUT, (), spec),
        Node("n1", Layer("inner", "inner", "Functional", "model"), spec, out, None, (), (Port("n2"),), (Port("n3"),)),
        Node("n2", layer("InputLayer", "inner/x"), (), spec, "n1"),
        Node("n3", dense, spec, out, "n1"),
    )
    edges = (Edge("n0", 0, "n1", 0), Edge("n2", 0, "n3", 0))
    found = measure_cost(Graph("m", "Functional", nodes, edges, (Port("n0"),), (Port("n1"),)))
    assert found.calls["n1"] == found.total == Cost(12, 24)
    assert found.activation_bytes == {"n0": 16, "n1": 12, "n2": 0, "n3": 12}
    assert (found.memory.total, found.memory.peak) == (28, 28)


def test_a_wrapper_runs_its_layer_for_each_time_step() -> None:
    inner = {"class_name": "Dense", "module": "keras.layers", "config": {"name": "d", "units": 2, "use_bias": True}}
    found = measure_cost(chain((INPUT, (None, 5, 3)), (layer("TimeDistributed", layer=inner), (None, 5, 2))))
    assert found.total == Cost(5 * 6, 5 * 14)


def test_both_directions_of_a_recurrent_layer_count() -> None:
    inner = {"class_name": "LSTM", "module": "keras.layers", "config": {"name": "l", "units": 4, "return_sequences": True}}
    alone = measure_cost(chain((INPUT, (None, 6, 3)), (layer("LSTM", units=4, return_sequences=True), (None, 6, 4))))
    config: dict[str, Any] = {"layer": inner, "merge_mode": "sum"}
    both = measure_cost(chain((INPUT, (None, 6, 3)), (layer("Bidirectional", **config), (None, 6, 4))))
    assert both.total == alone.total.times(2) + Cost(flops=24)


def test_a_cell_is_repeated_by_its_wrapper() -> None:
    cell = {"class_name": "LSTMCell", "module": "keras.layers", "config": {"name": "c", "units": 4}}
    wrapped = measure_cost(chain((INPUT, (None, 6, 3)), (layer("RNN", cell=cell), (None, 4))))
    assert wrapped.total == measure_cost(chain((INPUT, (None, 6, 3)), (layer("LSTM", units=4), (None, 4)))).total


def images() -> Graph:
    convolution = layer("Conv2D", filters=8, kernel_size=[3, 3], padding="valid", strides=[1, 1], use_bias=True)
    pooled, dense = layer("GlobalAveragePooling2D"), layer("Dense", units=2, use_bias=True)
    shapes: list[tuple[Layer, Sizes]] = [(convolution, (None, None, None, 8)), (pooled, (None, 8)), (dense, (None, 2))]
    return chain((INPUT, (None, None, None, 3)), *shapes)


def test_sizes_that_vary_can_be_given() -> None:
    unknown = measure_cost(images())
    assert unknown.total == Cost(16, 34, is_complete=False)
    assert "image (None, None, None, 3)" in unknown.notes[0]
    assert "with input_shape=." in unknown.notes[0]
    found = measure_cost(images(), (10, 10, 3))
    macs = 64 * 8 * 27
    assert found.total == Cost(macs + 16, 2 * macs + 64 * 8 + 64 * 8 + 34)
    assert found.notes == ()
    assert measure_cost(images(), {"image": [10, 10, 3]}) == measure_cost(images(), [(10, 10, 3)]) == found


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((10, 10), r"\(10, 10\) does not fit input image, whose samples are \(None, None, 3\)"),
        ((10, 10, 1), "does not fit"),
        ((10, 10, -3), "whole numbers"),
        ((10, 10, 3.0), "whole numbers"),
        ({"imag": (10, 10, 3)}, "did you mean 'image'"),
        ({"image": 10}, "whole numbers"),
        ([(10, 10, 3), (10, 10, 3)], "2 of the 1 inputs"),
        ("10x10", "must be a shape"),
        (10, "must be a shape"),
    ],
)
def test_a_shape_that_does_not_fit_is_an_error(given: Any, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        measure_cost(images(), given)


def test_reshapes_into_the_batch_are_followed() -> None:
    windows = Layer("r", "r", "Reshape", "operation", config={"newshape": [-1, 4, 3]})
    found = measure_cost(chain((INPUT, (None, 8, 3)), (windows, (None, 4, 3)), (layer("Dense", units=5), (None, 4, 5))))
    assert found.total.macs == 8 * 3 * 5


def test_a_fixed_batch_counts_as_one_sample() -> None:
    found = measure_cost(chain((INPUT, (32, 4)), (layer("Dense", units=3, use_bias=False), (32, 3))))
    assert (found.total, found.memory.total) == (Cost(12, 24), 28)


def test_unknown_layers_leave_a_lower_bound_and_are_named() -> None:
    mine = layer("Mine", "my_layer")
    found = measure_cost(chain((INPUT, (None, 4)), (layer("Dense", units=4), (None, 4)), (mine, (None, 4))))
    assert found.total == Cost(16, 32, is_complete=False)
    assert found.notes == ("MACs and FLOPs are without those of my_layer (Mine), whose sizes or arithmetic are not known.",)


def test_code_of_its_own_around_layers_is_unknown() -> None:
    outer = Node("n0", Layer("mine", "mine", "MyModel", "model"), (), (TensorSpec((None, 3), "float32"),))
    spec, out = (TensorSpec((None, 4), "float32"),), (TensorSpec((None, 3), "float32"),)
    inner = Node("n1", layer("Dense", "mine/dense", units=3), spec, out, "n0")
    found = measure_cost(Graph("m", "MyModel", (outer, inner)))
    assert found.total == Cost(12, 24, is_complete=False)


def test_arrays_have_costs() -> None:
    found = measure_cost(read([(np.ones((4, 3)), np.zeros(3), "tanh"), np.ones((3, 2))]))
    assert found.total == Cost(18, 39)


def test_a_tensor_lives_until_its_last_use() -> None:
    first, second = layer("Dense", "one", units=100), layer("Dense", "two", units=10)
    graph = chain((INPUT, (None, 10)), (first, (None, 100)), (second, (None, 10)))
    add = Node("n3", layer("Add"), (graph.nodes[2].outputs[0], graph.nodes[0].outputs[0]), graph.nodes[2].outputs)
    graph = Graph("m", "F", (*graph.nodes, add), (*graph.edges, Edge("n2", 0, "n3", 0), Edge("n0", 0, "n3", 1)))
    memory = measure_cost(graph).memory
    assert (memory.total, memory.peak) == (4 * 130, 4 * 120)


def test_thousands_of_layers_take_linear_time() -> None:
    def calls(count: int) -> Graph:
        return chain((INPUT, (None, 4)), *((layer("Dense", f"d{n}", units=4), (None, 4)) for n in range(count)))

    assert measure_cost(calls(5000)).total == Cost(80_000, 160_000)


def test_a_custom_layer_of_known_calls_costs_what_is_inside() -> None:
    spec = TensorSpec((None, 4), "float32")
    kernel = Weight("kernel", "kernel", (4, 4), "float32", shared_with="block/d/kernel")
    dense = Layer("d", "d", "Dense", weights=(kernel,), config={"units": 4, "use_bias": False})
    inside = Subgraph((Node("n0", dense, (spec,), (spec,)),), (), (Port("n0"),), (Port("n0"),))
    outer = Layer("block", "block", "Block", weights=(replace(kernel, name="d/kernel", shared_with=None),))
    first = Node("n0", Layer("x", "x", "InputLayer"), outputs=(spec,))
    node = Node("n1", outer, (spec,), (spec,), inside=inside)
    graph = Graph("m", "Functional", (first, node), (Edge("n0", 0, "n1", 0),), (Port("n0"),), (Port("n1"),))
    found = measure_cost(graph)
    assert found.total == Cost(16, 32)
    assert set(found.calls) == set(found.activation_bytes) == {"n0", "n1"}
    assert measure_cost(replace(graph, nodes=(first, replace(node, inside=None)))).total.is_complete is False


def test_absurd_sizes_are_unknown_and_can_be_written() -> None:
    dense = layer("Dense", units=5)
    graph = chain((INPUT, (None, 10**400)), (dense, (None, 10**400)))
    found = measure_cost(graph)
    assert found.total == Cost(is_complete=False)
    assert found.activation_bytes == {"n0": None, "n1": 20}
    inner = {"class_name": "Dense", "module": "keras.layers", "config": {"name": "d", "units": 5}}
    steps = layer("TimeDistributed", layer=inner)
    assert not measure_cost(chain((INPUT, (None, 10**400, 3)), (steps, (None, 10**400, 5)))).total.is_complete


def test_sizes_are_numbers_of_numpy_too() -> None:
    assert measure_cost(images(), np.array([10, 10, 3])) == measure_cost(images(), (10, 10, 3))
    assert measure_cost(images(), tuple(np.array([10, 10, 3]))) == measure_cost(images(), (10, 10, 3))


def test_calls_in_a_circle_end() -> None:
    dense, spec = layer("Dense"), (TensorSpec((None, 4), "float32"),)
    nodes = (Node("a", dense, spec, spec), Node("b", dense, spec, spec))
    assert measure_cost(Graph("m", "F", nodes, (Edge("a", 0, "b", 0), Edge("b", 0, "a", 0)))).total == Cost(32, 64)
