"""Operations that take axes away: sums, means, extremes, positions; and running sums along one."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dotnet_viz.graph import TensorSpec
from dotnet_viz.graph.layer_kinds import LayerKind
from dotnet_viz.keras_format.shapes.operations.call import OperationCall, Rule, Size, axis_of, constant, listed, tensor
from dotnet_viz.keras_format.shapes.operations.dtypes import floating, promoted
from dotnet_viz.keras_format.shapes.operations.element_wise import result_dtype


def reduced(shape: Sequence[Size], axis: object, *, keeps: bool) -> tuple[Size, ...]:
    """Return a shape without some axes.

    Args:
        shape: sizes of all axes.
        axis: one axis or several; ``None`` takes all.
        keeps: whether they stay, with the size 1.

    Example:
        >>> reduced((None, 4, 6), -1, keeps=False), reduced((None, 4, 6), None, keeps=True)
        ((None, 4), (1, 1, 1))
    """
    rank = len(shape)
    axes = set(range(rank)) if axis is None else {axis_of(item, rank) for item in listed(axis)}
    if keeps:
        return tuple(1 if position in axes else size for position, size in enumerate(shape))
    return tuple(size for position, size in enumerate(shape) if position not in axes)


def _shape(call: OperationCall) -> tuple[Size, ...]:
    return reduced(call.first.shape, call.setting("axis"), keeps=bool(call.setting("keepdims")))


def reduction(facts: LayerKind) -> Rule:
    """Return the rule of an operation that takes the axes of its setting ``axis`` away."""
    return lambda call: tensor(_shape(call), result_dtype(facts, call, call.first.dtype))


def _moments(call: OperationCall) -> Sequence[TensorSpec]:
    shape = reduced(call.first.shape, call.setting("axes"), keeps=bool(call.setting("keepdims")))
    return tensor(shape, call.first.dtype) * 2


def _quantile(call: OperationCall) -> Sequence[TensorSpec]:
    wanted = call.operands[1].shape if len(call.operands) > 1 else constant(call.setting("q")).shape
    outer = wanted if wanted and wanted[0] != 1 else ()
    return tensor((*outer[:1], *_shape(call)), floating(call.first.dtype))


def flat_size(shape: Sequence[Size]) -> Size:
    """Return the number of elements, ``None`` where an axis is not known."""
    return None if None in shape else math.prod(size for size in shape if size is not None)


def _running(call: OperationCall) -> Sequence[TensorSpec]:
    dtype = str(call.setting("dtype") or ("int32" if call.first.dtype == "bool" else call.first.dtype))
    flat = call.setting("axis") is None
    return tensor((flat_size(call.first.shape),) if flat else call.first.shape, dtype)


def _sorted_positions(call: OperationCall) -> Sequence[TensorSpec]:
    flat = call.setting("axis") is None
    return tensor((flat_size(call.first.shape),) if flat else call.first.shape, "int32")


def _without_last(call: OperationCall) -> Sequence[TensorSpec]:
    axis = call.setting("axis", -1)
    return tensor(reduced(call.first.shape, axis, keeps=False), floating(call.first.dtype))


def _difference(call: OperationCall) -> Sequence[TensorSpec]:
    shape, axis = list(call.first.shape), axis_of(int(call.setting("axis", -1)), len(call.first.shape))
    size = shape[axis]
    shape[axis] = None if size is None else max(0, size - int(call.setting("n", 1)))
    return tensor(shape, call.first.dtype)


def _scan(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor(call.first.shape, call.first.dtype)


RULES: dict[str, Rule] = {
    **dict.fromkeys(("Cumsum", "Cumprod", "Nancumsum", "Nancumprod"), _running),
    **dict.fromkeys(("Quantile", "Percentile", "Nanquantile", "Nanpercentile"), _quantile),
    **dict.fromkeys(("Argsort", "Argpartition"), _sorted_positions),
    "Moments": _moments,
    "Trapezoid": _without_last,
    "Diff": _difference,
    "AssociativeScan": _scan,
    "AllClose": lambda call: tensor((), "bool"),
    "Size": lambda call: tensor((), "int32"),
    "Ndim": lambda call: tensor((len(call.first.shape),), call.first.dtype),
    "Vdot": lambda call: tensor((), promoted(*(item.dtype for item in call.operands[:2]))),
    "PSNR": lambda call: tensor((), call.first.dtype),
    "SSIM": lambda call: tensor(call.first.shape[:1], call.first.dtype),
}
