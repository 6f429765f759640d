from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.errors import UnreadableFileError, UnsafeFileError
from dotnet_viz.graph import InMemory, Origin, Port
from dotnet_viz.keras_format.config.records import Call, LayerRecord, ModelRecord, TensorReference
from dotnet_viz.keras_format.to_graph import graph_of
from dotnet_viz.keras_format.variables import Variable, VariableTree


def entry() -> LayerRecord:
    return LayerRecord("x", "InputLayer", config={"batch_shape": [None, 4]}, calls=(Call(),))


def on(*tensors: tuple[str, int]) -> Call:
    return Call(tuple(TensorReference(name, 0, index) for name, index in tensors))


def model(name: str, *layers: LayerRecord, trainable: bool = True) -> ModelRecord:
    ends = [(TensorReference(layer.name, 0, 0),) for layer in (layers[0], layers[-1])]
    return ModelRecord(name, "Functional", "functional", layers, ends[0], ends[1], trainable)


def nested(record: ModelRecord, *calls: Call) -> LayerRecord:
    return LayerRecord(record.name, record.kind, "model", trainable=record.trainable, calls=calls, model=record)


def dense() -> LayerRecord:
    own = tuple(Variable(shape, "float32", InMemory(np.zeros(shape))) for shape in ((4, 4), (4,)))
    return LayerRecord("d", "Dense", config={"units": 4}, calls=(on(("x", 0)),), variables=VariableTree("d", own))


ORIGIN = Origin("test")


def test_children_stand_right_behind_their_model() -> None:
    inner = model("in", entry(), dense())
    graph = graph_of(model("m", entry(), nested(inner, on(("x", 0))), LayerRecord("r", "ReLU", calls=(on(("in", 0)),))), ORIGIN)
    assert [(node.id, node.layer.id, node.parent) for node in graph.nodes] == [
        ("n0", "x", None),
        ("n1", "in", None),
        ("n2", "in/x", "n1"),
        ("n3", "in/d", "n1"),
        ("n4", "r", None),
    ]
    assert (graph.node("n1").entries, graph.node("n1").exits) == ((Port("n2"),), (Port("n3"),))
    assert [(edge.source, edge.target) for edge in graph.leaf_edges()] == [("n2", "n3"), ("n0", "n2"), ("n3", "n4")]


def test_a_model_that_is_not_to_be_trained_freezes_what_is_inside() -> None:
    graph = graph_of(model("m", entry(), nested(model("in", entry(), dense(), trainable=False), on(("x", 0)))), ORIGIN)
    assert graph.trainable_count == 0
    assert graph.layer("in/d").trainable is True


def test_a_frozen_root_freezes_everything() -> None:
    assert graph_of(model("m", entry(), dense(), trainable=False), ORIGIN).trainable_count == 0


def test_tensors_that_enter_no_layer_are_reported() -> None:
    inner = nested(model("in", entry(), dense()), on(("x", 0), ("x", 0)))
    graph = graph_of(model("m", entry(), inner), ORIGIN)
    assert [(edge.source, edge.target, edge.target_port) for edge in graph.edges if edge.target == "n1"] == [("n0", "n1", 0)]
    assert any("more tensors than the model has inputs" in note for note in graph.notes)


def test_an_output_that_a_model_does_not_have_is_damage() -> None:
    inner = nested(model("in", entry(), dense()), on(("x", 0)))
    with pytest.raises(UnreadableFileError, match="model 'in' has 1 outputs, but number 3 is used"):
        graph_of(model("m", entry(), inner, LayerRecord("r", "ReLU", calls=(on(("in", 3)),))), ORIGIN)


def test_the_number_of_nodes_is_bounded() -> None:
    with pytest.raises(UnsafeFileError, match=r"more than 1 (nodes|steps)"):
        graph_of(model("m", entry(), dense()), ORIGIN, max_nodes=1)


def test_notes_of_the_reader_come_first() -> None:
    graph = graph_of(model("m", entry(), LayerRecord("odd", "Odd", calls=(on(("x", 0)),))), ORIGIN, ["first"])
    assert graph.notes == ("first", "The output shape is not known for odd.")


def test_a_subclassed_model_is_one_node_with_its_layers_inside() -> None:
    record = ModelRecord("mine", "Mine", "subclassed", (LayerRecord("d", "Dense", calls=(Call(outputs=()),)),))
    graph = graph_of(record, ORIGIN)
    assert [(node.layer.id, node.parent) for node in graph.nodes] == [("mine", None), ("mine/d", "n0")]
    assert (graph.inputs, graph.outputs, graph.edges) == ((), (), ())
