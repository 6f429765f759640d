from __future__ import annotations

import json
from functools import partial
from typing import Any

import numpy as np
import pytest

from dotnet_viz.graph import Edge, Graph, Layer, Node, Origin, Port, TensorSpec, Weight
from dotnet_viz.measures.summary.numbers import LayerSummary
from dotnet_viz.measures.summary.summary import Summary, summarise
from tests.effort import growth


def weight(name: str, *shape: int, dtype: str = "float32", trainable: bool = True) -> Weight:
    return Weight(name, name, shape, dtype, trainable)


def layer(layer_id: str, kind: str = "Dense", weights: tuple[Weight, ...] = (), **options: Any) -> Layer:
    return Layer(layer_id, layer_id.rpartition("/")[2], kind, weights=weights, **options)


def spec(*shape: int | None, dtype: str | None = "float32") -> tuple[TensorSpec, ...]:
    return (TensorSpec((None, *shape), dtype),)


def rows(summary: Summary) -> dict[str, LayerSummary]:
    return {row.id: row for row in summary.layers}


def nested_twice() -> Graph:
    """A nested model that is called twice, with a shared layer and one that is not trained."""
    shared = layer("shared", weights=(weight("kernel", 4, 4), weight("bias", 4)), activation="relu")
    norm = layer("enc/norm", "BatchNormalization", (weight("gamma", 4), weight("moving_mean", 4, trainable=False)))
    inner = layer("enc/inner", "Sequential", category="model")
    deep = layer("enc/inner/deep", weights=(weight("kernel", 4, 4, dtype="bfloat16"),))
    enc = layer("enc", "Functional", category="model", trainable=None)
    nodes = [Node("n0", layer("in", "InputLayer", trainable=None), outputs=spec(4))]
    nodes += [Node("n1", shared, outputs=spec(4)), Node("n2", shared, outputs=spec(4))]
    for first, parent in ((3, "n3"), (7, "n7")):
        nodes += [
            Node(f"n{first}", enc, outputs=spec(4), entries=(Port(f"n{first + 1}"),), exits=(Port(f"n{first + 3}"),)),
            Node(f"n{first + 1}", norm, outputs=spec(4), parent=parent),
            Node(f"n{first + 2}", inner, outputs=spec(4), parent=parent),
            Node(f"n{first + 3}", deep, outputs=spec(4), parent=f"n{first + 2}"),
        ]
    nodes.append(Node("n11", layer("add", "Add"), outputs=spec(4)))
    pairs = [("n0", "n1"), ("n1", "n2"), ("n1", "n3"), ("n2", "n7"), ("n4", "n5"), ("n8", "n9")]
    edges = (*(Edge(a, 0, b, 0) for a, b in pairs), Edge("n7", 0, "n11", 1), Edge("n3", 0, "n11", 0))
    origin = Origin("keras", "m.keras", "3.15.1", file_size=2048)
    return Graph("m", "Functional", tuple(nodes), edges, (Port("n0"),), (Port("n11"),), origin, ("a note",))


def test_shared_layers_count_once() -> None:
    summary = summarise(nested_twice())
    assert summary.parameter_count == 20 + 8 + 16
    assert (summary.trainable_count, summary.non_trainable_count) == (40, 4)
    assert summary.layer_count == 4
    assert rows(summary)["shared"].calls == 2


def test_a_nested_model_has_the_parameters_inside() -> None:
    found = rows(summarise(nested_twice()))
    assert {key: row.parameters for key, row in found.items()} == {
        "in": 0,
        "shared": 20,
        "enc": 24,
        "enc/norm": 8,
        "enc/inner": 16,
        "enc/inner/deep": 16,
        "add": 0,
    }
    assert {key: row.depth for key, row in found.items()} == {
        "in": 0,
        "shared": 0,
        "enc": 0,
        "enc/norm": 1,
        "enc/inner": 1,
        "enc/inner/deep": 2,
        "add": 0,
    }
    assert found["enc"].trainable_parameters == 20
    assert (found["enc"].category, found["enc"].trainable) == ("model", None)


def test_connections_name_the_call_and_follow_the_order_of_arguments() -> None:
    found = rows(summarise(nested_twice()))
    assert found["shared"].connected_to == ("in", "shared[0]")
    assert found["enc"].connected_to == ("shared[0]", "shared[1]")
    assert found["add"].connected_to == ("enc[0]", "enc[1]")
    assert found["in"].connected_to == ()


def test_sizes_by_dtype() -> None:
    summary = summarise(nested_twice())
    assert [(item.dtype, item.parameters, item.weight_bytes) for item in summary.dtypes] == [
        ("float32", 28, 112),
        ("bfloat16", 16, 32),
    ]
    assert summary.weight_bytes == 144


def test_bytes_are_unknown_where_a_dtype_is() -> None:
    odd = layer("a", weights=(weight("kernel", 3, dtype="posit8"), weight("bias", 3, dtype="int4")))
    summary = summarise(Graph("m", "Sequential", (Node("n0", odd),)))
    assert {item.dtype: item.weight_bytes for item in summary.dtypes} == {"posit8": None, "int4": 2}
    assert summary.weight_bytes is None


def test_origin_and_ends() -> None:
    summary = summarise(nested_twice())
    assert (summary.name, summary.kind, summary.format) == ("m", "Functional", "keras")
    assert (summary.framework_version, summary.file_size, summary.notes[0]) == ("3.15.1", 2048, "a note")
    assert [(item.name, item.shape, item.dtype) for item in summary.inputs] == [("in", "(None, 4)", "float32")]
    assert [item.name for item in summary.outputs] == ["add"]


def test_a_shared_layer_may_have_several_shapes() -> None:
    shared = layer("a", "ReLU")
    graph = Graph(
        "m",
        "F",
        (Node("n0", shared, outputs=spec(4)), Node("n1", shared, outputs=spec(2)), Node("n2", shared, outputs=spec(4))),
    )
    assert summarise(graph).layers[0].output_shapes == ("(None, 4)", "(None, 2)")


def test_what_is_not_known_is_not_made_up() -> None:
    graph = Graph("m", "F", (Node("n0", layer("a")),), inputs=(Port("n0", 3),))
    summary = summarise(graph)
    assert (summary.layers[0].output_shapes, summary.layers[0].dtype) == ((), None)
    assert (summary.inputs[0].shape, summary.inputs[0].dtype) == ("?", None)
    assert (summary.framework_version, summary.file_size, summary.weight_bytes) == (None, None, 0)


def test_dtype_of_a_layer_is_that_of_its_weights() -> None:
    mixed = Node("n0", layer("a", weights=(weight("kernel", 2),)), outputs=spec(2, dtype="float16"))
    plain = Node("n1", layer("b"), outputs=spec(2, dtype="float16"))
    assert [row.dtype for row in summarise(Graph("m", "F", (mixed, plain))).layers] == ["float32", "float16"]


def test_to_dict_is_json() -> None:
    summary = summarise(nested_twice())
    data = json.loads(json.dumps(summary.to_dict(), allow_nan=False))
    assert data["parameter_count"] == 44
    assert data["layers"][1]["connected_to"] == ["in", "shared[0]"]


def test_an_empty_graph_is_summed_up() -> None:
    summary = summarise(Graph("m", "Sequential", ()))
    assert (summary.layers, summary.parameter_count, summary.weight_bytes) == ((), 0, 0)
    assert "Parameters: 0" in str(summary)


def test_work_grows_with_the_number_of_layers_alone() -> None:
    def graph_of(count: int) -> Graph:
        layers = [layer(f"a{n}", weights=(weight("kernel", 2),)) for n in range(count)]
        nodes = tuple(Node(f"n{n}", item, outputs=spec(2)) for n, item in enumerate(layers))
        return Graph("m", "F", nodes, tuple(Edge(f"n{n}", 0, f"n{n + 1}", 0) for n in range(count - 1)))

    assert summarise(graph_of(20_000)).parameter_count == 40_000
    assert growth(lambda count: partial(summarise, graph_of(count)), 1_000) < 2.1


def test_zero_size_weights_count_nothing() -> None:
    graph = Graph("m", "F", (Node("n0", Layer("a", "a", "Dense", weights=(Weight.from_array("kernel", np.zeros((0, 3))),))),))
    assert (summarise(graph).parameter_count, summarise(graph).weight_bytes) == (0, 0)


def test_what_the_source_lacks_is_counted_as_unknown() -> None:
    held, lacking = layer("a", weights=(weight("kernel", 3, 2),)), layer("b", lacks_weights=True, trainable=None)
    summary = summarise(Graph("m", "Sequential", (Node("n0", held), Node("n1", lacking))))
    assert [row.parameters for row in summary.layers] == [6, None]
    assert (summary.parameter_count, summary.trainable_count, summary.non_trainable_count) == (None, None, None)
    assert summary.weight_bytes is None
    table = str(summary).splitlines()
    assert [line.split()[-2:] for line in table if line.startswith("b ")] == [["?", "?"]]
    assert "Parameters: ?" in table
    assert json.loads(json.dumps(summary.to_dict()))["parameter_count"] is None


def test_statistics_are_those_of_the_values_and_are_read_only_when_asked_for() -> None:
    kernel = np.array([[1.0, 0.0], [-3.0, np.nan]], "float32")
    dense = layer("d", weights=(Weight.from_array("kernel", kernel), weight("bias", 2)))
    graph = Graph("m", "Sequential", (Node("n0", dense),))
    assert summarise(graph).statistics is None
    summary = summarise(graph, statistics=True)
    [found] = json.loads(json.dumps(summary.to_dict()))["statistics"]
    assert "histogram" not in found
    assert (found["layer"], found["name"], found["shape"]) == ("d", "kernel", [2, 2])
    assert (found["minimum"], found["maximum"], found["zero_share"], found["nan_count"]) == (-3.0, 1.0, 0.25, 1)
    assert found["mean"] == pytest.approx(-2 / 3)
    assert found["standard_deviation"] == pytest.approx(np.std([1, 0, -3]))
    head, _, row = str(summary).splitlines()[-3:]
    assert head.split() == ["Weight", "Shape", "Mean", "Deviation", "Minimum", "Maximum", "Zeros", "Not", "finite"]
    assert row.split() == ["d/kernel", "(2,", "2)", "−0.6667", "1.7", "−3", "1", "25", "%", "1"]
    assert "d/kernel" in summary._repr_mimebundle_()["text/html"]
