"""Shapes of attention scores, and what a file tells of a custom layer's single numbers."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import dotnet_viz as dv

pytestmark = [pytest.mark.keras, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def keras() -> Any:
    return import_module("keras")


CASES: dict[str, tuple[Callable[[Any], Any], bool]] = {
    "MultiHeadAttention": (lambda layers: layers.MultiHeadAttention(2, 4), False),
    "MultiHeadAttention over one axis of two": (lambda layers: layers.MultiHeadAttention(2, 4, attention_axes=(2,)), False),
    "GroupQueryAttention": (lambda layers: layers.GroupQueryAttention(4, 6, 2), False),
    "Attention": (lambda layers: layers.Attention(), True),
    "Attention by concatenation": (lambda layers: layers.Attention(score_mode="concat", use_scale=True), True),
    "AdditiveAttention": (lambda layers: layers.AdditiveAttention(), True),
}


@pytest.mark.parametrize("name", CASES)
def test_scores_have_the_shape_that_keras_states(keras: Any, tmp_path: Path, name: str) -> None:
    make, takes_a_list = CASES[name]
    axes = (3,) if "axis" in name else ()
    query, value = keras.Input((*axes, 6, 8)), keras.Input((*axes, 5, 8))
    layer, tensors = make(keras.layers), (query, value)
    found = layer(*([list(tensors)] if takes_a_list else tensors), return_attention_scores=True)
    live = keras.Model(list(tensors), found)
    sources: list[Any] = [live]
    for suffix in (".keras", ".h5"):
        live.save(tmp_path / f"model{suffix}")
        sources.append(tmp_path / f"model{suffix}")
    for source in sources:
        graph = dv.read(source)
        specs = [graph.node(port.node).output(port.index) for port in graph.outputs]
        assert [spec.shape for spec in specs] == [tensor.shape for tensor in live.outputs]
        assert not dv.compare(live, source)


def test_whether_a_custom_scalar_is_trained_is_unknown_from_a_file(keras: Any, tmp_path: Path) -> None:
    class Scaled(keras.layers.Layer):  # type: ignore[misc]
        def build(self, shape: Any) -> None:
            self.gain = self.add_weight(name="gain", shape=(shape[-1],))
            self.decay = self.add_weight(name="decay", shape=(), trainable=False)
            self.step = self.add_weight(name="step", shape=(), dtype="int32", initializer="zeros", trainable=False)

        def call(self, values: Any) -> Any:
            return values * self.gain

    inputs = keras.Input((8,))
    live = keras.Model(inputs, Scaled(name="scaled")(inputs))
    live.save(tmp_path / "model.keras")
    assert (dv.read(live).parameter_count, dv.read(live).trainable_count) == (10, 8)
    read = dv.read(tmp_path / "model.keras")
    assert (read.parameter_count, read.trainable_count) == (10, None)
    assert [weight.trainable for weight in read.layer("scaled").weights] == [True, None, False]
    assert any("scaled/variable_1" in note for note in read.notes)
    assert "trainable: ?" in str(dv.summary(read))
    live.trainable = False
    live.save(tmp_path / "frozen.keras")
    assert dv.read(tmp_path / "frozen.keras").trainable_count == 0


def test_directions_of_two_sizes_have_the_shape_that_keras_states_and_a_note(keras: Any, tmp_path: Path) -> None:
    steps = keras.Input((5, 4))
    backward = keras.layers.LSTM(5, return_sequences=True, go_backwards=True)
    both = keras.layers.Bidirectional(keras.layers.LSTM(3, return_sequences=True), backward_layer=backward, name="both")
    model = keras.Model(steps, both(steps))
    for suffix in (".keras", ".h5"):
        model.save(tmp_path / f"model{suffix}")
    for source in (model, tmp_path / "model.keras", tmp_path / "model.h5"):
        graph = dv.read(source)
        assert graph.node(graph.outputs[0].node).outputs[0].shape == model.output_shape
        assert "both: its directions give 3 and 5 values, but Keras states 6 in all." in graph.notes
        assert not dv.compare(model, source)
