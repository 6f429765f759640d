"""What is proven of a quantised weight by its shapes; the values themselves are held against Keras in `readers`."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.graph import Array, InMemory, Weight
from dotnet_viz.keras_format.variables import Variable, VariableTree
from dotnet_viz.keras_format.weights.layer import weights_of

Parts = list[tuple[tuple[int, ...], str]]


def variables(parts: Parts) -> VariableTree:
    own = [Variable(shape, dtype, InMemory(np.ones(shape, dtype))) for shape, dtype in parts]
    return VariableTree(own=tuple(own))


def kernel(kind: str, config: Mapping[str, Any], parts: Parts) -> Weight:
    return next(weight for weight in weights_of(variables(parts), kind, config) if weight.name in ("kernel", "embeddings"))


@pytest.mark.parametrize(
    ("kind", "config", "parts", "shape", "dtype"),
    [
        ("Dense", {}, [((4, 3), "int8"), ((3,), "float32")], (4, 3), "float32 from int8"),
        ("Dense", {}, [((4, 2), "int8"), ((3,), "float32")], (4, 3), "float32 from int4"),
        ("Dense", {"dtype": "int4_from_float32"}, [((4, 1), "int8"), ((1,), "float32")], (4, 1), "float32 from int4"),
        ("Embedding", {"output_dim": 5}, [((9, 3), "int8"), ((9,), "float32")], (9, 5), "float32 from int4"),
        (
            "EinsumDense",
            {"equation": "abc,cde->abde", "output_shape": [None, 2, 3]},
            [((4, 3), "int8"), ((6,), "float32")],
            (4, 2, 3),
            "float32 from int4",
        ),
        (
            "EinsumDense",
            {"equation": "abc,dc->abd"},
            [((5, 4), "int8"), ((1, 1, 5), "float32")],
            (5, 4),
            "float32 from int8",
        ),
    ],
)
def test_values_have_the_shape_that_the_layer_uses(
    kind: str, config: Mapping[str, Any], parts: Parts, shape: tuple[int, ...], dtype: str
) -> None:
    weight = kernel(kind, config, parts)
    assert (weight.shape, weight.dtype) == (shape, dtype)
    assert weight.array.shape == shape
    assert weight.parameter_count == np.prod(parts[0][0])


@pytest.mark.parametrize(
    ("kind", "config", "parts"),
    [
        ("Dense", {}, [((4, 1), "int8"), ((1,), "float32")]),  # one column, two values to a byte or one
        ("Dense", {}, [((4, 3), "int8"), ((2,), "float32")]),
        ("EinsumDense", {"equation": "abc,cde->abed"}, [((4, 2, 3), "int8"), ((1, 1, 3, 2), "float32")]),
        ("EinsumDense", {}, [((4, 3), "int8"), ((3,), "float32")]),
        ("Dense", {}, [((2, 4), "uint8"), ((3, 1), "float32"), ((3, 1), "uint8"), ((4,), "float32")]),
    ],
)
def test_what_is_not_proven_has_no_values(kind: str, config: Mapping[str, Any], parts: Parts) -> None:
    weight = kernel(kind, config, parts)
    assert not weight.has_values
    assert "float" not in weight.dtype
    assert weight.role == "quantized_kernel"  # so that no picture takes it for a kernel


def test_pieces_are_small_and_the_same_as_the_whole() -> None:
    numbers = np.random.default_rng(1)
    arrays: list[Array] = [
        numbers.integers(-128, 128, (7, 2), dtype=np.int8),
        numbers.random((2, 3), dtype=np.float32),
        numbers.integers(-8, 8, (2, 3), dtype=np.int8),
        np.array([0, 0, 0, 0, 1, 1, 1], np.float32),
    ]
    own = tuple(Variable(array.shape, array.dtype.name, InMemory(array)) for array in arrays)
    weight = weights_of(VariableTree(own=own), "Dense", {})[0]
    pieces = list(weight.chunks(4))
    assert max(piece.size for piece in pieces) <= 4
    assert np.array_equal(np.concatenate(pieces), weight.array.reshape(-1))


def test_a_group_that_is_not_there_is_refused() -> None:
    parts: Parts = [((7, 2), "int8"), ((1, 3), "float32"), ((1, 3), "int8"), ((7,), "float32")]
    with pytest.raises(UnreadableFileError, match="has 1 groups"):
        _ = kernel("Dense", {}, parts).array


@pytest.mark.parametrize(("kind", "zero"), [("Dense", "kernel_zero"), ("EinsumDense", "zero_point")])
@pytest.mark.parametrize("with_scales", [True, False])
def test_zero_points_that_keras_leaves_out_of_its_files_are_counted(kind: str, zero: str, with_scales: bool) -> None:
    extra: Parts = [((4,), "float32")] if with_scales else []
    parts: Parts = [((3,), "float32"), ((2, 4), "uint8"), ((3, 2), "float32"), *extra, ((4,), "float32")]
    weights = weights_of(variables(parts), kind, {"equation": "ab,bc->ac", "bias_axes": "c"})
    names = ["bias", "kernel", "kernel_scale", zero, *(["awq_scales"] if with_scales else []), "g_idx"]
    assert [weight.name for weight in weights] == names
    assert (weights[3].shape, weights[3].dtype, weights[3].trainable, weights[3].has_values) == ((3, 2), "uint8", False, False)
    assert [weight.trainable for weight in weights] == [True, *[False] * (len(names) - 1)]
