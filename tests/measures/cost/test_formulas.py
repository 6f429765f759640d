"""Costs of single calls, by numbers that were worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from dotnet_viz.graph import Layer, Node, TensorSpec, Weight
from dotnet_viz.graph.layer_kinds import Work
from dotnet_viz.graph.layer_kinds.layers import LAYERS
from dotnet_viz.graph.layer_kinds.operations import OPERATIONS
from dotnet_viz.measures.cost.cost import UNKNOWN_COST, Cost
from dotnet_viz.measures.cost.formulas import FORMULAS, cost_of_call

Sizes = tuple[int | None, ...]


def cost(
    kind: str, inputs: list[Sizes], output: Sizes, function: str | None = None, category: str = "layer", **config: Any
) -> Cost:
    constants = tuple(config.pop("constants", ()))
    layer = Layer("a", "a", kind, category, activation=function, config=config)
    specs = tuple(TensorSpec(shape, "float32") for shape in inputs)
    return cost_of_call(Node("n0", layer, specs, (TensorSpec(output, "float32"),), constants=constants))


def operation(kind: str, inputs: list[Sizes], output: Sizes, **config: Any) -> Cost:
    return cost(kind, inputs, output, category="operation", **config)


def test_dense_layers_multiply_each_input_with_each_unit() -> None:
    assert cost("Dense", [(1, 5)], (1, 7), use_bias=True) == Cost(35, 77)
    assert cost("Dense", [(1, 5)], (1, 7), use_bias=False) == Cost(35, 70)
    assert cost("Dense", [(1, 3, 5)], (1, 3, 7), use_bias=True) == Cost(105, 231)
    assert cost("Dense", [(1, 5)], (1, 7), "softmax", use_bias=True) == Cost(35, 77 + 5 * 7)


def test_a_bias_is_that_of_the_weights_where_no_setting_tells() -> None:
    weights = (Weight("kernel", "kernel", (5, 7), "float32"), Weight("bias", "bias", (7,), "float32"))
    specs = (TensorSpec((1, 5)),), (TensorSpec((1, 7)),)
    assert cost_of_call(Node("n0", Layer("a", "a", "Dense", weights=weights), *specs)) == Cost(35, 77)
    assert cost_of_call(Node("n0", Layer("a", "a", "Dense", weights=weights[:1]), *specs)) == Cost(35, 70)


@pytest.mark.parametrize(
    ("kind", "given", "output", "config", "macs"),
    [
        ("Conv1D", (1, 10, 2), (1, 8, 4), {"kernel_size": [3]}, 8 * 4 * 3 * 2),
        ("Conv2D", (1, 10, 10, 2), (1, 8, 8, 4), {"kernel_size": [3, 3]}, 8 * 8 * 4 * 9 * 2),
        ("Conv2D", (1, 10, 10, 2), (1, 8, 8, 4), {"kernel_size": 3}, 8 * 8 * 4 * 9 * 2),
        ("Conv2D", (1, 10, 10, 4), (1, 8, 8, 6), {"kernel_size": [3, 3], "groups": 2}, 8 * 8 * 6 * 9 * 2),
        ("Conv2D", (1, 10, 10, 2), (1, 6, 6, 4), {"kernel_size": [3, 3], "dilation_rate": [2, 2]}, 6 * 6 * 4 * 9 * 2),
        ("Conv2D", (1, 10, 10, 2), (1, 5, 5, 4), {"kernel_size": [3, 3], "strides": [2, 2]}, 5 * 5 * 4 * 9 * 2),
        ("Conv2D", (1, 2, 10, 10), (1, 4, 8, 8), {"kernel_size": [3, 3], "data_format": "channels_first"}, 8 * 8 * 4 * 9 * 2),
        ("Conv3D", (1, 5, 5, 5, 2), (1, 3, 3, 3, 4), {"kernel_size": [3, 3, 3]}, 27 * 4 * 27 * 2),
        ("Conv2DTranspose", (1, 5, 5, 2), (1, 10, 10, 4), {"kernel_size": [3, 3], "strides": [2, 2]}, 25 * 2 * 9 * 4),
        ("DepthwiseConv2D", (1, 10, 10, 3), (1, 8, 8, 6), {"kernel_size": [3, 3]}, 8 * 8 * 6 * 9),
        ("SeparableConv2D", (1, 10, 10, 2), (1, 8, 8, 5), {"kernel_size": [3, 3]}, 64 * 9 * 2 + 64 * 5 * 2),
        ("SeparableConv1D", (1, 9, 2), (1, 7, 5), {"kernel_size": [3], "depth_multiplier": 2}, 7 * 3 * 4 + 7 * 5 * 4),
        ("LocallyConnected1D", (1, 10, 2), (1, 8, 4), {"kernel_size": [3]}, 8 * 4 * 3 * 2),
    ],
)
def test_convolutions(kind: str, given: Sizes, output: Sizes, config: dict[str, Any], macs: int) -> None:
    bias = 1
    for size in output:
        bias *= size or 1
    assert cost(kind, [given], output, **config, use_bias=True) == Cost(macs, 2 * macs + bias)
    assert cost(kind, [given], output, **config, use_bias=False) == Cost(macs, 2 * macs)


def test_operations_take_their_kernel_as_a_tensor() -> None:
    assert operation("Conv", [(1, 10, 10, 2), (3, 3, 2, 4)], (1, 8, 8, 4)) == Cost(8 * 8 * 4 * 18, 2 * 8 * 8 * 4 * 18)
    assert operation("DepthwiseConv", [(1, 10, 10, 3), (3, 3, 3, 2)], (1, 8, 8, 6)).macs == 8 * 8 * 6 * 9
    assert operation("ConvTranspose", [(1, 5, 5, 2), (3, 3, 4, 2)], (1, 10, 10, 4)).macs == 25 * 2 * 9 * 4
    assert operation("Matmul", [(1, 6, 8), (1, 8, 3)], (1, 6, 3)) == Cost(144, 288)
    assert operation("Einsum", [(1, 6, 8), (1, 5, 8)], (1, 6, 5), subscripts="bid,bjd->bij") == Cost(240, 480)
    assert operation("Einsum", [(1, 6, 8), (8, 5)], (1, 6, 5), subscripts="...d,dj") == Cost(240, 480)
    assert operation("Tensordot", [(1, 6, 8), (6, 8, 3)], (1, 3), axes=2) == Cost(144, 288)
    assert operation("Tensordot", [(1, 6, 8), (8, 3)], (1, 6, 3), axes=[[2], [0]]) == Cost(144, 288)
    assert operation("DotProductAttention", [(1, 6, 2, 4)] * 3, (1, 6, 2, 4)) == Cost(576, 1152 + 6 * 72)


def test_a_constant_is_an_operand() -> None:
    left = ("args[0]", [[1.0, 2.0, 3.0]])
    assert operation("Matmul", [(3, 4)], (1, 4), constants=[left]) == Cost(12, 24)


def test_attention_with_heads() -> None:
    projections, scores = 3 * 6 * 8 * 6 + 6 * 6 * 8, 6 * 6 * 2
    macs = projections + scores * 6
    expected = Cost(macs, 2 * macs + 3 * 6 * 6 + 6 * 8 + 6 * scores)
    assert cost("MultiHeadAttention", [(1, 6, 8)] * 2, (1, 6, 8), num_heads=2, key_dim=3) == expected
    shared = 6 * 8 * 12 + 2 * 6 * 8 * 6 + 6 * 12 * 8 + 6 * 6 * 4 * 6
    found = cost("GroupQueryAttention", [(1, 6, 8)] * 2, (1, 6, 8), head_dim=3, num_query_heads=4, num_key_value_heads=2)
    assert found.macs == shared


def test_attention_along_some_axes() -> None:
    along = cost("MultiHeadAttention", [(1, 4, 6, 8)] * 2, (1, 4, 6, 8), num_heads=1, key_dim=2, attention_axes=[2])
    everywhere = cost("MultiHeadAttention", [(1, 4, 6, 8)] * 2, (1, 4, 6, 8), num_heads=1, key_dim=2)
    assert everywhere.macs - along.macs == 24 * (24 - 6) * 4


def test_attention_without_heads() -> None:
    assert cost("Attention", [(1, 6, 8), (1, 6, 8)], (1, 6, 8)) == Cost(576, 1332)
    assert cost("Attention", [(1, 6, 8), (1, 6, 8)], (1, 6, 8), use_scale=True) == Cost(576, 1368)
    assert cost("AdditiveAttention", [(1, 6, 8), (1, 6, 8)], (1, 6, 8)) == Cost(576, 1152 + 288 + 180)


@pytest.mark.parametrize(
    ("kind", "config", "gates", "sums"),
    [
        ("SimpleRNN", {}, 1, 2),
        ("LSTM", {}, 4, 8 + 4),
        ("LSTM", {"use_bias": False}, 4, 4 + 4),
        ("GRU", {"reset_after": False}, 3, 6 + 5),
        ("GRU", {"reset_after": True}, 3, 9 + 5),
    ],
)
def test_recurrent_layers_repeat_a_step(kind: str, config: dict[str, Any], gates: int, sums: int) -> None:
    macs = gates * 4 * (3 + 4)
    expected = Cost(6 * macs, 6 * (2 * macs + 4 * sums))
    assert cost(kind, [(1, 6, 3)], (1, 4), "tanh", units=4, **config) == expected
    assert cost(f"{kind}Cell", [(1, 3)], (1, 4), "tanh", units=4, **config).macs == macs


def test_a_convolutional_lstm_convolves_input_and_state() -> None:
    macs = 8 * 8 * 5 * 4 * 9 * (2 + 5)
    config: dict[str, Any] = {"filters": 5, "kernel_size": [3, 3]}
    expected = Cost(7 * macs, 7 * (2 * macs + 8 * 8 * 5 * 12))
    assert cost("ConvLSTM2D", [(1, 7, 10, 10, 2)], (1, 8, 8, 5), **config) == expected
    assert cost("ConvLSTM2D", [(1, 7, 10, 10, 2)], (1, 7, 8, 8, 5), **config, return_sequences=True) == expected


@pytest.mark.parametrize(
    ("kind", "inputs", "output", "config", "flops"),
    [
        ("MaxPooling2D", [(1, 9, 9, 2)], (1, 4, 4, 2), {"pool_size": [3, 3]}, 288),
        ("AveragePooling1D", [(1, 10, 3)], (1, 5, 3), {"pool_size": [2]}, 30),
        ("GlobalAveragePooling2D", [(1, 5, 4, 3)], (1, 3), {}, 60),
        ("GlobalMaxPooling2D", [(1, 5, 4, 3)], (1, 3), {}, 57),
        ("BatchNormalization", [(1, 100, 10)], (1, 100, 10), {}, 2000),
        ("LayerNormalization", [(1, 10, 10)], (1, 10, 10), {"axis": [-1]}, 940),
        ("LayerNormalization", [(1, 10, 10)], (1, 10, 10), {"axis": -1, "scale": False, "center": False}, 640),
        ("RMSNormalization", [(1, 10, 10)], (1, 10, 10), {"axis": -1}, 430),
        ("UnitNormalization", [(1, 10, 10)], (1, 10, 10), {"axis": -1}, 320),
        ("GroupNormalization", [(1, 10, 10)], (1, 10, 10), {"groups": 2}, 638),
        ("Rescaling", [(1, 100)], (1, 100), {}, 200),
        ("Activation", [(1, 10)], (1, 10), {"activation": "gelu"}, 40),
        ("ReLU", [(1, 10)], (1, 10), {}, 0),
        ("PReLU", [(1, 10)], (1, 10), {}, 40),
        ("Softmax", [(1, 10)], (1, 10), {}, 50),
        ("Dropout", [(1, 10)], (1, 10), {}, 0),
        ("Add", [(1, 10)] * 3, (1, 10), {}, 20),
        ("Average", [(1, 10)] * 3, (1, 10), {}, 30),
        ("Concatenate", [(1, 10)] * 2, (1, 20), {}, 0),
        ("Embedding", [(1, 5)], (1, 5, 4), {}, 0),
        ("UpSampling2D", [(1, 5, 5, 1)], (1, 10, 10, 1), {}, 0),
        ("Flatten", [(1, None, 3)], (1, None), {}, 0),
    ],
)
def test_what_works_value_by_value(kind: str, inputs: list[Sizes], output: Sizes, config: dict[str, Any], flops: int) -> None:
    assert cost(kind, inputs, output, config.get("activation"), **config) == Cost(0, flops)


def test_products_of_layers() -> None:
    assert cost("Dot", [(1, 10), (1, 10)], (1, 1), axes=1) == Cost(10, 20)
    assert cost("EinsumDense", [(1, 6, 8)], (1, 6, 2, 3), equation="abc,cde->abde") == Cost(288, 576)
    assert cost("EinsumDense", [(1, 6, 8)], (1, 6, 5), equation="...x,xy->...y", bias_axes="y") == Cost(240, 510)
    reverse = [("reverse", True)]
    assert cost("ReversibleEmbedding", [(1, 6, 8)], (1, 6, 100), constants=reverse) == Cost(4800, 9600)


@pytest.mark.parametrize(
    ("kind", "inputs", "output", "config"),
    [
        ("MyLayer", [(1, 5)], (1, 7), {}),
        ("MyConv2D", [(1, 5, 5, 3)], (1, 5, 5, 3), {"kernel_size": [3, 3]}),
        ("Lambda", [(1, 5)], (1, 7), {}),
        ("Dense", [(1, None)], (1, 7), {}),
        ("Dense", [], (1, 7), {}),
        ("Conv2D", [(1, 5, 5, 3)], (1, 5, 5, 3), {}),
        ("Conv2D", [(1, 5, 5, 3)], (1, 5, 5, 3), {"kernel_size": [-3, 3]}),
        ("Conv2D", [(1, 5, 5, 3)], (1, 5, 5, 3), {"kernel_size": {"a": 1}}),
        ("Conv2D", [(1, 5, 5, 3)], (1, 5, 5, 3), {"kernel_size": [3, 3], "groups": "many"}),
        ("Conv2D", [(1, 5, 5, 3)], (1, 5, 5, 3), {"kernel_size": [10**30, 10**30]}),
        ("LSTM", [(1, 5, 3)], (1, 4), {"units": None}),
        ("MultiHeadAttention", [(1, 5, 3)], (1, 5, 3), {"num_heads": 2}),
        ("EinsumDense", [(1, 5, 3)], (1, 5, 3), {"equation": "nonsense"}),
        ("LayerNormalization", [(1, 5, 3)], (1, 5, 3), {"axis": "last"}),
        ("LayerNormalization", [(1, 5, 3)], (1, 5, 3), {"axis": 7}),
    ],
)
def test_what_nobody_can_know_is_unknown(kind: str, inputs: list[Sizes], output: Sizes, config: dict[str, Any]) -> None:
    assert cost(kind, inputs, output, **config) == UNKNOWN_COST


def test_an_unknown_activation_leaves_a_lower_bound() -> None:
    assert cost("Dense", [(1, 5)], (1, 7), "my_function") == Cost(35, 70, is_complete=False)


def test_every_rule_of_the_table_has_a_formula() -> None:
    used = {kind.work for kind in (*LAYERS.values(), *OPERATIONS.values()) if isinstance(kind.work, Work)}
    assert used - {Work.WRAPPED} == set(FORMULAS)
