from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.graph import Layer
from dotnet_viz.graph.layer_kinds.settings import settings_in_words, short_settings

LSTM_CELL = {"class_name": "LSTMCell", "config": {"units": 4}}
GRU_CELL = {"class_name": "GRUCell", "config": {"units": 8}}
FLIP = {"class_name": "RandomFlip", "config": {"mode": "horizontal"}}
ROTATION = {"class_name": "RandomRotation", "config": {"factor": [-0.2, 0.2]}}


@pytest.mark.parametrize(
    ("kind", "config", "lines"),
    [
        ("Dense", {"units": 1, "use_bias": True}, ["1 unit"]),
        ("Conv2D", {"kernel_size": 5, "filters": 6, "strides": 1, "groups": 1}, ["kernel 5×5", "6 filters"]),
        ("Conv2D", {"kernel_size": [3, 3], "groups": 4}, ["kernel 3×3", "4 groups"]),
        ("DepthwiseConv1D", {"kernel_size": [7], "depth_multiplier": 2}, ["kernel 7", "depth multiplier 2"]),
        ("AdaptiveAveragePooling2D", {"output_size": [4, 5]}, ["to 4×5"]),
        ("AdaptiveMaxPooling3D", {"output_size": 2}, ["to 2×2×2"]),
        ("GRUCell", {"units": 12}, ["12 units"]),
        ("RNN", {"cell": LSTM_CELL}, ["4 units"]),
        ("StackedRNNCells", {"cells": [LSTM_CELL, GRU_CELL]}, ["LSTM cell 4, GRU cell 8"]),
        ("RNN", {"cell": {"class_name": "StackedRNNCells", "config": {"cells": [GRU_CELL]}}}, ["GRU cell 8"]),
        ("Bidirectional", {"layer": {"class_name": "LSTM", "config": {"units": 3}}, "merge_mode": "sum"},
         ["3 units", "merge mode sum"]),
        ("Bidirectional", {"layer": {"class_name": "LSTM", "config": {"units": 3}}, "merge_mode": "concat"}, ["3 units"]),
        ("EinsumDense", {"equation": "abc, cd -> abd"}, ["abc,cd→abd"]),
        ("MultiHeadAttention", {"num_heads": 8, "key_dim": 16}, ["8 heads × 16"]),
        ("GroupQueryAttention", {"num_query_heads": 8, "head_dim": 4, "num_key_value_heads": 2},
         ["8 heads × 4, 2 for keys and values"]),
        ("GroupNormalization", {"groups": 32, "axis": -1}, ["32 groups"]),
        ("LayerNormalization", {"axis": [-1]}, []),
        ("GaussianNoise", {"stddev": 0.1}, ["stddev 0.1"]),
        ("ReLU", {"max_value": 6.0, "negative_slope": 0.0, "threshold": 0.0}, ["max value 6"]),
        ("Concatenate", {"axis": -1}, []),
        ("Concatenate", {"axis": 1}, ["axis 1"]),
        ("Dot", {"axes": [2, 1]}, ["axes 2, 1"]),
        ("ZeroPadding2D", {"padding": [[3, 3], [3, 3]]}, ["by 3×3"]),
        ("ZeroPadding2D", {"padding": [[0, 1], [0, 1]]}, ["by 0+1×0+1"]),
        ("ZeroPadding1D", {"padding": [1, 2]}, ["by 1+2"]),
        ("Cropping1D", {"cropping": 2}, ["by 2"]),
        ("UpSampling2D", {"size": 2}, ["by 2×2"]),
        ("RepeatVector", {"n": 5}, ["5 times"]),
        ("Rescaling", {"scale": 1 / 255, "offset": 0.0}, ["scale 0.003922"]),
        ("Resizing", {"height": 32, "width": 64}, ["to 32×64"]),
        ("RandomRotation", {"factor": [-0.2, 0.2]}, ["factor −0.2 to 0.2"]),
        ("Pipeline", {"layers": [FLIP, ROTATION]}, ["Random flip mode horizontal, Random rotation factor −0.2 to 0.2"]),
        ("Pipeline", {"layers": [FLIP] * 5}, [", ".join(["Random flip mode horizontal"] * 3 + ["2 more"])]),
        ("ContrastLimitedAdaptiveHistogramEqualization", {"clip_limit": 4.0, "tile_grid_size": [8, 8]},
         ["clip limit 4", "tile grid size 8, 8"]),
        ("Discretization", {"bin_boundaries": [0.1, 0.2, 0.3, 0.4], "output_mode": "int"}, ["bin boundaries 0.1, 0.2, 0.3 …"]),
        ("StringLookup", {"vocabulary": ["a", "b"], "output_mode": "one_hot"}, ["2 entries", "output mode one_hot"]),
        ("MelSpectrogram", {"num_mel_bins": 64, "fft_length": 512}, ["num mel bins 64", "fft length 512"]),
        ("Lambda", {"function": {"class_name": "__lambda__"}}, ["function lambda"]),
        ("TimeDistributed", {"layer": {"class_name": "Conv1D", "config": {"kernel_size": [3], "filters": 2}}},
         ["kernel 3", "2 filters"]),
        ("Mine", {"rate": 0.5, "factor": 3, "kernel_size": [2, 2]}, ["kernel 2×2", "rate 0.5"]),
    ],
)  # fmt: skip
def test_each_class_has_its_most_telling_settings(kind: str, config: dict[str, Any], lines: list[str]) -> None:
    assert settings_in_words(Layer("a", "a", kind, config=config)) == lines


@pytest.mark.parametrize(
    ("kind", "config", "lines"),
    [
        ("Clip", {"x_min": 0.0, "x_max": 6.0}, ["x min 0", "x max 6"]),
        ("Sum", {"axis": [1, 2], "keepdims": False}, ["axis 1, 2"]),
        ("Sum", {"axis": None}, []),
        ("Reshape", {"newshape": [-1, 4]}, ["to -1×4"]),
        ("Cast", {"dtype": "int32"}, ["dtype int32"]),
        ("Einsum", {"subscripts": "ij,jk->ik"}, ["subscripts ij,jk->ik"]),
    ],
)
def test_operations_have_settings_too(kind: str, config: dict[str, Any], lines: list[str]) -> None:
    assert settings_in_words(Layer("a", "a", kind, "operation", config=config)) == lines


ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    2.5,
    "wide",
    [],
    [None],
    [[1], []],
    {},
    {"class_name": 3},
    [{"class_name": "Dense"}],
    [[[1]]],
)


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_settings_that_make_no_sense_do_no_harm(value: Any) -> None:
    from dotnet_viz.graph.layer_kinds.layers import LAYERS
    from dotnet_viz.graph.layer_kinds.operations import OPERATIONS

    for category, table in (("layer", LAYERS), ("operation", OPERATIONS)):
        for kind, facts in table.items():
            layer = Layer("a", "a", kind, category, config=dict.fromkeys(facts.settings, value))
            assert all((*settings_in_words(layer), *short_settings(layer)))


def test_what_a_picture_shows_otherwise_is_left_out() -> None:
    layer = Layer("c", "c", "Conv2D", config={"kernel_size": [3, 3], "filters": 8, "strides": [2, 2]})
    assert settings_in_words(layer, without=("filters", "strides")) == ["kernel 3×3"]
    assert short_settings(layer, only=("filters",)) == ["8"]
