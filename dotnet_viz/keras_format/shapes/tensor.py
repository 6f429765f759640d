"""Output shapes of dense, reshaping and merging layers, and of arithmetic on tensors."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dotnet_viz.graph import Shape
from dotnet_viz.keras_format.shapes.spatial import Config, Rule, Size, sizes


def same(_config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    """Return the shape of the first tensor.

    Args:
        _config: not used.
        shapes: shapes of the inputs.
    """
    return [shapes[0]]


def _dense(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    return [(*shapes[0][:-1], int(config["units"]))]


def _input(config: Config, _shapes: Sequence[Shape]) -> list[Shape]:
    return [tuple(config["batch_shape"])]


def _product(shape: Sequence[Size]) -> Size:
    return math.prod(size for size in shape if size is not None) if None not in shape else None


def _flatten(_config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    return [(shapes[0][0], _product(shapes[0][1:]))]


def _reshape(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    target = [int(size) for size in config["target_shape"]]
    total = _product(shapes[0][1:])
    rest = math.prod(size for size in target if size != -1)
    free = None if total is None else total // rest
    return [(shapes[0][0], *(free if size == -1 else size for size in target))]


def _permute(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    return [(shapes[0][0], *(shapes[0][axis] for axis in config["dims"]))]


def _repeat(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    return [(shapes[0][0], int(config["n"]), shapes[0][1])]


def concatenated(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    """Return the shape of tensors concatenated along an axis.

    Args:
        config: configuration with the ``axis``, the last one by default.
        shapes: shapes of the inputs, of equal rank.
    """
    axis = int(config.get("axis", -1)) % len(shapes[0])
    joined = [shape[axis] for shape in shapes]
    total = None if None in joined else sum(size for size in joined if size is not None)
    agreed = [_agreed([shape[position] for shape in shapes]) for position in range(len(shapes[0]))]
    return [(*agreed[:axis], total, *agreed[axis + 1 :])]


def _agreed(found: Sequence[Size]) -> Size:
    """Return the size of an axis that all tensors share: known as soon as one of them knows it."""
    return next((size for size in found if size is not None), None)


def merged(_config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    """Return the shape of an element-wise result of tensors.

    Args:
        _config: not used.
        shapes: shapes of the inputs.
    """
    result = shapes[0]
    for shape in shapes[1:]:
        result = broadcast(result, shape)
    return [result]


def broadcast(one: Shape, other: Shape) -> Shape:
    """Return the shape of an element-wise result of two tensors, by the rules of broadcasting.

    Args:
        one: shape of the first tensor.
        other: shape of the second tensor.

    Example:
        >>> broadcast((None, 7, 7, 16), (None, 1, 1, 16)), broadcast((None, 3), (3,))
        ((None, 7, 7, 16), (None, 3))
    """
    rank = max(len(one), len(other))
    padded = [(1,) * (rank - len(shape)) + tuple(shape) for shape in (one, other)]
    return tuple(_wider(left, right) for left, right in zip(*padded, strict=True))


def _wider(left: Size, right: Size) -> Size:
    if left in {1, right}:
        return right
    if right == 1:
        return left
    if left is None or right is None:
        return left if right is None else right
    raise ValueError  # does not broadcast: the shape is not known


def _dot(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    left, right = shapes[:2]
    first, second = (axis % len(shape) for axis, shape in zip(sizes(config["axes"], 2), (left, right), strict=True))
    kept = [size for position, size in enumerate(left) if position != first]
    kept += [size for position, size in enumerate(right) if position not in {0, second}]
    return [tuple(kept) if len(kept) > 1 else (*kept, 1)]


def _category_encoding(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    tokens = int(config["num_tokens"])
    shape = shapes[0]
    if config.get("output_mode") == "one_hot":
        return [(*shape, tokens) if shape[-1] != 1 else (*shape[:-1], tokens)]
    return [(*shape[:-1], tokens)]


def _index_lookup(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    mode = config.get("output_mode", "int")
    if mode == "int":
        return [shapes[0]]
    depth = _depth(config)
    outer = shapes[0] if mode == "one_hot" and shapes[0][-1] != 1 else shapes[0][:-1]
    return [(*outer, depth)]


def _text_vectorization(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    if config.get("output_mode", "int") == "int":
        return [(shapes[0][0], config.get("output_sequence_length"))]
    return _index_lookup(config, [shapes[0] if config.get("split") is None else (*shapes[0], None)])


def _depth(config: Config) -> int:
    """Return how many values a lookup can give; a vocabulary beside the configuration leaves that unknown."""
    if "num_bins" in config:
        return int(config["num_bins"])
    if "bin_boundaries" in config:
        return len(config["bin_boundaries"]) + 1
    if config.get("pad_to_max_tokens"):
        return int(config["max_tokens"])
    return len(config["vocabulary"]) + int(config.get("num_oov_indices", 1))


def _lambda(config: Config, shapes: Sequence[Shape]) -> list[Shape]:
    return [(shapes[0][0], *(int(size) for size in config["output_shape"]))]


RULES: dict[str, Rule] = {
    "InputLayer": _input,
    "MaxNumBoundingBoxes": same,
    "Dense": _dense,
    "Flatten": _flatten,
    "Reshape": _reshape,
    "Permute": _permute,
    "RepeatVector": _repeat,
    "Concatenate": concatenated,
    "Dot": _dot,
    "CategoryEncoding": _category_encoding,
    "Discretization": _index_lookup,
    "IntegerLookup": _index_lookup,
    "StringLookup": _index_lookup,
    "TextVectorization": _text_vectorization,
    "Hashing": _index_lookup,
    "HashedCrossing": _index_lookup,
    "Lambda": _lambda,
}
