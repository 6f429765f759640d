from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from dotnet_viz import compare, readers
from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.graph import Graph, Layer
from dotnet_viz.keras_format.wrappers.expand import expand_wrappers
from dotnet_viz.readers.keras import h5_file, keras_file
from dotnet_viz.readers.keras.live import reader
from tests.conftest import DATA
from tests.keras_models import MODELS, NOT_AS_H5

pytestmark = [pytest.mark.keras, pytest.mark.filterwarnings("ignore:Layer 'normed' .* passed an input with a mask")]

SAMPLES = sorted(path for path in (DATA / "models").rglob("*") if path.suffix in {".keras", ".h5"})


@pytest.fixture(scope="module")
def keras() -> ModuleType:
    return import_module("keras")


def read_file(path: Path) -> Graph:
    return keras_file.read(path) if path.suffix == ".keras" else h5_file.read(path)


def assert_same_values(one: Graph, other: Graph) -> None:
    for left, right in zip(one.layers, other.layers, strict=True):
        for first, second in zip(left.weights, right.weights, strict=True):
            np.testing.assert_array_equal(first.array, second.array)


def saved(model: Any, folder: Path, suffix: str = ".keras") -> Graph:
    path = folder / f"model{suffix}"
    model.save(path)
    return read_file(path)


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


def nested_twice(keras: ModuleType) -> Any:
    x = keras.Input((4,), name="x")
    y = keras.layers.Dense(4, name="d")(x)
    inner = keras.Model(x, keras.layers.Add(name="sum")([x, y]), name="inner")
    top = keras.Input((4,), name="top")
    return keras.Model(top, inner(inner(top)), name="outer")


def deep(keras: ModuleType) -> Any:
    inner = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)], name="a")
    middle = keras.Sequential([keras.Input((4,)), inner, keras.layers.BatchNormalization()], name="b")
    return keras.Sequential([keras.Input((4,)), middle, keras.layers.Dense(2)], name="c")


def dicts(keras: ModuleType) -> Any:
    inputs = {"right": keras.Input((3,), name="right"), "left": keras.Input((4,), name="left")}
    joined = keras.layers.Concatenate()([inputs["left"], inputs["right"]])
    outputs = {"z": keras.layers.Dense(1, name="z")(joined), "a": keras.layers.Dense(2, name="a")(joined)}
    return keras.Model(inputs, outputs, name="dicts")


def nested_dicts(keras: ModuleType) -> Any:
    inner = dicts(keras)
    left, right = keras.Input((4,), name="l"), keras.Input((3,), name="r")
    outputs = inner({"right": right, "left": left})
    return keras.Model([left, right], [outputs["z"], outputs["a"]], name="around")


def operations(keras: ModuleType) -> Any:
    x = keras.Input((4, 6), name="x")
    y = (x * 2.0 + 1.0) / keras.ops.sqrt(keras.ops.abs(x) + 1e-6)
    y = keras.ops.concatenate([y, x], axis=-1)[:, 1:3]
    return keras.Model(x, keras.layers.Dense(2)(keras.ops.reshape(y, (-1, 24))), name="operations")


def parallel(keras: ModuleType) -> Any:
    x = keras.Input((4,), name="x")
    y = keras.layers.Dense(4, name="d")
    once = y(x)
    return keras.Model(x, keras.layers.Add()([y(once), y(once), once]), name="parallel")


def frozen(keras: ModuleType) -> Any:
    inner = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.BatchNormalization()], name="inner")
    inner.trainable = False
    return keras.Sequential([keras.Input((4,)), inner, keras.layers.Dense(2)], name="frozen")


def shared_between_models(keras: ModuleType) -> Any:
    shared = keras.layers.Dense(4, name="shared")
    inner = keras.Sequential([keras.Input((4,)), shared], name="inner")
    x = keras.Input((4,), name="x")
    return keras.Model(x, shared(inner(x)), name="sharing")


def part_of_a_larger_one(keras: ModuleType) -> Any:
    x = keras.Input((4,), name="x")
    layer = keras.layers.Dense(4, name="d")
    layer(keras.Input((4,)))
    first = layer(x)
    layer(first)
    return keras.Model(x, keras.layers.ReLU()(layer(layer(first))), name="part")


def built_later(keras: ModuleType) -> Any:
    model = keras.Sequential([keras.layers.Dense(3), keras.layers.Dropout(0.5), keras.layers.Dense(2)], name="later")
    model.build((None, 4))
    return model


def unbuilt(keras: ModuleType) -> Any:
    return keras.Sequential([keras.layers.Dense(3), keras.layers.Dense(2)], name="unbuilt")


def mixed(keras: ModuleType) -> Any:
    layers = [keras.Input((8, 8, 1)), keras.layers.Conv2D(2, 3, dtype="mixed_bfloat16"), keras.layers.Flatten(dtype="float16")]
    return keras.Sequential([*layers, keras.layers.Dense(2, dtype="bfloat16")], name="mixed")


def attention(keras: ModuleType) -> Any:
    x = keras.Input((5, 8), name="x")
    y = keras.layers.MultiHeadAttention(2, 4)(query=x, value=x, key=x, use_causal_mask=True)
    return keras.Model(x, keras.layers.LayerNormalization()(x + y), name="attention")


def recurrent(keras: ModuleType) -> Any:
    x = keras.Input((5, 8), name="x")
    y, state = keras.layers.GRU(4, return_state=True, return_sequences=True)(x)
    z = keras.layers.RNN([keras.layers.LSTMCell(3), keras.layers.GRUCell(2)])(y)
    return keras.Model(x, [keras.layers.GRU(4)(y, initial_state=state), z], name="recurrent")


def passthrough(keras: ModuleType) -> Any:
    x, y = keras.Input((4,), name="x"), keras.Input((4,), name="y")
    return keras.Model([x, y], [y, keras.layers.Dense(1)(x), x], name="passthrough")


def wrapped(keras: ModuleType) -> Any:
    frames = keras.Input((5, 8, 8, 1), name="frames")
    image = keras.Input((8, 8, 1), name="image")
    convolved = keras.layers.Conv2D(2, 3, name="conv")(image)
    frozen_part = keras.layers.Dense(3, trainable=False, name="frozen")(keras.layers.Flatten(name="flat")(convolved))
    each = keras.layers.TimeDistributed(keras.Model(image, frozen_part, name="each"), name="every")
    return keras.Model(frames, each(frames), name="wrapped")


def wrapped_recurrent(keras: ModuleType) -> Any:
    layers = keras.layers
    words = keras.Input((6,), name="words", dtype="int32")
    x = layers.Embedding(9, 4, mask_zero=True, name="embed")(words)
    x, *states = layers.Bidirectional(layers.LSTM(3, return_sequences=True, return_state=True, name="ls"), name="both")(x)
    apart = layers.Bidirectional(layers.GRU(3, name="gru"), merge_mode=None, name="apart")(x)
    x = layers.RNN([layers.LSTMCell(3, name="c1"), layers.GRUCell(2, name="c2")], return_sequences=True, name="cells")(x)
    x = layers.TimeDistributed(layers.Dense(3, name="each"), name="steps")(x)
    x = layers.SpectralNormalization(layers.Dense(3, name="inner"), name="normed")(x)
    start = layers.RNN(layers.SimpleRNNCell(3, name="c3"), name="begun")(x, initial_state=states[0])
    return keras.Model(words, [*apart, start], name="wrapped_recurrent")


def bfloats(keras: ModuleType) -> Any:
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, dtype="bfloat16", name="half")], name="bfloats")


BUILDERS = [
    *MODELS,
    wrapped,
    wrapped_recurrent,
    bfloats,
    nested_twice,
    deep,
    dicts,
    nested_dicts,
    operations,
    parallel,
    frozen,
    shared_between_models,
    part_of_a_larger_one,
    built_later,
    mixed,
    attention,
    recurrent,
    passthrough,
]


@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_what_keras_saves_reads_as_the_live_model(
    keras: ModuleType, tmp_path: Path, build: Callable[[ModuleType], Any]
) -> None:
    model = build(keras)
    live, stored = reader.read(model), saved(model, tmp_path)
    assert stored == live
    assert_same_values(stored, live)
    assert live.parameter_count == model.count_params()
    assert live.trainable_count == sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


H5_BUILDERS = [
    *(build for build in MODELS if build not in NOT_AS_H5),
    *(nested_twice, deep, dicts, parallel, frozen, built_later, recurrent, attention),
    *(wrapped, wrapped_recurrent, bfloats),
]


@pytest.mark.parametrize("build", H5_BUILDERS, ids=lambda build: build.__name__)
def test_what_keras_saves_as_h5_reads_as_the_live_model(
    keras: ModuleType, tmp_path: Path, build: Callable[[ModuleType], Any]
) -> None:
    model = build(keras)
    live, stored = reader.read(model), saved(model, tmp_path, ".h5")
    assert stored == live
    assert_same_values(stored, live)


@pytest.mark.parametrize("build", [wrapped, wrapped_recurrent], ids=lambda build: build.__name__)
@pytest.mark.parametrize("suffix", [".keras", ".h5"])
def test_wrappers_open_alike_from_a_model_and_its_file(
    keras: ModuleType, tmp_path: Path, build: Callable[[ModuleType], Any], suffix: str
) -> None:
    model = build(keras)
    live, stored = expand_wrappers(reader.read(model)), expand_wrappers(saved(model, tmp_path, suffix))
    assert stored == live
    assert_same_values(stored, live)
    assert live.parameter_count == model.count_params()
    assert live.trainable_count == sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    assert all(not layer.weights or layer.kind in {"SpectralNormalization"} for layer in wrappers_of(live))
    assert all(spec.shape is not None for node in live.nodes for spec in node.outputs)


def wrappers_of(graph: Graph) -> list[Layer]:
    return [node.layer for node in graph.nodes if graph.is_model(node)]


@pytest.mark.parametrize(
    "build",
    [nested_twice, deep, dicts, nested_dicts, operations, parallel, wrapped, wrapped_recurrent],
    ids=lambda build: build.__name__,
)
def test_a_loaded_model_reads_as_its_file(keras: ModuleType, tmp_path: Path, build: Callable[[ModuleType], Any]) -> None:
    stored = saved(build(keras), tmp_path)
    assert reader.read(keras.saving.load_model(tmp_path / "model.keras")) == stored


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
