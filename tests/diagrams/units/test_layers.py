"""What lines of each kind of layer are, against a plain loop over the weights that Keras' equations name."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dotnet_viz.diagrams.units.kernels import KERNEL_NORM, WEIGHT, UnitKernel
from dotnet_viz.diagrams.units.layers import LayerUnits, layer_units
from dotnet_viz.diagrams.units.matrix import UnitMatrix, read_matrix
from dotnet_viz.graph import Array, Layer, Weight

RANDOM = np.random.default_rng(3)


def layer(kind: str, config: dict[str, object] | None = None, **shapes: tuple[int, ...]) -> Layer:
    weights = tuple(Weight.from_array(name.replace("__", "/"), RANDOM.normal(size=shape)) for name, shape in shapes.items())
    return Layer("l", "l", kind, weights=weights, config=config or {})


def units(made: Layer) -> LayerUnits:
    found = layer_units(made)
    assert found is not None
    return found


def values(kernel: UnitKernel | None) -> UnitMatrix:
    assert kernel is not None
    return read_matrix(kernel)


def array(matrix: UnitMatrix) -> Array:
    assert matrix.array is not None
    return matrix.array


def signed_norm(numbers: Array) -> float:
    return float(np.copysign(np.linalg.norm(numbers.ravel()), numbers.mean()))


def test_a_dense_layer_shows_its_weights() -> None:
    made = layer("Dense", kernel=(3, 2), bias=(2,))
    found = units(made)
    assert (found.kernel.measure, found.units) == (WEIGHT, 2)
    assert found.bias is made.weights[1]
    assert np.array_equal(array(values(found.kernel)), made.weights[0].array)


@pytest.mark.parametrize(("kind", "spatial"), [("Conv1D", (5,)), ("Conv2D", (3, 2)), ("Conv3D", (2, 2, 2))])
def test_a_convolution_joins_channels_by_the_norm_of_their_kernel(kind: str, spatial: tuple[int, ...]) -> None:
    made = layer(kind, kernel=(*spatial, 4, 6))
    found = units(made)
    matrix = values(found.kernel)
    kernel = made.weights[0].array
    assert (found.kernel.inputs, found.kernel.units, found.kernel.measure) == (4, 6, KERNEL_NORM)
    for i in range(4):
        for o in range(6):
            assert array(matrix)[i, o] == pytest.approx(signed_norm(kernel[..., i, o]))
            assert matrix.means is not None
            assert matrix.means[i, o] == pytest.approx(kernel[..., i, o].mean())


def test_a_pointwise_convolution_shows_its_weights() -> None:
    made = layer("Conv2D", kernel=(1, 1, 4, 3))
    assert units(made).kernel.measure == WEIGHT
    assert np.array_equal(array(values(units(made).kernel)), made.weights[0].array[0, 0])


def test_a_transposed_convolution_has_its_channels_the_other_way_round() -> None:
    made = layer("Conv2DTranspose", kernel=(2, 2, 5, 3))
    matrix = array(values(units(made).kernel))
    assert matrix.shape == (3, 5)
    assert matrix[2, 4] == pytest.approx(signed_norm(made.weights[0].array[:, :, 4, 2]))


def test_a_depthwise_convolution_has_lines_within_each_channel_only() -> None:
    made = layer("DepthwiseConv2D", kernel=(3, 3, 4, 2))
    matrix = values(units(made).kernel)
    assert matrix.present is not None
    assert matrix.count == 8
    for channel in range(4):
        for turn in range(2):
            assert matrix.present[channel, channel * 2 + turn]
            expected = signed_norm(made.weights[0].array[:, :, channel, turn])
            assert array(matrix)[channel, channel * 2 + turn] == pytest.approx(expected)


@pytest.mark.parametrize("size", [1, 3])
def test_groups_of_a_convolution_have_inputs_of_their_own(size: int) -> None:
    made = layer("Conv1D", {"groups": 2}, kernel=(size, 3, 4))
    matrix = values(units(made).kernel)
    assert (matrix.shape, matrix.count) == ((6, 4), 12)
    assert matrix.present is not None
    assert matrix.present[:3, :2].all()
    assert matrix.present[3:, 2:].all()
    assert array(matrix)[4, 3] == pytest.approx(signed_norm(made.weights[0].array[:, 1, 3]))
    assert array(matrix)[1, 0] == pytest.approx(signed_norm(made.weights[0].array[:, 1, 0]))


def test_a_separable_convolution_shows_the_kernels_that_its_two_steps_make() -> None:
    made = layer("SeparableConv2D", depthwise_kernel=(3, 3, 4, 2), pointwise_kernel=(1, 1, 8, 5))
    depthwise, pointwise = (weight.array for weight in made.weights)
    effective = np.einsum("hwck,cko->hwco", depthwise, pointwise.reshape(4, 2, 5))
    matrix = array(values(units(made).kernel))
    for i in range(4):
        for o in range(5):
            assert matrix[i, o] == pytest.approx(signed_norm(effective[:, :, i, o]))


@pytest.mark.parametrize(("kind", "gates"), [("SimpleRNN", 1), ("GRU", 3), ("LSTM", 4)])
def test_a_recurrent_layer_folds_its_gates_and_shows_its_state(kind: str, gates: int) -> None:
    made = layer(kind, cell__kernel=(3, 5 * gates), cell__recurrent_kernel=(5, 5 * gates), cell__bias=(5 * gates,))
    found = units(made)
    kernel, recurrent, _ = (weight.array for weight in made.weights)
    assert (found.units, found.kernel.measure) == (5, WEIGHT if gates == 1 else KERNEL_NORM)
    assert array(values(found.kernel))[2, 1] == pytest.approx(signed_norm(kernel[2, 1::5]))
    assert array(values(found.state))[4, 3] == pytest.approx(signed_norm(recurrent[4, 3::5]))


def both_ways(merge_mode: str) -> Layer:
    config: dict[str, object] = {"merge_mode": merge_mode}
    return layer("Bidirectional", config, f__kernel=(3, 8), f__recurrent_kernel=(2, 8), b__kernel=(3, 8),
                 b__recurrent_kernel=(2, 8))  # fmt: skip


def test_two_directions_stand_beside_each_other_and_do_not_mix() -> None:
    made = both_ways("concat")
    found = units(made)
    matrix, state = values(found.kernel), values(found.state)
    assert (found.kernel.inputs, found.units) == (3, 4)
    assert array(matrix)[1, 3] == pytest.approx(signed_norm(made.weights[2].array[1, 1::2]))
    assert state.present is not None
    assert state.present.tolist() == [[True, True, False, False]] * 2 + [[False, False, True, True]] * 2
    assert array(state)[3, 2] == pytest.approx(signed_norm(made.weights[3].array[1, 0::2]))


def test_two_directions_of_different_sizes_stand_beside_each_other() -> None:
    made = layer("Bidirectional", {"merge_mode": "sum"}, f__kernel=(3, 8), f__recurrent_kernel=(2, 8), b__kernel=(3, 12),
                 b__recurrent_kernel=(3, 12))  # fmt: skip
    found = units(made)
    matrix, state = values(found.kernel), values(found.state)
    assert (found.kernel.inputs, found.units) == (3, 5)
    assert array(matrix)[1, 4] == pytest.approx(signed_norm(made.weights[2].array[1, 2::3]))
    assert state.present is not None
    assert state.present.tolist() == [[True] * 2 + [False] * 3] * 2 + [[False] * 2 + [True] * 3] * 3


def test_two_directions_that_are_added_share_their_units() -> None:
    made = both_ways("sum")
    found = units(made)
    assert found.units == 2
    together = np.concatenate([made.weights[turn].array[1, 0::2] for turn in (0, 2)])
    assert array(values(found.kernel))[1, 0] == pytest.approx(signed_norm(together))


def test_a_convolutional_recurrent_layer_folds_positions_and_gates() -> None:
    made = layer("ConvLSTM2D", c__kernel=(3, 3, 2, 12), c__recurrent_kernel=(3, 3, 3, 12))
    found = units(made)
    kernel = made.weights[0].array.reshape(3, 3, 2, 4, 3)
    assert (found.kernel.inputs, found.units) == (2, 3)
    assert array(values(found.kernel))[1, 2] == pytest.approx(signed_norm(kernel[:, :, 1, :, 2]))


def test_an_embedding_has_tokens_of_its_own() -> None:
    found = units(layer("Embedding", embeddings=(100, 4)))
    assert (found.source, found.kernel.inputs, found.units, found.kernel.measure) == ("tokens", 100, 4, WEIGHT)


def attention(size: int = 8, context: int = 8) -> Layer:
    return layer("MultiHeadAttention", query__kernel=(size, 2, 3), key__kernel=(context, 2, 3), value__kernel=(context, 2, 3),
                 attention_output__kernel=(2, 3, size), attention_output__bias=(size,))  # fmt: skip


def test_attention_leads_through_its_heads() -> None:
    made = attention()
    found = units(made)
    query, key, value, output = (weight.array for weight in made.weights[:4])
    assert (found.kernel.inputs, found.kernel.units, found.units) == (8, 2, 8)
    expected = np.concatenate([part[5, 1] for part in (query, key, value)])
    assert array(values(found.kernel))[5, 1] == pytest.approx(signed_norm(expected))
    assert array(values(found.heads))[1, 6] == pytest.approx(signed_norm(output[1, :, 6]))
    assert found.bias is made.weights[4]


def test_attention_to_another_sequence_has_kernels_from_both() -> None:
    made = attention(8, 5)
    found = units(made)
    query, key, value, _ = (weight.array for weight in made.weights[:4])
    assert array(values(found.query))[5, 1] == pytest.approx(signed_norm(query[5, 1]))
    assert array(values(found.context))[4, 0] == pytest.approx(signed_norm(np.concatenate([key[4, 0], value[4, 0]])))


@pytest.mark.parametrize(
    ("equation", "shape", "place"),
    [("abc,cd->abd", (3, 4), (2, 1)), ("abc,dc->abd", (4, 3), (1, 2)), ("abc,cde->abe", (3, 2, 4), (2, slice(None), 1))],
)
def test_an_einsum_is_read_by_its_equation(equation: str, shape: tuple[int, ...], place: tuple[object, ...]) -> None:
    made = layer("EinsumDense", {"equation": equation}, kernel=shape)
    matrix = array(values(units(made).kernel))
    assert matrix.shape == (3, 4)
    assert matrix[2, 1] == pytest.approx(signed_norm(np.asarray(made.weights[0].array[place])))  # type: ignore[index]


ODD = {
    "no weights": layer("Dense"),
    "a kernel of three axes": layer("Dense", kernel=(2, 2, 2)),
    "a convolution without positions": layer("Conv2D", kernel=(2, 2)),
    "an einsum of several axes": layer("EinsumDense", {"equation": "abc,cde->abde"}, kernel=(3, 2, 4)),
    "an einsum without equation": layer("EinsumDense", kernel=(3, 2)),
    "a cell whose sizes do not fit": layer("LSTM", c__kernel=(3, 7), c__recurrent_kernel=(2, 7)),
    "several cells": layer("RNN", None, **{f"c{n}__{role}": (2, 8) for n in "123" for role in ("kernel", "recurrent_kernel")}),
    "half a separable one": layer("SeparableConv2D", pointwise_kernel=(1, 1, 8, 5)),
    "one whose parts do not fit": layer("SeparableConv2D", depthwise_kernel=(3, 3, 4, 1), pointwise_kernel=(1, 1, 8, 5)),
    "attention without kernels": layer("Attention", scale=()),
    "an empty kernel": layer("Dense", kernel=(0, 3)),
    "a normalization": layer("LayerNormalization", gamma=(3,), beta=(3,)),
    "an unknown layer": layer("Mine", kernel=(2, 2)),
}


@pytest.mark.parametrize("name", ODD)
def test_other_layers_have_no_such_picture(name: str) -> None:
    assert layer_units(ODD[name]) is None


def test_odd_numbers_stay_odd_when_folded() -> None:
    kernel = np.ones((3, 2, 2))
    kernel[0, 0, 0], kernel[1, 1, 1] = np.nan, -np.inf
    made = Layer("c", "c", "Conv1D", weights=(Weight.from_array("kernel", kernel),))
    matrix = array(values(units(made).kernel))
    assert np.isnan(matrix[0, 0])
    assert matrix[1, 1] == -np.inf
    assert np.isfinite([matrix[0, 1], matrix[1, 0]]).all()


@pytest.mark.parametrize("part", ["query", "value", "attention_output"])
def test_attention_of_which_a_kernel_is_not_known_is_not_drawn_by_the_others(part: str) -> None:
    made = attention()
    weights = [
        replace(weight, role="lora_kernel", source=None) if weight.name == f"{part}/kernel" else weight
        for weight in made.weights
    ]
    assert layer_units(made) is not None
    assert layer_units(replace(made, weights=tuple(weights))) is None
