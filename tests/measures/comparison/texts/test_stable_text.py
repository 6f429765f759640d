from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph, Layer, Node, Origin, TensorSpec, Weight
from dotnet_viz.measures.comparison.texts.stable_text import LONGEST, model_text
from dotnet_viz.readers import read
from tests.builders import chain, dense_chain, dense_layer, input_layer, nested_graph
from tests.conftest import DATA
from tests.model_files import CNN, MLP, edited, layer_of, to_gelu

MULTI = """\
Functional "multi"
8 layers, 8,212 parameters, 8,212 to be trained
written by Keras 3.15.1

layers
  a: InputLayer (None, 32)
  shared: Dense (None, 16), units 16, 528 parameters, called 2 times
  dense: Dense (None, 32), units 32, 1,056 parameters, from a
  shared, call 2: from the layer above
  b: InputLayer (None, 16, 16, 3)
  enc: Sequential (None, 1568), 224 parameters
    input_layer: InputLayer (None, 16, 16, 3)
    conv2d: Conv2D (None, 14, 14, 8), filters 8, kernel_size 3×3, 224 parameters
    re_lu: ReLU (None, 14, 14, 8), negative_slope 0, threshold 0
    flatten: Flatten (None, 1568)
  concatenate: Concatenate (None, 1600), axis −1, from 2nd shared above, shared and the layer above
  o1: Dense (None, 1), units 1, 1,601 parameters
  o2: Dense (None, 3), units 3, 4,803 parameters, from concatenate

outputs from o1 and o2

weights
  shared/kernel (32, 16) float32, norm 4.66784, digest db6cd99547e2
"""


def changed_lines(before: Graph, after: Graph) -> list[str]:
    """Return the lines that a tool for text would show, without the unchanged ones around them."""
    lines = difflib.unified_diff(model_text(before).splitlines(), model_text(after).splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_a_model_is_reported_line_by_line() -> None:
    assert model_text(read(DATA / "models" / "multi.keras")).startswith(MULTI)


def test_names_are_as_saved_on_request() -> None:
    text = model_text(read(DATA / "models" / "multi.keras"), names="as-saved")
    assert "  dense_26: Dense (None, 32), units 32, 1,056 parameters, from a\n" in text
    assert "  enc/conv2d_16/kernel (3, 3, 3, 8)" in text
    with pytest.raises(OptionError, match="as-saved"):
        model_text(read(MLP), names="saved")


def test_settings_and_notes_name_layers_as_the_lines_do() -> None:
    training = {"loss": {"dense_7": "mse", "head": "mae"}, "metrics": {"dense_7": ["mae"]}}
    graph = chain([input_layer(), Layer("dense_7", "dense_7", "Dense"), Layer("head", "head", "Dense")])
    text = model_text(replace(graph, origin=Origin("keras", training=training), notes=("dense_7: not built.",)))
    assert "  loss.dense: mse\n  loss.head: mae\n  metrics.dense: (mae)\n" in text
    assert text.endswith("note: dense: not built.\n")


def test_the_text_says_nothing_of_the_file(tmp_path: Path) -> None:
    copy = edited(MLP, tmp_path / "another-name.keras")
    assert copy.read_bytes() != MLP.read_bytes()
    assert model_text(read(copy)) == model_text(read(MLP))


@pytest.mark.parametrize("name", ["mlp-6-3-7", "multi", "rnn"])
def test_both_formats_tell_the_same(name: str) -> None:
    folder = DATA / "models" / "keras-3.6"
    texts = [model_text(read(folder / f"{name}.{suffix}")) for suffix in ("keras", "h5")]
    layers = [text[text.index("\nlayers\n") : text.index("weights\n")] for text in texts]
    assert layers[0] == layers[1]


def test_a_changed_setting_changes_the_line_of_its_layer_alone(tmp_path: Path) -> None:
    lines = changed_lines(read(MLP), read(edited(MLP, tmp_path / "b.keras", to_gelu)))
    assert len(lines) == 2
    assert lines[0].replace("relu", "gelu")[1:] == lines[1][1:]


def test_any_setting_of_a_layer_is_seen(tmp_path: Path) -> None:
    def edit(layers: object) -> None:
        layer_of(layers, "Conv2D")["padding"] = "same"

    lines = changed_lines(read(CNN), read(edited(CNN, tmp_path / "b.keras", edit)))
    assert any("Conv2D" in line and "padding same" in line for line in lines)


def test_trained_weights_change_norm_and_digest_and_no_layer(tmp_path: Path) -> None:
    lines = changed_lines(read(MLP), read(edited(MLP, tmp_path / "b.keras", factor=1.5)))
    kernels = [line for line in lines if "/kernel" in line]
    assert len(kernels) == 4
    assert all("digest" in line for line in lines)


def test_an_added_layer_is_one_line_though_the_next_one_is_fed_by_it() -> None:
    layers = [input_layer(), Layer("a", "a", "Dense"), Layer("b", "b", "Dense")]
    more = [*layers[:2], Layer("drop", "drop", "Dropout", config={"rate": 0.5}), layers[2]]
    assert changed_lines(chain(layers), chain(more)) == [
        "-2 layers, 0 parameters, 0 to be trained",
        "+3 layers, 0 parameters, 0 to be trained",
        "+  drop: Dropout (None, 2), rate 0.5",
    ]


def test_a_frozen_layer_and_weights_that_are_not_trained_are_reported() -> None:
    layer = replace(dense_layer("d", np.ones((2, 2))), trainable=False)
    frozen = replace(layer, weights=tuple(replace(weight, trainable=False) for weight in layer.weights))
    text = model_text(chain([input_layer(), frozen]))
    assert "4 parameters, frozen" in text
    assert "d/kernel (2, 2) float64, not trained, norm 2, digest" in text
    assert "4 parameters, 0 to be trained" in text


def test_layers_of_nested_models_stand_below_them() -> None:
    lines = model_text(nested_graph()).splitlines()
    place = lines.index("  enc: Functional (None, 3), 6 parameters")
    assert lines[place + 1].startswith("    inner: InputLayer")
    assert "add: Add (None, 3), from the layer above and the layer above" in model_text(nested_graph())


def test_the_digest_is_of_the_values_not_of_how_they_are_held() -> None:
    values = np.arange(6, dtype="<f4").reshape(2, 3)
    texts = {
        model_text(chain([dense_layer("d", array)])) for array in (values, values.astype(">f4"), np.asfortranarray(values))
    }
    assert len(texts) == 1


def test_training_is_reported_by_its_settings() -> None:
    training = {
        "optimizer": {"class_name": "Adam", "config": {"learning_rate": 0.01, "amsgrad": False}},
        "loss": "mse",
        "metrics": ["mae"],
    }
    text = model_text(replace(dense_chain(2, 2), origin=Origin("keras", training=training)))
    assert "training\n  optimizer: Adam\n  optimizer.learning_rate: 0.01\n  loss: mse\n  metrics: (mae)\n" in text


def test_settings_are_whole_or_reported_by_a_digest() -> None:
    inner = {"class_name": "LSTM", "config": {"units": 16, "name": "lstm_3", "use_bias": False, "return_sequences": True}}
    words = [f"word{number}" for number in range(1000)]
    other = [*words[:-1], "changed"]
    wrapper = Layer("w", "w", "Bidirectional", config={"layer": inner, "merge_mode": "concat"})
    texts = [model_text(chain([wrapper, Layer("t", "t", "Lookup", config={"vocabulary": list_})])) for list_ in (words, other)]
    assert "layer LSTM(units 16, return_sequences yes), merge_mode concat" in texts[0]
    assert texts[0] != texts[1]
    assert max(map(len, texts[0].splitlines())) < LONGEST + 100


def test_weights_without_values_are_reported_by_their_shapes() -> None:
    weight = Weight("kernel", "kernel", (2, 3), "bfloat16")
    assert "  d/kernel (2, 3) bfloat16\n" in model_text(chain([Layer("d", "d", "Dense", weights=(weight,))]))


def test_no_name_can_bring_a_line_or_an_escape_of_its_own() -> None:
    name = "a\n+ fake: Dense\x1b[31m\u202e"
    text = model_text(
        Graph(name, "Sequential", (Node("n0", Layer(name, name, "Dense"), outputs=(TensorSpec(None),)),), notes=(name,))
    )
    assert all(character == "\n" or character.isprintable() for character in text)
    assert not any(line.startswith("+") for line in text.splitlines())


@pytest.mark.parametrize("path", sorted((DATA / "models").rglob("*.keras")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_same_file_gives_the_same_text(path: Path) -> None:
    assert model_text(read(path)) == model_text(read(path))


@pytest.mark.parametrize("settings", ["x", ["x"], 5])
def test_settings_of_an_initializer_that_are_none_are_printed_as_they_are(settings: object) -> None:
    initializer = {"class_name": "GlorotUniform", "config": settings}
    text = model_text(chain([Layer("d", "d", "Dense", config={"units": 2, "kernel_initializer": initializer})]))
    assert "GlorotUniform" in text
