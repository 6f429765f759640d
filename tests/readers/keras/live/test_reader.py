"""Live models of Keras, from samples to subclasses and functions."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from dotnet_viz import compare, readers
from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.readers.keras.live import reader
from tests.conftest import DATA
from tests.readers.keras.live.saved_models import assert_same_values, built_later, parallel, read_file, saved

pytestmark = [pytest.mark.keras, pytest.mark.filterwarnings("ignore:Layer 'normed' .* passed an input with a mask")]

SAMPLES = sorted(path for path in (DATA / "models").rglob("*") if path.suffix in {".keras", ".h5"})


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_file_gives_the_graph_of_the_model_that_keras_loads(keras: ModuleType, path: Path) -> None:
    live = reader.read(keras.saving.load_model(path, compile=False))
    stored = read_file(path)
    assert stored == live
    assert_same_values(stored, live)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["MobileNetV3Small", "ResNet50", "EfficientNetB0"])
def test_an_application_saved_gives_the_graph_of_the_live_model(keras: ModuleType, tmp_path: Path, name: str) -> None:
    model = getattr(keras.applications, name)(weights=None)
    live = reader.read(model)
    assert saved(model, tmp_path) == live
    assert saved(model, tmp_path, ".h5") == live
    assert live.parameter_count == model.count_params()
    assert live.trainable_count == sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


def unbuilt(keras: ModuleType) -> Any:
    return keras.Sequential([keras.layers.Dense(3), keras.layers.Dense(2)], name="unbuilt")


def test_parallel_edges_and_self_application_survive(keras: ModuleType) -> None:
    graph = reader.read(parallel(keras))
    assert [(edge.source, edge.target, edge.target_port) for edge in graph.edges] == [
        ("n0", "n1", 0),
        ("n1", "n2", 0),
        ("n1", "n3", 0),
        ("n2", "n4", 0),
        ("n3", "n4", 1),
        ("n1", "n4", 2),
    ]


def test_training_does_not_change_a_graph_already_read(keras: ModuleType) -> None:
    model = built_later(keras)
    before = reader.read(model)
    kernel = before.layers[1].weights[0].array.copy()
    model.compile("sgd", "mse")
    model.fit(np.ones((8, 4)), np.ones((8, 2)), verbose=0)
    np.testing.assert_array_equal(before.layers[1].weights[0].array, kernel)
    assert not np.array_equal(reader.read(model).layers[1].weights[0].array, kernel)


def test_training_is_what_the_author_compiled_with(keras: ModuleType, tmp_path: Path) -> None:
    model = built_later(keras)
    assert reader.read(model).origin.training is None
    model.compile(keras.optimizers.Adam(0.01), "mse", metrics=["mae"])
    live, stored = reader.read(model).origin, saved(model, tmp_path).origin
    assert live.training == stored.training
    assert live.training is not None
    assert live.training["loss"] == "mse"
    assert (live.format, live.framework_version) == ("keras-model", keras.__version__)


@pytest.mark.filterwarnings("ignore:You are saving a model that has not yet been built")
def test_an_unbuilt_model_has_no_shapes_and_says_so(keras: ModuleType, tmp_path: Path) -> None:
    model = unbuilt(keras)
    graph = reader.read(model)
    assert [str(node.outputs[0]) for node in graph.nodes] == ["(…, 3)", "(…, 2)"]
    assert len(graph.edges) == 1
    assert any("not built yet" in note for note in graph.notes)
    assert (graph.parameter_count, [layer.lacks_weights for layer in graph.layers]) == (None, [True, True])
    assert saved(model, tmp_path) == graph


@pytest.mark.parametrize("details", [True, False])
def test_a_layer_that_was_built_without_weights_lacks_none(keras: ModuleType, details: bool) -> None:
    plain = keras.layers.LayerNormalization(scale=False, center=False)
    graph = reader.outline(keras.Sequential([keras.Input((4,)), plain]), details=details)
    assert (graph.parameter_count, graph.layers[1].lacks_weights) == (0, False)


def test_a_subclassed_model_in_a_file_is_a_tree_of_its_layers(keras: ModuleType, tmp_path: Path) -> None:
    class Mine(keras.Model):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            super().__init__(name="mine")
            self.first = keras.layers.Dense(3, name="first")
            self.blocks = [keras.Sequential([keras.layers.Dense(3, name="inside")], name="block")]
            self.scale = self.add_weight(shape=(3,), name="scale")

        def call(self, inputs: Any) -> Any:
            return self.scale * self.blocks[0](self.first(inputs))

    model = Mine()
    model(np.ones((1, 4)))
    stored = saved(model, tmp_path)
    assert {node.layer.kind for node in stored.children("n0")} >= {"Layer"}
    assert stored.parameter_count == reader.read(model).parameter_count == model.count_params()
    assert any("subclassed" in note for note in stored.notes)


def test_a_custom_layer_has_the_weights_of_its_parts_by_name(keras: ModuleType, tmp_path: Path) -> None:
    @keras.saving.register_keras_serializable("tests")
    class Block(keras.layers.Layer):  # type: ignore[name-defined,misc]
        def __init__(self, width: int, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.width = width
            self.attend = keras.layers.MultiHeadAttention(1, 2, name="attend")
            self.feed = [keras.layers.Dense(width, name="up"), keras.layers.Dense(4, name="down")]

        def build(self, shape: Any) -> None:
            self.attend.build(shape, shape)
            self.feed[0].build(shape)
            self.feed[1].build((*shape[:-1], self.width))
            self.gain = self.add_weight(shape=(1,), name="gain")

        def call(self, inputs: Any) -> Any:
            return self.gain * self.feed[1](self.feed[0](self.attend(inputs, inputs)))

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "width": self.width}

    x = keras.Input((3, 4), name="x")
    model = keras.Model(x, Block(5, name="block")(x))
    live, stored = reader.read(model).layer("block"), saved(model, tmp_path).layer("block")
    assert [weight.name for weight in live.weights] == [
        "gain",
        *(f"attend/{part}/{role}" for part in ("key", "attention_output", "query", "value") for role in ("kernel", "bias")),
        *("up/kernel", "up/bias", "down/kernel", "down/bias"),
    ]
    assert [weight.shape for weight in stored.weights] == [weight.shape for weight in live.weights]
    assert (stored.kind, stored.config) == (live.kind, live.config)


def test_a_layer_that_cannot_write_itself_down_is_still_drawn(keras: ModuleType) -> None:
    class Stubborn(keras.layers.Layer):  # type: ignore[name-defined,misc]
        def __init__(self, thing: object, **kwargs: Any) -> None:
            super().__init__(**kwargs)

        def call(self, inputs: Any) -> Any:
            return inputs

    x = keras.Input((3,), name="x")
    graph = reader.read(keras.Model(x, Stubborn(object(), name="stubborn")(x)))
    assert graph.layer("stubborn").kind == "Stubborn"
    assert any("stubborn cannot write down" in note for note in graph.notes)


def test_a_lambda_keeps_no_bytecode(keras: ModuleType, tmp_path: Path) -> None:
    x = keras.Input((3,), name="x")
    model = keras.Model(x, keras.layers.Lambda(lambda value: value * 2, name="double")(x))
    live, stored = reader.read(model), saved(model, tmp_path)
    assert stored.layer("double").config["function"] == {"class_name": "__lambda__"}
    assert stored.layer("double") == live.layer("double")


def test_a_custom_activation_is_named(keras: ModuleType, tmp_path: Path) -> None:
    def swirl(value: Any) -> Any:
        return value * value

    keras.saving.register_keras_serializable("tests")(swirl)
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation=swirl, name="d")])
    live, stored = reader.read(model).layer("d"), saved(model, tmp_path).layer("d")
    assert live.activation == stored.activation
    assert live.activation is not None
    assert live.activation.endswith("swirl")


def test_only_models_are_taken(keras: ModuleType) -> None:
    assert reader.can_read(unbuilt(keras))
    assert not reader.can_read(keras.layers.Dense(2))
    assert not reader.can_read("model.keras")
    with pytest.raises(UnsupportedInputError, match="a Dense is no Keras model"):
        reader.read(keras.layers.Dense(2))


def test_a_live_model_of_keras_2_gets_the_way_out() -> None:
    old = type("Model", (), {"__module__": "tf_keras.src.engine.training"})()
    assert not reader.can_read(old)
    with pytest.raises(UnsupportedInputError, match=r"Keras 2 \(tf_keras\).*model\.save\('model\.keras'\)"):
        reader.read(old)


def test_looking_at_an_object_imports_nothing() -> None:
    import subprocess

    code = (
        "import sys; from dotnet_viz.readers.keras.live import reader; assert not reader.can_read(3);"
        "assert not {'keras', 'tensorflow'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_an_outline_is_the_graph_without_values(keras: ModuleType) -> None:
    model = keras.saving.load_model(DATA / "models" / "rnn.keras", compile=False)
    graph, outline = reader.read(model), reader.outline(model)
    assert outline == graph
    assert not any(weight.has_values for layer in outline.layers for weight in layer.weights)


def test_an_outline_without_details_has_the_calls_shapes_and_counts(keras: ModuleType) -> None:
    for name in ("cnn-28x28", "multi", "rnn"):
        model = keras.saving.load_model(DATA / "models" / f"{name}.keras", compile=False)
        graph, short = reader.read(model), reader.outline(model, details=False)
        assert short.edges == graph.edges
        assert short.parameter_count == graph.parameter_count
        assert short.trainable_count == graph.trainable_count
        for one, other in zip(short.nodes, graph.nodes, strict=True):
            assert (one.id, one.inputs, one.outputs, one.parent) == (other.id, other.inputs, other.outputs, other.parent)
            left, right = one.layer, other.layer
            assert (left.name, left.kind, left.category, left.trainable) == (
                right.name,
                right.kind,
                right.category,
                right.trainable,
            )
            assert right.activation is None or left.activation == right.activation


def test_layers_beside_the_graph_of_a_subclass_are_not_lost(keras: ModuleType) -> None:
    class Mine(keras.Model):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            inputs = keras.Input((4,), name="x")
            super().__init__(inputs, keras.layers.Dense(3, name="inside")(inputs), name="mine")
            self.extra = keras.layers.Dense(2, name="extra")
            self.extra.build((None, 4))

    model = Mine()
    graph = reader.read(model)
    assert [node.layer.name for node in graph.nodes] == ["x", "inside", "extra"]
    assert (len(graph.edges), graph.parameter_count) == (1, model.count_params())
    assert graph.notes[0].startswith("extra: the model has them beside its graph")


@pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5 file")
@pytest.mark.parametrize("suffix", ["keras", "h5"])
def test_a_subclassed_model_does_not_differ_from_its_own_file(keras: ModuleType, tmp_path: Path, suffix: str) -> None:
    class Inner(keras.Model):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            super().__init__(name="inner")
            self.first, self.second = keras.layers.Dense(3), keras.layers.Dense(3)

        def call(self, x: Any) -> Any:
            return self.second(self.first(x))

    class Outer(keras.Model):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            super().__init__(name="mine")
            self.inner, self.norm = Inner(), keras.layers.BatchNormalization(name="norm")
            self.attention = keras.layers.MultiHeadAttention(2, 3, name="attention")

        def call(self, x: Any) -> Any:
            x = self.norm(self.inner(x))
            return self.attention(x[:, None], x[:, None])

    model = Outer()
    model(np.zeros((2, 4), "float32"))
    model.save(tmp_path / f"m.{suffix}")
    assert reader.read(model).parameter_count == readers.read(tmp_path / f"m.{suffix}").parameter_count == model.count_params()
    found = compare(model, tmp_path / f"m.{suffix}")
    assert not found, str(found)
    model.norm.gamma.assign(model.norm.gamma + 1.0)
    assert [change.match.after.name for change in compare(model, tmp_path / f"m.{suffix}").weights.changed] == ["norm"]


def test_a_function_of_keras_is_read_and_drawn_like_a_model(keras: ModuleType) -> None:
    x = keras.Input((4,), name="x")
    dense = keras.layers.Dense(2, name="d")
    function = keras.Function(x, dense(keras.ops.sin(x)), name="waves")
    graph = reader.read(function)
    assert (graph.name, graph.kind, graph.parameter_count) == ("waves", "Function", 10)
    assert [node.layer.kind for node in graph.nodes] == ["InputLayer", "Sin", "Dense"]
    assert len(graph.edges) == 2


def test_a_model_inside_a_function_is_opened(keras: ModuleType) -> None:
    inner = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, name="d")], name="inner")
    x = keras.Input((4,), name="x")
    graph = reader.read(keras.Function(x, inner(x), name="f"))
    assert [node.layer.name for node in graph.nodes if node.parent is not None][-1] == "d"
    assert graph.parameter_count == 15


@pytest.mark.filterwarnings("ignore:You are saving your model as an HDF5 file")
def test_a_variable_that_a_model_holds_itself_is_not_lost_from_h5(keras: ModuleType, tmp_path: Path) -> None:
    class Scaled(keras.Model):  # type: ignore[name-defined,misc]
        def __init__(self) -> None:
            super().__init__(name="scaled")
            self.dense = keras.layers.Dense(4)
            self.shift = self.add_weight(shape=(4,), name="shift")

        def call(self, x: Any) -> Any:
            return self.dense(x) + self.shift

    model = Scaled()
    model(np.zeros((2, 4), "float32"))
    graph = saved(model, tmp_path, ".h5")
    assert graph.parameter_count == model.count_params() == 24
    assert not compare(model, tmp_path / "model.h5")


def test_variables_that_have_no_name_are_called_alike_in_a_model_and_its_file(keras: ModuleType, tmp_path: Path) -> None:
    model = keras.applications.ConvNeXtTiny(weights=None, input_shape=(32, 32, 3), classes=2)
    live, stored = reader.read(model), saved(model, tmp_path)
    assert stored == live
    assert {weight.name for layer in stored.layers if layer.kind == "LayerScale" for weight in layer.weights} == {"gamma"}
