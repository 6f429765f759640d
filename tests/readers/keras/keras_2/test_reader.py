"""Live models of Keras 2; skipped where ``tf_keras`` is missing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.graph import Graph
from dotnet_viz.measures.comparison.compare import compare_graphs
from dotnet_viz.readers import read
from dotnet_viz.readers.keras.keras_2 import reader
from tests.data.saved_models.make_saved_models import nested, subclassed


@pytest.fixture(scope="module")
def keras() -> Iterator[ModuleType]:
    module: ModuleType = pytest.importorskip("tf_keras", reason="tf_keras is not installed")
    yield module
    module.backend.clear_session()


def ids(graph: Graph) -> list[str]:
    return [layer.id for layer in graph.layers]


def test_a_model_is_that_of_its_files(keras: ModuleType, tmp_path: Path) -> None:
    model = nested(keras)
    live = read(model)
    model.save(tmp_path / "m.h5")
    model.save(tmp_path / "m.keras")
    (tmp_path / "m.json").write_text(model.to_json(), encoding="utf-8")
    model.save_weights(tmp_path / "w.h5")
    model.save(tmp_path / "folder", save_format="tf")
    sources = ("m.h5", "m.keras", "folder")
    found = [read(tmp_path / name) for name in sources] + [read(tmp_path / "m.json", weights=tmp_path / "w.h5")]
    for graph in found:
        assert not compare_graphs(live, graph)
        assert (ids(graph), graph.edges, graph.notes) == (ids(live), live.edges, live.notes)
        assert [node.outputs for node in graph.nodes] == [node.outputs for node in live.nodes]
    assert live.parameter_count == model.count_params()
    assert (live.origin.format, live.origin.framework, live.origin.framework_version) == (
        "keras-model",
        "Keras",
        keras.__version__,
    )


def test_values_are_copies(keras: ModuleType) -> None:
    model = keras.Sequential([keras.layers.Dense(2, input_shape=(3,))])
    graph = read(model)
    before = graph.layers[1].weights[0].array.copy()
    model.layers[0].kernel.assign(np.ones((3, 2)))
    assert np.array_equal(graph.layers[1].weights[0].array, before)
    assert read(model, values=False).layers[1].weights[0].array.sum() == 6


def test_a_subclassed_model_is_traced_with_its_own_variables(keras: ModuleType) -> None:
    model = subclassed(keras)
    graph = read(model)
    kinds = {layer.name: layer.kind for layer in graph.layers}
    assert kinds["scale"] == "Variable"
    assert kinds["tf.math.multiply"] == "TFOpLambda"
    assert (graph.notes, graph.parameter_count) == ((), 60)
    by_id = {node.id: node.layer.name for node in graph.nodes}
    edges = {(by_id[edge.source], by_id[edge.target]) for edge in graph.edges}
    assert {("x", "first"), ("first", "drop"), ("drop", "block_0"), ("scale", "tf.math.multiply")} <= edges


def test_tracing_leaves_the_model_and_the_names_of_new_layers_as_they_were(keras: ModuleType) -> None:
    model = subclassed(keras)
    layers = list(model._flatten_layers())
    before = [(len(layer._inbound_nodes), len(layer._outbound_nodes)) for layer in layers]
    keras.layers.Dense(2)  # the first one of all has no number
    number = int(keras.layers.Dense(2).name.rpartition("_")[2])
    assert read(model) == read(model)
    assert [(len(layer._inbound_nodes), len(layer._outbound_nodes)) for layer in layers] == before
    assert keras.layers.Dense(2).name == f"dense_{number + 1}"
    assert not {"add_loss", "add_metric"} & vars(model).keys()
    assert model(np.ones((2, 3), "float32")).shape == (2, 4)


def complicated(keras: ModuleType) -> Any:
    """Return a model with several inputs, models inside that are called twice, losses, and a layer that is not called."""
    import tensorflow as tf

    layers = keras.layers

    class Block(keras.Model):  # type: ignore[misc, name-defined]
        def __init__(self, name: str) -> None:
            super().__init__(name=name)
            self.dense = layers.Dense(4, name="dense")
            self.norm = layers.BatchNormalization(name="norm")

        def call(self, x: Any, training: Any = None) -> Any:
            return tf.nn.relu(self.norm(self.dense(x), training=training)) + x

    class Whole(keras.Model):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__(name="whole")
            self.table = layers.Embedding(10, 4, name="table")
            self.one, self.two = Block("one"), Block("two")
            self.unused = layers.Dense(3, name="unused")
            self.unused.build((None, 4))

        def call(self, inputs: Any, training: Any = None) -> Any:
            x = tf.reduce_mean(self.table(inputs["ids"]), axis=1) + inputs["other"]
            self.add_loss(tf.reduce_sum(x))
            x = self.one(self.two(self.one(x)))
            return {"scores": tf.matmul(x, self.table.embeddings, transpose_b=True), "x": x}

    model = Whole()
    model({"ids": np.zeros((2, 5), "int32"), "other": np.zeros((2, 4), "float32")})
    return model


def test_models_inside_are_traced_and_shared_calls_are_one_layer(keras: ModuleType) -> None:
    model = complicated(keras)
    graph = read(model)
    names = [node.layer.id for node in graph.nodes]
    assert names.count("one") == 2
    assert {"one/dense", "one/norm", "two/dense", "ids", "other", "table", "unused"} <= set(names)
    assert graph.parameter_count == model.count_params()
    assert graph.notes == ("unused: the model has them beside its graph, so that no connection is known.",)
    assert len(graph.outputs) == 2
    assert "one" in dv.draw(graph).svg


def test_what_cannot_be_traced_is_a_tree_with_the_reason(keras: ModuleType) -> None:
    import tensorflow as tf

    class Deciding(keras.Model):  # type: ignore[misc, name-defined]
        def __init__(self) -> None:
            super().__init__(name="deciding")
            self.inner = keras.layers.Dense(2, name="inner")

        def call(self, x: Any) -> Any:
            return self.inner(x) if tf.reduce_sum(x) > 0 else self.inner(x) * 2

    model = Deciding()
    unknown = read(model)
    assert "call it once" in unknown.notes[0]
    model(np.ones((1, 3), "float32"))
    graph = read(model)
    assert ids(graph) == ["deciding", "deciding/inner"]
    assert "it decides by the values of tensors" in graph.notes[0]
    assert graph.parameter_count == 8
    x = keras.Input((3,))
    around = read(keras.Model(x, keras.layers.Dense(1, name="last")(model(x)), name="around"))
    assert ids(around)[1:] == ["deciding", "deciding/inner", "last"]
    assert around.parameter_count == 11


def test_sequential_models_unbuilt_frozen_and_in_half_precision(keras: ModuleType) -> None:
    layers = keras.layers
    model = keras.Sequential([layers.Dense(2, name="a"), layers.Dense(3, name="b")])
    assert "not built yet" in read(model).notes[0]
    model.build((None, 4))
    model.layers[0].trainable = False
    graph = read(model)
    assert [str(node.outputs[0]) for node in graph.nodes] == ["(None, 4)", "(None, 2)", "(None, 3)"]
    assert [weight.trainable for layer in graph.layers for weight in layer.weights] == [False, False, True, True]
    half = keras.Sequential([layers.Dense(2, dtype="bfloat16", input_shape=(3,))])
    assert read(half).layers[-1].weights[0].dtype == "bfloat16"
    assert read(half).layers[-1].weights[0].array.dtype == np.float32


def test_a_layer_without_a_configuration_is_named(keras: ModuleType) -> None:
    class Silent(keras.layers.Layer):  # type: ignore[misc, name-defined]
        def __init__(self, table: Any) -> None:
            super().__init__(name="silent")
            self.table = table

        def get_config(self) -> Any:
            raise NotImplementedError

        def call(self, x: Any) -> Any:
            return x * self.table

    x = keras.Input((3,))
    graph = read(keras.Model(x, Silent(np.ones(3, "float32"))(x)))
    assert "silent cannot write down a configuration" in graph.notes[0]
    assert str(graph.nodes[1].outputs[0]) == "(None, 3)"


def test_functions_take_live_models(keras: ModuleType) -> None:
    model = nested(keras)
    model.compile("adam", "mse")
    assert dv.summary(model).parameter_count == 401
    assert not dv.compare(model, model)
    assert "loss" in (read(model).origin.training or {})
    assert "a live Keras model" in dv.report(model).html


def test_looking_at_an_object_imports_no_keras() -> None:
    code = (
        "import sys; from dotnet_viz.readers.keras.keras_2 import reader; reader.can_read(3);"
        " print([name for name in ('tensorflow', 'keras', 'tf_keras') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert not reader.can_read("model.h5")


def test_what_the_optimizer_keeps_is_that_of_its_files(keras: ModuleType, tmp_path: Path) -> None:
    model = keras.Sequential([keras.layers.Dense(2, input_shape=(3,))])
    assert read(model).origin.optimizer is None
    for optimizer in (keras.optimizers.SGD(0.1, momentum=0.9), keras.optimizers.legacy.Adam(0.1)):
        model.compile(optimizer, "mse")
        model.fit(np.ones((8, 3)), np.ones((8, 2)), batch_size=4, verbose=0)
        model.save(tmp_path / "m.h5")
        live, stored = read(model).origin.optimizer, read(tmp_path / "m.h5").origin.optimizer
        assert live == stored
        assert live is not None
        assert live.iterations == 2
        assert dv.summary(model).compiled == dv.summary(tmp_path / "m.h5").compiled
