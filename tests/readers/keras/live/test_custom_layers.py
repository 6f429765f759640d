"""Custom layers of live models: their code is followed, whatever it does, and nothing of that stays."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.graph import Graph

pytestmark = pytest.mark.keras


def custom(
    keras: ModuleType, make: Callable[[Any], None], call: Callable[..., Any], name: str = "block", **methods: Any
) -> Any:
    """Return a custom layer: ``make`` gives it layers, ``call`` is its code, and ``methods`` are others of its class."""

    class Block(keras.layers.Layer):  # type: ignore[name-defined,misc]
        def __init__(self, **options: Any) -> None:
            super().__init__(name=name, **options)
            make(self)

    for method, function in {"call": call, **methods}.items():
        setattr(Block, method, function)
    return Block()


def transformer(keras: ModuleType, name: str = "block", size: int = 8) -> Any:
    """Return the TransformerBlock of the tutorials."""
    layers = keras.layers

    def make(self: Any) -> None:
        self.att = layers.MultiHeadAttention(2, size, name="att")
        self.ffn = keras.Sequential([layers.Dense(6, "relu", name="up"), layers.Dense(size, name="down")], name="ffn")
        self.norms = {"first": layers.LayerNormalization(name="norm"), "second": layers.LayerNormalization(name="norm_2")}
        self.drops = [layers.Dropout(0.1, name="drop"), layers.Dropout(0.1, name="drop_2")]

    def call(self: Any, inputs: Any, training: bool = False) -> Any:
        out = self.norms["first"](inputs + self.drops[0](self.att(inputs, inputs), training=training))
        return self.norms["second"](out + self.drops[1](self.ffn(out), training=training))

    return custom(keras, make, call, name)


def on(keras: ModuleType, layer: Any, *shape: int) -> Any:
    entry = keras.Input(shape, name="x")
    return keras.Model(entry, layer(entry))


def opened(model: Any) -> Graph:
    """Return the graph of a model with its custom layers opened, in which no weight is lost and none is there twice."""
    closed = dv.read(model)
    graph = dv.expand_wrappers(closed)
    assert closed.parameter_count == graph.parameter_count == model.count_params()
    assert closed.trainable_count == graph.trainable_count
    return graph


def ids(graph: Graph) -> list[str]:
    return [layer.id for layer in graph.layers]


def flow(graph: Graph) -> set[tuple[str, str]]:
    names = {node.id: node.layer.id for node in graph.nodes}
    return {(names[edge.source], names[edge.target]) for edge in graph.leaf_edges()}


def test_the_block_of_the_tutorials_is_opened_with_its_shapes_and_values(keras: ModuleType) -> None:
    model = on(keras, transformer(keras), 5, 8)
    graph = opened(model)
    assert {"block/att", "block/ffn/up", "block/ffn/down", "block/norm", "block/norm_2", "block/drop", "block/drop_2"} <= set(
        ids(graph)
    )
    assert {("block/att", "block/drop"), ("block/drop", "block/add"), ("block/inputs", "block/add")} <= flow(graph)
    assert [str(node.output()) for node in graph.calls("block/ffn/up")] == ["(None, 5, 6)"]
    kernel = graph.layer("block/ffn/up").weights[0]
    assert np.array_equal(kernel.array, model.get_layer("block").ffn.layers[0].kernel.numpy())


def test_a_graph_as_it_is_read_has_custom_layers_closed(keras: ModuleType) -> None:
    graph = dv.read(on(keras, transformer(keras), 5, 8))
    assert ids(graph) == ["x", "block"]
    assert graph.layer_count == 1
    assert graph.notes == ()


def test_calls_of_one_layer_share_its_layers(keras: ModuleType) -> None:
    block = transformer(keras)
    entry = keras.Input((5, 8), name="x")
    graph = opened(keras.Model(entry, block(block(entry))))
    assert len(graph.calls("block/att")) == 2
    assert ids(graph).count("block/att") == 1


def test_a_layer_inside_another_and_beside_it_is_counted_once(keras: ModuleType) -> None:
    dense = keras.layers.Dense(4, name="shared")

    def make(self: Any) -> None:
        self.inner = dense

    holders = [custom(keras, make, lambda self, x: self.inner(x), name) for name in ("one", "two")]
    entry = keras.Input((4,), name="x")
    graph = opened(keras.Model(entry, dense(holders[1](holders[0](entry)))))
    assert [layer.weights[0].shared_with for layer in graph.layers if layer.weights] == [
        None,
        "one/shared/kernel",
        "one/shared/kernel",
    ]


def test_what_only_training_does_is_drawn_where_the_model_calls_it_so(keras: ModuleType) -> None:
    def make(self: Any) -> None:
        self.noise, self.dense = keras.layers.GaussianNoise(0.1, name="noise"), keras.layers.Dense(4, name="dense")

    def call(self: Any, x: Any, training: Any) -> Any:
        return self.dense(self.noise(x) if training else x)

    for training in (False, True):
        block, entry = custom(keras, make, call), keras.Input((4,), name="x")
        graph = opened(keras.Model(entry, block(entry, training=training)))
        assert ("block/noise" in ids(graph)) == training


def test_several_inputs_outputs_and_keywords(keras: ModuleType) -> None:
    def make(self: Any) -> None:
        self.query, self.context = keras.layers.Dense(4, name="query"), keras.layers.Dense(4, name="context")

    def call(self: Any, x: Any, context: Any = None, scale: float = 1.0) -> Any:
        query = self.query(x) * scale
        return {"sum": query + self.context(context), "query": query}

    block = custom(keras, make, call)
    x, y = keras.Input((3,), name="x"), keras.Input((5,), name="y")
    result = block(x, context=y, scale=2.0)
    graph = opened(keras.Model([x, y], [keras.layers.ReLU(name="r")(result["sum"]), result["query"]]))
    assert {("x", "block/query"), ("y", "block/context"), ("block/add", "r")} <= flow(graph)


def test_code_that_cannot_be_followed_gives_a_tree_and_the_reason(keras: ModuleType) -> None:
    def make(self: Any) -> None:
        self.one, self.other = keras.layers.Dense(4, name="one"), keras.layers.Dense(4, name="other")

    def call(self: Any, x: Any) -> Any:
        return self.one(x) if keras.ops.sum(x) > 0 else self.other(x)

    def build(self: Any, shape: Any) -> None:
        self.one.build(shape)
        self.other.build(shape)

    def compute_output_spec(self: Any, x: Any) -> Any:
        return keras.KerasTensor((x.shape[0], 4))

    graph = opened(on(keras, custom(keras, make, call, build=build, compute_output_spec=compute_output_spec), 3))
    assert [layer.kind for layer in graph.layers] == ["InputLayer", "Block", "Dense", "Dense"]
    note = "block: the code of a custom layer could not be followed (it decides by the values of tensors);"
    assert any(text.startswith(note) for text in graph.notes)


def test_layers_that_the_code_does_not_use_are_there_and_noted(keras: ModuleType) -> None:
    def make(self: Any) -> None:
        self.used, self.unused = keras.layers.Dense(4, name="used"), keras.layers.Dense(2, name="unused")

    def build(self: Any, shape: Any) -> None:
        self.used.build(shape)
        self.unused.build(shape)

    graph = opened(on(keras, custom(keras, make, lambda self, x: self.used(x), build=build), 3))
    assert "block/unused" in ids(graph)
    assert graph.notes == ("The forward pass of block does not use unused.",)


def test_a_variable_of_its_own_is_a_node(keras: ModuleType) -> None:
    def make(self: Any) -> None:
        self.dense = keras.layers.Dense(4, name="dense")
        self.token = self.add_weight(shape=(4,), name="token")

    graph = opened(on(keras, custom(keras, make, lambda self, x: self.dense(x) + self.token), 3))
    assert ("block/token", "block/add") in flow(graph)


def test_a_variable_that_stands_before_a_tensor_is_known_too(keras: ModuleType) -> None:
    def make(self: Any) -> None:
        self.dense = keras.layers.Dense(4, name="dense")
        self.scale = self.add_weight(shape=(4,), name="scale")

    methods = dict(vars(keras.Variable.__mro__[1]))
    graph = opened(on(keras, custom(keras, make, lambda self, x: self.scale * self.dense(x) - 1), 3))
    assert {("block/scale", "block/multiply"), ("block/dense", "block/multiply")} <= flow(graph)
    assert dict(vars(keras.Variable.__mro__[1])) == methods


def test_custom_layers_inside_custom_layers_and_nested_models(keras: ModuleType) -> None:
    def make(self: Any) -> None:
        self.inner = transformer(keras, "inner")

    outer = custom(keras, make, lambda self, x: self.inner(x) + x, "outer")
    nested = on(keras, outer, 5, 8)
    nested.name = "nested"
    graph = opened(on(keras, nested, 5, 8))
    assert "nested/outer/inner/ffn/up" in ids(graph)


def test_custom_layers_in_a_stack(keras: ModuleType) -> None:
    graph = opened(keras.Sequential([keras.Input((5, 8)), transformer(keras), keras.layers.Flatten(name="flat")]))
    assert ("block/norm_2", "flat") in flow(graph)


def test_custom_layers_in_subclassed_models(keras: ModuleType) -> None:
    class Mine(keras.Model):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            super().__init__(name="mine")
            self.blocks = [transformer(keras, f"block_{number}") for number in range(2)]

        def call(self, x: Any) -> Any:
            for block in self.blocks:
                x = block(x)
            return x

    model = Mine()
    model(np.ones((2, 5, 8), "float32"))
    graph = opened(model)
    assert ("block_0/norm_2", "block_1/inputs") in flow(graph)
    assert str(graph.calls("block_1/norm_2")[0].output()) == "(None, 5, 8)"


def test_the_custom_layer_of_each_time_step_is_opened(keras: ModuleType) -> None:
    def make(self: Any) -> None:
        self.dense = keras.layers.Dense(4, name="dense")

    def call(self: Any, x: Any) -> Any:
        return self.dense(x) * 2

    def build(self: Any, shape: Any) -> None:
        self.dense.build(shape)

    def compute_output_shape(self: Any, shape: Any) -> Any:
        return (*shape[:-1], 4)

    block = custom(keras, make, call, "double", build=build, compute_output_shape=compute_output_shape)
    graph = opened(on(keras, keras.layers.TimeDistributed(block, name="steps"), 7, 3))
    assert ("steps/double/dense", "steps/double/multiply") in flow(graph)
    assert str(graph.calls("steps/double/dense")[0].output()) == "(None, 4)"


def test_a_mask_that_keras_hands_on_is_no_input(keras: ModuleType) -> None:
    def make(self: Any) -> None:
        self.dense = keras.layers.Dense(4, name="dense")
        self.supports_masking = True

    def call(self: Any, x: Any, other: Any = None, mask: Any = None) -> Any:
        return self.dense(x)

    embedded = keras.layers.Embedding(9, 8, mask_zero=True, name="words")
    entry = keras.Input((6,), name="x")
    graph = opened(keras.Model(entry, custom(keras, make, call)(embedded(entry))))
    assert ("words", "block/dense") in flow(graph)
    assert not [layer for layer in ids(graph) if "mask" in layer]


def test_layers_that_keep_what_they_were_called_with_forget_it_again(keras: ModuleType) -> None:
    def make(self: Any) -> None:
        self.dense, self.calls = keras.layers.Dense(4, name="dense"), 0

    def call(self: Any, x: Any) -> Any:
        self.calls += 1
        self.last = x
        self.add_loss(keras.ops.mean(x))
        return self.dense(x)

    block = custom(keras, make, call)
    model = on(keras, block, 3)
    parts = [model, *model._flatten_layers(include_self=False)]

    def state() -> list[Any]:
        kept = [{name: id(value) for name, value in vars(part).items()} for part in parts]
        nodes = [(len(part._inbound_nodes), len(part._outbound_nodes)) for part in parts]
        return [kept, nodes, [weight.numpy().tobytes() for weight in model.weights], block.calls, block.losses]

    before = state()
    opened(model)
    assert state() == before


def _keeps(self: Any, x: Any) -> Any:
    self.log.append(x)
    self.by_name["x"] = x
    return self.dense(x)


def _assigns(self: Any, x: Any) -> Any:
    self.dense.kernel.assign(self.dense.kernel * 0)
    return self.dense(x)


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda self, x: self(x), "could not be followed"),
        (lambda self, x: None, "it returns no tensor"),
        (lambda self, x: "text", "what it returns does not come from its inputs alone"),
        (lambda self, x: 1 / 0, "running it on symbolic tensors raises ZeroDivisionError"),
        (_keeps, None),
        (_assigns, None),
        (lambda self, x: x, "does not use dense"),
    ],
)
def test_code_that_does_anything_is_survived(keras: ModuleType, call: Any, reason: str | None) -> None:
    def make(self: Any) -> None:
        self.dense, self.log, self.by_name = keras.layers.Dense(4, name="dense"), [], {}

    def build(self: Any, shape: Any) -> None:
        self.dense.build(shape)

    def compute_output_spec(self: Any, x: Any) -> Any:
        return keras.KerasTensor((x.shape[0], 4))

    block = custom(keras, make, call, build=build, compute_output_spec=compute_output_spec)
    model = on(keras, block, 4)
    kernel = block.dense.kernel.numpy()
    graph = opened(model)
    assert any(reason in note for note in graph.notes) if reason else graph.notes == ()
    assert (list(block.log), dict(block.by_name)) == ([], {})
    assert np.array_equal(block.dense.kernel.numpy(), kernel)
    assert not {"call", "symbolic_call"} & set(vars(block))


def test_models_run_in_other_threads_meanwhile(keras: ModuleType) -> None:
    model = on(keras, transformer(keras), 5, 8)
    data = np.random.default_rng(0).normal(size=(2, 5, 8)).astype("float32")
    expected = keras.ops.convert_to_numpy(model(data))
    wrong: list[Any] = []
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            found = keras.ops.convert_to_numpy(model(data))
            if not np.allclose(found, expected, atol=1e-6):
                wrong.append(found)

    thread = threading.Thread(target=run)
    thread.start()
    graphs = [dv.expand_wrappers(dv.read(model)) for _ in range(5)]
    stop.set()
    thread.join()
    assert wrong == []
    assert all(graph == graphs[0] for graph in graphs)


def test_layers_of_keras_and_their_subclasses_stay_closed(keras: ModuleType) -> None:
    class Attention(keras.layers.MultiHeadAttention):  # type: ignore[name-defined,misc]
        pass

    entry = keras.Input((5, 8), name="x")
    model = keras.Model(entry, Attention(2, 4, name="att")(entry, entry))
    assert dv.read(model).calls("att")[0].inside is None


def test_a_file_has_the_layers_and_every_weight(keras: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "model.keras"
    model = on(keras, transformer(keras), 5, 8)
    model.save(path)
    live, stored = dv.read(model), dv.read(path)
    graph = dv.expand_wrappers(stored)
    assert stored.parameter_count == graph.parameter_count == live.parameter_count == model.count_params()
    assert {"block/att", "block/ffn", "block/ffn/up", "block/norm"} <= set(ids(graph))
    assert graph.layer("block/att").kind == "MultiHeadAttention"
    assert graph.layer("block/norm").kind == "Layer"
    assert np.array_equal(
        graph.layer("block/ffn/up").weights[0].array, dv.expand_wrappers(live).layer("block/ffn/up").weights[0].array
    )
    assert any("which a file does not have" in note for note in graph.notes)


def test_opened_graphs_of_a_model_and_its_file_are_compared_as_far_as_both_know(keras: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "model.keras"
    model = on(keras, transformer(keras), 5, 8)
    model.save(path)
    opened_pair = [dv.expand_wrappers(dv.read(source)) for source in (model, path)]
    assert not dv.compare(*opened_pair)
    kernel = model.get_layer("block").ffn.layers[0].kernel
    kernel.assign(kernel + 1)
    changed = dv.compare(dv.expand_wrappers(dv.read(path)), dv.expand_wrappers(dv.read(model)))
    assert "block" in str(changed)


def test_optimizers_that_a_model_keeps_itself_are_no_layers_of_its_file(keras: ModuleType, tmp_path: Path) -> None:
    class Adversarial(keras.Model):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            super().__init__(name="adversarial")
            self.discriminator, self.d_optimizer = keras.layers.Dense(1, name="discriminator"), keras.optimizers.Adam()

        def call(self, x: Any) -> Any:
            return self.discriminator(x)

    model = Adversarial()
    model(np.ones((2, 3), "float32"))
    path = tmp_path / "model.keras"
    model.save(path)
    graph = dv.read(path)
    assert graph.parameter_count == model.count_params()
    assert [layer.name for layer in graph.layers if layer.category == "layer"] == ["discriminator"]
