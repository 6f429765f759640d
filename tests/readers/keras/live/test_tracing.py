from __future__ import annotations

import threading
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from dotnet_viz.graph import Graph
from dotnet_viz.readers.keras.live import reader

pytestmark = pytest.mark.keras


def subclassed(keras: ModuleType, make: Callable[[Any], None], call: Callable[..., Any], name: str = "mine") -> Any:
    """Return a subclassed model: ``make`` gives it layers, ``call`` is its forward pass."""

    class Mine(keras.Model):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            super().__init__(name=name)
            make(self)

    Mine.call = call
    return Mine()


def on(model: Any, *shapes: tuple[int, ...]) -> Any:
    model(*(np.ones(shape, "float32") for shape in shapes))
    return model


def edges(graph: Graph) -> list[str]:
    names = {node.id: node.layer.id for node in graph.nodes}
    return [f"{names[edge.source]} > {names[edge.target]}" for edge in graph.edges]


def shapes(graph: Graph) -> dict[str, str]:
    return {node.layer.id: ", ".join(map(str, node.outputs)) for node in graph.nodes}


def residual(keras: ModuleType, name: str = "block") -> Any:
    def make(self: Any) -> None:
        self.first = keras.layers.Dense(4, name="dense")
        self.second = keras.layers.Dense(4, name="dense")
        self.norm = keras.layers.BatchNormalization(name="norm")
        self.drop = keras.layers.Dropout(0.5, seed=1, name="drop")

    def call(self: Any, x: Any, training: bool = False) -> Any:
        y = self.drop(self.norm(self.first(x), training=training), training=training)
        return keras.ops.relu(self.second(y)) + x

    return subclassed(keras, make, call, name)


def network(keras: ModuleType) -> Any:
    def make(self: Any) -> None:
        self.stem = keras.layers.Dense(4, name="stem")
        self.blocks = [residual(keras, f"block_{number}") for number in range(2)]
        self.head = keras.Sequential([keras.layers.Dense(3, name="logits"), keras.layers.Softmax(name="softmax")], name="head")

    def call(self: Any, x: Any) -> Any:
        x = self.blocks[0](self.stem(x))
        return self.head(self.blocks[1](self.blocks[1](x)))

    return subclassed(keras, make, call, "network")


def test_the_calls_of_a_forward_pass_are_nodes_and_edges(keras: ModuleType) -> None:
    graph = reader.read(on(residual(keras), (2, 4)))
    assert [(node.layer.id, node.layer.name, node.layer.kind) for node in graph.nodes] == [
        ("x", "x", "InputLayer"),
        ("dense", "dense", "Dense"),
        ("norm", "norm", "BatchNormalization"),
        ("drop", "drop", "Dropout"),
        ("dense#2", "dense", "Dense"),
        ("relu", "relu", "Relu"),
        ("add", "add", "Add"),
    ]
    assert edges(graph) == [
        "x > dense",
        "dense > norm",
        "norm > drop",
        "drop > dense#2",
        "dense#2 > relu",
        "relu > add",
        "x > add",
    ]
    assert (graph.kind, graph.notes, [port.node for port in graph.outputs]) == ("Mine", (), ["n6"])
    assert set(shapes(graph).values()) == {"(None, 4)"}


def test_models_inside_are_followed_and_shared_ones_are_one_layer_called_twice(keras: ModuleType) -> None:
    model = on(network(keras), (2, 5))
    graph = reader.read(model)
    calls = [node for node in graph.nodes if node.parent is None]
    assert [node.layer.name for node in calls] == ["x", "stem", "block_0", "block_1", "block_1", "head"]
    assert calls[3].layer is calls[4].layer
    assert all(graph.node(calls[3].entries[0].node).layer.kind == "InputLayer" for _ in calls[2:5])
    assert [graph.node(node.exits[0].node).layer.kind for node in calls[2:]] == ["Add", "Add", "Add", "Softmax"]
    assert graph.parameter_count == model.count_params()
    assert shapes(graph)["head/logits"] == "(None, 3)"
    assert len(graph.leaf_edges()) == len(graph.edges)


def test_what_is_read_twice_is_equal_and_leaves_the_model_as_it_was(keras: ModuleType) -> None:
    model = on(network(keras), (2, 5))
    every = [model, *model._flatten_layers(include_self=False)]
    before = [set(vars(layer)) for layer in every]
    values = [variable.numpy().copy() for variable in model.variables]
    counts = [(len(layer._inbound_nodes), len(layer._outbound_nodes)) for layer in every]
    name = keras.layers.Dense(2).name
    assert reader.read(model) == reader.read(model)
    assert [set(vars(layer)) for layer in every] == before
    assert [(len(layer._inbound_nodes), len(layer._outbound_nodes)) for layer in every] == counts
    assert keras.layers.Dense(2).name == f"dense_{int(name.rpartition('_')[2]) + 1 if '_' in name else 1}"
    for old, variable in zip(values, model.variables, strict=True):
        np.testing.assert_array_equal(old, variable.numpy())


def test_a_model_that_fails_on_the_way_is_left_as_it_was(keras: ModuleType) -> None:
    def call(self: Any, x: Any) -> Any:
        y = self.a(x)
        return y if keras.ops.sum(y) > 0 else x

    model = subclassed(keras, lambda self: setattr(self, "a", keras.layers.Dense(4, name="a")), call)
    model.a.build((None, 4))
    model.build((None, 4))
    before = set(vars(model.a))
    graph = reader.read(model)
    assert [node.layer.id for node in graph.nodes] == ["mine", "mine/a"]
    assert "it decides by the values of tensors" in graph.notes[0]
    assert set(vars(model.a)) == before
    assert model.a._inbound_nodes == []


def test_functions_of_tensorflow_are_operations(keras: ModuleType) -> None:
    tf = import_module("tensorflow")

    def make(self: Any) -> None:
        self.a, self.b = keras.layers.Dense(4, name="a"), keras.layers.Dense(4, name="b")

    def call(self: Any, x: Any) -> Any:
        joined = tf.concat([tf.nn.relu(self.a(x)), self.b(x)], axis=-1)
        return tf.reshape(joined, [tf.shape(joined)[0], 2, 4])

    graph = reader.read(on(subclassed(keras, make, call), (2, 3)))
    kinds = [node.layer.kind for node in graph.nodes]
    assert kinds == ["InputLayer", "Dense", "tf.nn.relu", "Dense", "tf.concat", "tf.shape", "GetItem", "tf.reshape"]
    assert shapes(graph)["concat"] == "(None, 8)"
    assert {node.layer.category for node in graph.nodes if node.layer.kind.startswith("tf.")} == {"operation"}
    with pytest.raises(ValueError, match="KerasTensor cannot be used"):
        tf.nn.relu(keras.Input((3,)))


def test_own_variables_and_embedded_positions_have_nodes(keras: ModuleType) -> None:
    def make(self: Any) -> None:
        self.embed = keras.layers.Embedding(9, 4, name="positions")
        self.scale = self.add_weight(shape=(4,), name="scale")

    def call(self: Any, x: Any) -> Any:
        return x * self.scale + self.embed(keras.ops.arange(3))

    model = on(subclassed(keras, make, call), (2, 3, 4))
    graph = reader.read(model)
    assert edges(graph) == ["x > multiply", "scale > multiply", "multiply > add", "positions > add"]
    assert graph.node("n1").layer.kind == "Variable"
    assert graph.layer("positions").weights[0].shape == (9, 4)
    assert graph.parameter_count == model.count_params()
    assert graph.calls("positions")[0].constants == (("args[0]", "int32 tensor of shape (3,)"),)


def test_losses_metrics_and_random_numbers_in_the_pass_do_not_stop_it(keras: ModuleType) -> None:
    def make(self: Any) -> None:
        self.mean, self.out = keras.layers.Dense(4, name="mean"), keras.layers.Dense(2, name="out")
        self.tracker, self.seeds = keras.metrics.Mean(name="kl"), keras.random.SeedGenerator(1)

    def call(self: Any, x: Any) -> Any:
        z = self.mean(x)
        z = z + keras.random.normal((keras.ops.shape(z)[0], 4), seed=self.seeds)
        self.add_loss(keras.ops.mean(z))
        self.tracker.update_state(keras.ops.mean(z))
        return self.out(z)

    model = on(subclassed(keras, make, call), (2, 3))
    before = [variable.numpy().copy() for variable in (*model.variables, *model.metrics_variables)]
    graph = reader.read(model)
    assert edges(graph) == ["x > mean", "mean > add", "add > out"]
    assert graph.node("n2").constants == (("args[1]", "float32 tensor of shape (None, 4)"),)
    for old, variable in zip(before, (*model.variables, *model.metrics_variables), strict=True):
        np.testing.assert_array_equal(old, variable.numpy())
    assert len(model.losses) == 1


def test_several_arguments_dicts_and_outputs_keep_their_order(keras: ModuleType) -> None:
    def make(self: Any) -> None:
        self.a, self.b = keras.layers.Dense(2, name="a"), keras.layers.Dense(3, name="b")

    def call(self: Any, x: Any) -> Any:
        return {"z": self.a(x["right"]), "y": self.b(x["left"])}

    model = subclassed(keras, make, call)
    model({"right": np.ones((2, 5), "float32"), "left": np.ones((2, 4), "float32")})
    graph = reader.read(model)
    assert [graph.node(port.node).layer.name for port in graph.inputs] == ["left", "right"]
    assert [graph.node(port.node).layer.name for port in graph.outputs] == ["b", "a"]
    assert edges(graph) == ["left > b", "right > a"]


def test_a_model_that_was_never_called_says_what_to_do(keras: ModuleType) -> None:
    graph = reader.read(network(keras))
    assert graph.edges
    assert "call it once, or build it" in graph.notes[0]
    assert graph.node("n0").layer.kind == "Mine"


@pytest.mark.filterwarnings("ignore:`build\\(\\)` was called on layer 'mine'")
def test_a_part_that_is_not_built_is_not_built_by_looking(keras: ModuleType) -> None:
    def call(self: Any, x: Any) -> Any:
        return self.dense(x)

    model = subclassed(keras, lambda self: setattr(self, "dense", keras.layers.Dense(3, name="dense")), call)
    type(model).build = lambda self, input_shape: None
    model.build((None, 4))
    graph = reader.read(model)
    assert not model.dense.built
    assert "its layer 'dense' has not been built yet" in graph.notes[0]


def test_layers_that_the_pass_leaves_out_are_drawn_and_named(keras: ModuleType) -> None:
    def make(self: Any) -> None:
        self.a, self.extra = keras.layers.Dense(3, name="a"), keras.layers.Dense(2, name="extra")
        self.extra.build((None, 3))

    model = on(subclassed(keras, make, lambda self, x: self.a(x)), (2, 4))
    graph = reader.read(model)
    assert graph.notes == ("The forward pass does not use extra.",)
    assert graph.parameter_count == model.count_params()


def test_a_subclassed_model_inside_a_functional_one_is_followed(keras: ModuleType) -> None:
    x = keras.Input((4,), name="x")
    graph = reader.read(keras.Model(x, residual(keras)(x)))
    model = graph.node("n1")
    assert (model.layer.category, str(model.outputs[0])) == ("model", "(None, 4)")
    assert graph.node(model.exits[0].node).layer.kind == "Add"
    assert graph.notes == ()


def test_a_mask_of_an_embedding_reaches_the_layer_that_uses_it(keras: ModuleType) -> None:
    def make(self: Any) -> None:
        self.embed, self.read = keras.layers.Embedding(9, 4, mask_zero=True, name="embed"), keras.layers.LSTM(3, name="read")

    model = subclassed(keras, make, lambda self, x: self.read(self.embed(x)))
    model(np.ones((2, 5), "int32"))
    assert "not_equal > read" in edges(reader.read(model))


def test_another_thread_can_use_the_model_meanwhile(keras: ModuleType) -> None:
    model = on(network(keras), (2, 5))
    wanted = model(np.ones((2, 5), "float32")).numpy()
    found: list[Any] = []

    def call(self: Any, x: Any) -> Any:
        thread = threading.Thread(target=lambda: found.append(model(np.ones((2, 5), "float32")).numpy()))
        thread.start()
        thread.join()
        return self.inner(x)

    outer = on(subclassed(keras, lambda self: setattr(self, "inner", model), call, "outer"), (2, 5))
    found.clear()
    reader.read(outer)
    assert len(found) == 1
    np.testing.assert_allclose(found[0], wanted, rtol=1e-6)
