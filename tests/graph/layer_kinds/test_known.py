"""Names that are neither a model's nor Keras's are slips, and told with what is near."""

from __future__ import annotations

import inspect
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph, Layer, Node
from dotnet_viz.graph.layer_kinds.known import check_classes, check_settings
from tests.conftest import DATA

LAYERS = [Layer("c", "c", "Conv2D", config={"strides": [1, 1]}), Layer("m", "m", "MyOwn", config={"my_rate": 1})]
# Arguments that are never written down: weights and functions that are handed in.
UNWRITTEN = {"self", "params", "call_fn", "init_fn", "variables", "filepath", "input_tensor", "method", "all_ops", "num_ops"}
CNN = DATA / "models" / "cnn-28x28.keras"


@pytest.mark.parametrize(
    "name", ["Conv2D", "MyOwn", "Dense", "LSTM", "TimeDistributed", "Add", "Functional", "BatchNormalization"]
)
def test_classes_of_the_model_and_of_keras_are_no_slips(name: str) -> None:
    check_classes("type_ignore", [name], LAYERS)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Conv2d", "Conv2D"),
        ("conv2d", "Conv2D"),
        ("Myown", "MyOwn"),
        ("Lstm", "LSTM"),
        ("BatchNormalisation", "BatchNormalization"),
    ],
)
def test_a_slip_is_reported_with_the_near_miss_and_what_there_is(name: str, near: str) -> None:
    with pytest.raises(OptionError) as error:
        check_classes("type_ignore", ["Dense", name], LAYERS)
    assert str(error.value) == (
        f"type_ignore names {name!r}, a class that neither this model nor Keras has (did you mean {near!r}?);"
        " this model has: Conv2D, MyOwn"
    )


def test_settings_of_the_model_and_of_keras_are_no_slips() -> None:
    check_settings("config_fields", ["strides", "my_rate", "units", "batch_input_shape"], LAYERS)
    with pytest.raises(OptionError, match=r"names 'stride', a setting that .*did you mean 'strides'\?\); this model"):
        check_settings("config_fields", ["stride"], LAYERS)


def test_a_name_that_is_near_nothing_and_a_model_without_settings() -> None:
    with pytest.raises(OptionError, match="'zzzzzz', a setting that neither this model nor Keras has; this model has: none"):
        check_settings("config_fields", ["zzzzzz"], [Layer("c", "c", "Conv2D")])


def test_long_lists_are_cut() -> None:
    layers = [Layer(f"l{number}", f"l{number}", f"Kind{number}") for number in range(100)]
    with pytest.raises(OptionError, match=r"Kind29 \.\.\.$"):
        check_classes("type_ignore", ["zzzzzz"], layers)


@pytest.mark.parametrize(
    ("style", "options", "words"),
    [
        ("layered", {"color_map": {"Conv2d": "#112233"}}, "color_map names 'Conv2d'.*'Conv2D'"),
        ("layered", {"type_ignore": ["Denze"]}, "type_ignore names 'Denze'.*'Dense'"),
        ("plot-model", {"config_fields": ["kernelsize"]}, "config_fields names 'kernelsize'.*'kernel_size'"),
        (
            "plot-model",
            {"layer_range": ["conv2d_41", "dense_9"]},
            "no layer matches 'conv2d_41'.*did you mean 'conv2d_1",
        ),
        ("weight-graph", {"layers": ["dense9"]}, "'dense9'.*did you mean 'dense_9'"),
        ("weight-graph", {"neurons": {"dense9": [0]}}, "'dense9'.*did you mean 'dense_9'"),
        ("weight-histograms", {"layers": ["dense9"]}, "'dense9'.*did you mean 'dense_9'"),
        ("weight-histograms", {"roles": ["kernels"]}, "'kernels'.*did you mean 'kernel'"),
        ("filters", {"layer": "conv2d14"}, "'conv2d14'.*did you mean 'conv2d_14'"),
        ("weight-matrix", {"layer": "dense9"}, "'dense9'.*did you mean 'dense_9'"),
        ("weight-matrix", {"weight": "kernle"}, "'kernle'.*did you mean 'kernel'"),
        ("blocks", {"unfold": ["flatten3"]}, "'flatten3'"),
    ],
)
def test_every_style_tells_a_slip(style: str, options: dict[str, Any], words: str) -> None:
    with pytest.raises(OptionError, match=words):
        dv.draw(CNN, style=style, **options)


def test_what_this_model_lacks_is_no_error() -> None:
    plain = dv.draw(CNN, style="layered")
    assert dv.draw(CNN, style="layered", type_ignore=["LSTM"], color_map={"GRU": "#112233"}).svg == plain.svg
    assert "no layer here has the field rate" in " ".join(dv.draw(CNN, config_fields=["rate"]).scene.notes).lower()


def test_settings_that_are_ignored_in_a_comparison_are_checked() -> None:
    model = Graph("m", "Sequential", (Node("n0", LAYERS[0]), Node("n1", LAYERS[1])))
    assert not dv.compare(model, model, ignore=["config.my_rate", "config.units"])
    with pytest.raises(OptionError, match=r"ignore names 'stride'.*'strides'"):
        dv.compare(model, model, ignore="weights,config.stride")


def test_a_mapping_of_layers_tells_the_near_miss() -> None:
    with pytest.raises(OptionError, match=r"'dense1', which is no layer of the first model \(did you mean 'dense_1'\?\)"):
        dv.compare([np.ones((3, 2))], [np.ones((3, 2))], mapping={"dense1": "dense_1"})


@pytest.mark.keras
def test_every_argument_of_a_layer_of_keras_is_known() -> None:
    import keras

    classes = [item for item in vars(keras.layers).values() if inspect.isclass(item) and issubclass(item, keras.layers.Layer)]
    classes.remove(keras.layers.Layer)
    assert len(classes) > 100
    for layer in classes:
        check_classes("type_ignore", [layer.__name__], [])
        named = {
            name
            for base in layer.__mro__
            if "__init__" in vars(base) and issubclass(base, keras.layers.Layer)
            for name, argument in inspect.signature(vars(base)["__init__"]).parameters.items()
            if argument.kind not in (argument.VAR_POSITIONAL, argument.VAR_KEYWORD)
        }
        check_settings("config_fields", sorted(named - UNWRITTEN), [])
