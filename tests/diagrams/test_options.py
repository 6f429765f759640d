"""Every option of every style does something that can be seen."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams import DIFFERENCE_STYLES, STYLES
from dotnet_viz.graph import Edge, Graph, Layer, Node, Weight
from tests.builders import dense_chain, nested_graph, picture_network
from tests.conftest import DATA
from tests.diagrams.attention_graphs import encoder
from tests.diagrams.u_graphs import u_net


@dataclass(frozen=True)
class Case:
    """A value of an option that changes the picture of a model.

    Args:
        value: of the option.
        model: a name in :func:`models`; empty takes the style's.
        beside: other options that it needs.
    """

    value: Any
    model: str = ""
    beside: dict[str, Any] = field(default_factory=dict)


def _deep(count: int) -> Graph:
    return dense_chain(*[3] * count)


def _separable() -> Graph:
    random = np.random.default_rng(2)
    shapes = {"depthwise_kernel": (3, 3, 12, 1), "pointwise_kernel": (1, 1, 12, 80)}
    weights = tuple(Weight.from_array(name, random.normal(size=shape)) for name, shape in shapes.items())
    sheer = Layer("sheer", "sheer", "Conv3D", weights=(Weight.from_array("kernel", random.normal(size=(12, 3, 3, 12, 80))),))
    nodes = (Node("n0", Layer("sep", "sep", "SeparableConv2D", weights=weights)), Node("n1", sheer))
    return Graph("convolutions", "Sequential", nodes, (Edge("n0", 0, "n1", 0),))


@cache
def models() -> dict[str, Any]:
    """Return models by name, read once."""
    files = {name: dv.read(DATA / "models" / f"{name}.keras") for name in ("cnn-28x28", "mlp-6-3-7", "multi", "rnn")}
    random = np.random.default_rng(0)
    skewed = random.normal(size=(40, 14)) ** 3
    made = {
        "nested": nested_graph(),
        "deep": _deep(30),
        "wide": dv.read(
            [(random.normal(size=(40, 30)), np.ones(30), "relu"), (random.normal(size=(30, 20)), np.ones(20), "linear")]
        ),
        "narrowing": dv.read([random.normal(size=(13 - size, 12 - size)) for size in range(11)]),
        "convolutions": _separable(),
        "linear": dv.read([(skewed, np.ones(14), "linear")]),
        "u": u_net(2),
        "pictures": picture_network(5, 8, 3),
        "blocks": encoder(3),
        "large": dv.read([random.normal(size=(300, 300))]),
    }
    return files | made


_usual: dict[str, str] = {}


def usual_svg(style: str, model: str, beside: dict[str, Any] | None = None) -> str:
    """Return a picture to compare with, which is drawn once for all that are compared with it."""
    key = f"{style} {model} {beside or {}}"
    if key not in _usual:
        _usual[key] = dv.draw(models()[model], style=style, **beside or {}).svg
    return _usual[key]


COMMON_COLORS = {"limit": Case(0.1), "palette": Case("PuOr"), "positive": Case("#00aa00"), "negative": Case("#aa00aa")}
NAMES = [f"n{number}" for number in range(40)]

CASES: dict[str, tuple[str, dict[str, Case]]] = {
    "plot-model": (
        "cnn-28x28",
        {
            "show_shapes": Case(False),
            "show_dtype": Case(True),
            "show_layer_names": Case(False),
            "show_layer_activations": Case(False),
            "show_parameters": Case(False),
            "show_trainable": Case(True),
            "expand_nested": Case(False, "nested"),
            "expand_wrappers": Case(True, "rnn"),
            "rankdir": Case("LR"),
            "splines": Case("ortho", "multi"),
            "config_fields": Case(["strides"]),
            "color_by": Case("none"),
        },
    ),
    "bars": (
        "cnn-28x28",
        {
            "measures": Case(["macs", "sparsity"]),
            "sort": Case("parameters"),
            "log_lengths": Case(True),
            "max_rows": Case(4, "deep"),
        },
    ),
    "blocks": (
        "deep",
        {
            "fold": Case(False),
            "ignore_channels": Case(True, "narrowing"),
            "unfold": Case(["dense_3"]),
            "expand_nested": Case(False, "nested"),
            "expand_wrappers": Case(True, "rnn"),
            "detail": Case("short", "cnn-28x28"),
            "show_stages": Case(False, "cnn-28x28"),
            "show_parameters": Case(False),
            "rankdir": Case("LR"),
        },
    ),
    "weight-graph": (
        "wide",
        {
            "max_neurons": Case(3),
            "max_edges": Case(10),
            "threshold": Case("q0.5"),
            "rank": Case("contribution"),
            "neurons": Case({"dense_1": [1, 2]}),
            "left_out": Case("mean"),
            "max_layers": Case(2, "deep"),
            "layers": Case(["dense_2"]),
            "scaling": Case("log"),
            "scaling_per": Case("layer"),
            "clip": Case(0.5),
            "bias": Case("none"),
            "negative_dashed": Case(True),
            "show_values": Case(True, "mlp-6-3-7"),
            "appearance": Case("classic"),
            "feature_names": Case(NAMES),
            "class_names": Case(NAMES[:20]),
            "rankdir": Case("TB"),
            "inputs": Case("neurons", "pictures"),
            "input_shape": Case((5, 8)),
            "gates": Case(False, "rnn"),
            **COMMON_COLORS,
        },
    ),
    "layered": (
        "cnn-28x28",
        {
            "sizing_mode": Case("accurate"),
            "scale_xy": Case(3.0, beside={"sizing_mode": "accurate"}),
            "scale_z": Case(2.0, beside={"sizing_mode": "accurate"}),
            "min_xy": Case(60.0, beside={"sizing_mode": "accurate"}),
            "max_xy": Case(20.0, beside={"sizing_mode": "accurate"}),
            "min_z": Case(40.0, beside={"sizing_mode": "accurate"}),
            "max_z": Case(9.0, beside={"sizing_mode": "accurate", "scale_z": 4.0}),
            "relative_base_size": Case(3.0, beside={"sizing_mode": "relative"}),
            "one_dim_orientation": Case("y"),
            "type_ignore": Case(["Conv2D"]),
            "index_ignore": Case([1]),
            "index_2d": Case([1]),
            "color_map": Case({"Conv2D": "#123456"}),
            "draw_volume": Case(False),
            "draw_reversed": Case(True),
            "draw_funnel": Case(False),
            "clear_sides": Case(True),
            "shade_step": Case(60),
            "layer_spacing": Case(30.0),
            "padding": Case(40.0),
            "show_captions": Case(False),
            "caption": Case("both"),
            "show_shapes": Case(False),
            "legend": Case(False),
            "arrangement": Case("row", "u"),
            "row_width": Case(200.0),
            "expand_nested": Case(False, "nested"),
            "expand_wrappers": Case(True, "rnn"),
            "text_callable": Case(lambda number, _: (f"no. {number}", False)),
            "text_vspacing": Case(9.0, beside={"text_callable": lambda *_: ("two\nlines", False)}),
            "text_size": Case(15.0, beside={"text_callable": lambda *_: ("text", False)}),
        },
    ),
    "ann": (
        "wide",
        {
            "max_neurons": Case(3),
            "rankdir": Case("LR"),
            "show_edges": Case(False),
            "show_captions": Case(False),
            "show_layer_names": Case(True),
            "expand_nested": Case(False, "nested"),
            "expand_wrappers": Case(True, "rnn"),
        },
    ),
    "transformer": (
        "deep",
        {
            "fold": Case(False, "blocks"),
            "show_settings": Case(False),
            "expand_nested": Case(False, "nested"),
            "expand_wrappers": Case(False, "rnn"),
        },
    ),
    "unrolled": ("rnn", {"unroll": Case(1), "expand_nested": Case(False, "nested")}),
    "lenet": (
        "cnn-28x28",
        {
            "max_neurons": Case(2),
            "plane_size": Case(60.0),
            "plane_spacing": Case(9.0),
            "layer_spacing": Case(120.0),
            "show_captions": Case(False),
            "show_layer_names": Case(True),
            "show_windows": Case(False),
            "expand_nested": Case(False, "nested"),
            "expand_wrappers": Case(True, "rnn"),
        },
    ),
    "neurons": (
        "wide",
        {
            "max_neurons": Case(3),
            "node_size": Case(12.0),
            "node_spacing": Case(20.0),
            "layer_spacing": Case(300.0),
            "show_neurons": Case(False),
            "inout_as_tensor": Case(False, "multi"),
            "show_captions": Case(False),
            "expand_nested": Case(False, "nested"),
            "expand_wrappers": Case(True, "rnn"),
            "rankdir": Case("TB"),
        },
    ),
    "filters": (
        "convolutions",
        {
            "layer": Case("sheer"),
            "weight": Case("pointwise_kernel"),
            "channels": Case("mean", "cnn-28x28"),
            "order": Case("norm"),
            "max_filters": Case(4),
            "max_channels": Case(2, beside={"layer": "sheer"}),
            "max_slices": Case(2, beside={"layer": "sheer"}),
            "scaling": Case("log"),
            **COMMON_COLORS,
        },
    ),
    "weight-matrix": (
        "wide",
        {
            "layer": Case("dense_2"),
            "weight": Case("bias"),
            "cluster": Case("both"),
            "max_cells": Case(8),
            "pooling": Case("mean", "large"),
            "scaling": Case("log"),
            "feature_names": Case(NAMES),
            "class_names": Case(NAMES[:20], beside={"layer": "dense_2"}),
            **COMMON_COLORS,
        },
    ),
    "coefficients": (
        "linear",
        {
            "layer": Case("dense_2", "wide", {"layer": "dense_1"}),
            "order": Case("stored"),
            "max_features": Case(3),
            "max_outputs": Case(2),
            "feature_names": Case(NAMES),
            "class_names": Case(NAMES[:14]),
            **COMMON_COLORS,
        },
    ),
    "weight-histograms": (
        "wide",
        {
            "form": Case("ridgelines"),
            "layers": Case(["dense_2"]),
            "roles": Case(["bias"]),
            "bins": Case(10),
            "max_weights": Case(2),
            "log_counts": Case(True),
        },
    ),
}
OF_EVERY_PICTURE: dict[str, Case] = {
    "title": Case("A title"),
    "width": Case(200),
    "height": Case("4cm"),
    "dpi": Case(50),
    "text_size": Case(11.0),
    "layer_range": Case("2:4"),
    "fit": Case("slide"),
}
LAYERS = [("filters", "layer_range")]
"""Where parts of a model of convolutions are drawn."""
DIFFERENCES: dict[str, dict[str, Case]] = {
    "merged": {"fold": Case(False), "context": Case(3), "rankdir": Case("LR")},
    "side-by-side": {"fold": Case(False), "context": Case(3)},
    "bar-changes": {
        "measures": Case(["macs"]),
        "log_lengths": Case(True),
        "fold": Case(False),
        "context": Case(3),
    },
    "weight-change-graph": {
        "show": Case("before"),
        "max_neurons": Case(2),
        "max_layers": Case(2),
        "negative_dashed": Case(True),
        "rankdir": Case("TB"),
    },
}


def flat() -> list[tuple[str, str]]:
    """Return every style with each of its cases."""
    return [(style, option) for style, (_, cases) in CASES.items() for option in cases]


@pytest.mark.parametrize("style", STYLES)
def test_every_option_of_a_style_is_in_the_table(style: str) -> None:
    options: Any = STYLES[style]
    assert set(CASES[style][1]) == {item.name for item in fields(options)}


@pytest.mark.parametrize("style", DIFFERENCE_STYLES)
def test_every_option_of_a_style_of_differences_is_in_the_table(style: str) -> None:
    options: Any = DIFFERENCE_STYLES[style]
    assert set(DIFFERENCES[style]) == {item.name for item in fields(options)}


@pytest.mark.parametrize(("style", "option"), flat())
def test_an_option_changes_the_picture(style: str, option: str) -> None:
    usual, cases = CASES[style]
    case = cases[option]
    model = case.model or usual
    after = dv.draw(models()[model], style=style, **case.beside | {option: case.value})
    assert usual_svg(style, model, case.beside) != after.svg


@pytest.mark.parametrize(
    ("style", "option"),
    [(style, option) for style in STYLES for option in OF_EVERY_PICTURE if (style, option) != ("coefficients", "layer_range")],
)
def test_every_style_has_the_options_of_pictures(style: str, option: str) -> None:
    if (style, option) in LAYERS:
        assert usual_svg(style, "convolutions", {"layer_range": "0:0"}) != usual_svg(
            style, "convolutions", {"layer_range": "1:1"}
        )
        return
    name = "deep" if option == "layer_range" else CASES[style][0]
    after = dv.draw(models()[name], style=style, **{option: OF_EVERY_PICTURE[option].value})
    if option == "dpi":
        assert dv.draw(models()[name], style=style).png() != after.png()
    else:
        assert usual_svg(style, name) != after.svg


def test_a_part_of_a_model_can_be_linear() -> None:
    with pytest.raises(dv.VizError, match="not linear"):
        dv.draw(models()["wide"], style="coefficients")
    assert dv.draw(models()["wide"], style="coefficients", layer_range=("dense_2", "dense_2")).svg


@pytest.mark.parametrize(("style", "option"), [(style, option) for style, cases in DIFFERENCES.items() for option in cases])
def test_an_option_changes_the_picture_of_a_difference(style: str, option: str) -> None:
    before, after = models()["deep"], dense_chain(*[3] * 30, seed=1)
    first = Layer("dense_1", "dense_1", "Dense", activation="gelu", weights=after.layers[1].weights)
    nodes = tuple(Node(node.id, first if node.layer.id == "dense_1" else node.layer) for node in after.nodes)
    after = Graph(after.name, after.kind, nodes, after.edges, after.inputs, after.outputs)
    ignore = () if style == "weight-change-graph" else "weights"
    found = dv.compare(before, after, ignore=ignore)
    case = DIFFERENCES[style][option]
    assert dv.diff(found, style=style).svg != dv.diff(found, style=style, **{option: case.value}).svg
