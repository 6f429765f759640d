"""Operations of networks: convolutions, pooling, encodings, losses, attention."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.graph import TensorSpec
from dotnet_viz.keras_format.shapes.operations.call import Operand, OperationCall, Rule, Size, axis_of, listed, tensor
from dotnet_viz.keras_format.shapes.operations.dtypes import promoted
from dotnet_viz.keras_format.shapes.spatial import sizes, window_size


def windows(call: OperationCall, widths: Sequence[int], steps: Sequence[int]) -> list[Size]:
    """Return the sizes of the axes of space after a window went over them.

    Args:
        call: with ``padding`` and ``dilation_rate`` among its settings.
        widths: of the window, along each axis.
        steps: between two places of the window.
    """
    rank = len(widths)
    rates = sizes(call.setting("dilation_rate") or 1, rank)
    each = zip(_space(call), widths, steps, rates, strict=True)
    return [window_size(size, width, step, str(call.setting("padding", "valid")), rate) for size, width, step, rate in each]


def _space(call: OperationCall) -> Sequence[Size]:
    shape = call.first.shape
    return shape[2:] if call.setting("data_format") == "channels_first" else shape[1:-1]


def _arranged(call: OperationCall, space: Sequence[Size], channels: Size, dtype: str | None = None) -> Sequence[TensorSpec]:
    batch, first = call.first.shape[0], call.setting("data_format") == "channels_first"
    return tensor((batch, channels, *space) if first else (batch, *space, channels), dtype or call.first.dtype)


def _channels(call: OperationCall) -> Size:
    return call.first.shape[1] if call.setting("data_format") == "channels_first" else call.first.shape[-1]


def _pooled(call: OperationCall) -> Sequence[TensorSpec]:
    rank = len(_space(call))
    widths = sizes(call.setting("pool_size"), rank)
    steps = sizes(call.setting("strides") or widths, rank)
    return _arranged(call, windows(call, widths, steps), _channels(call))


def _adaptive(call: OperationCall) -> Sequence[TensorSpec]:
    target = listed(call.setting("output_size"))
    if call.setting("data_format") == "channels_first":
        return tensor((*call.first.shape[:2], *target), call.first.dtype)
    # As Keras does it, the last axes are replaced, as many as the output has.
    return tensor((*call.first.shape[: -len(target)], *target, _channels(call)), call.first.dtype)


def _kernel(call: OperationCall) -> Operand:
    return call.operands[1]


def _convolved(call: OperationCall) -> Sequence[TensorSpec]:
    *widths, _, filters = _kernel(call).shape
    space = windows(call, _known(widths), sizes(call.setting("strides") or 1, len(widths)))
    return _arranged(call, space, filters, promoted(call.first.dtype, _kernel(call).dtype))


def _known(found: Sequence[Size]) -> list[int]:
    if None in found:
        raise ValueError("unknown sizes of a kernel")
    return [size for size in found if size is not None]


def _convolved_depthwise(call: OperationCall) -> Sequence[TensorSpec]:
    *widths, channels, multiplier = _known(_kernel(call).shape)
    space = windows(call, widths, sizes(call.setting("strides") or 1, len(widths)))
    return _arranged(call, space, channels * multiplier, promoted(call.first.dtype, _kernel(call).dtype))


def _convolved_separable(call: OperationCall) -> Sequence[TensorSpec]:
    *widths, _, _ = _known(_kernel(call).shape)
    space = windows(call, widths, sizes(call.setting("strides") or 1, len(widths)))
    return _arranged(call, space, call.operands[2].shape[-1], promoted(call.first.dtype, _kernel(call).dtype))


def _convolved_transposed(call: OperationCall) -> Sequence[TensorSpec]:
    *widths, filters, _ = _known(_kernel(call).shape)
    rank = len(widths)
    steps, rates = sizes(call.setting("strides") or 1, rank), sizes(call.setting("dilation_rate") or 1, rank)
    extra = call.setting("output_padding")
    extras = [None] * rank if extra is None else list(sizes(extra, rank))
    same = call.setting("padding", "valid") == "same"
    space = [
        None if size is None else _grown(size, rate * (width - 1) + 1, step, more, same=same)
        for size, width, step, rate, more in zip(_space(call), widths, steps, rates, extras, strict=True)
    ]
    return _arranged(call, space, filters, promoted(call.first.dtype, _kernel(call).dtype))


def _grown(size: int, width: int, step: int, extra: int | None, *, same: bool) -> int:
    if extra is None:
        return size * step if same else size * step + max(width - step, 0)
    return (size - 1) * step + width - (2 * (width // 2) if same else 0) + extra


def _one_hot(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor(_encoded(call), str(call.setting("dtype") or "float32"))


def _encoded(call: OperationCall) -> list[Size]:
    shape, axis = list(call.first.shape), int(call.setting("axis", -1))
    shape.insert(len(shape) if axis == -1 else axis_of(axis, len(shape) + 1), int(call.setting("num_classes")))
    return shape


def _multi_hot(call: OperationCall) -> Sequence[TensorSpec]:
    shape = _encoded(call)
    return tensor(shape[-1:] if len(shape) == 2 else (shape[0], *shape[2:]), call.first.dtype)


def _gated(call: OperationCall) -> Sequence[TensorSpec]:
    shape = list(call.first.shape)
    axis = axis_of(int(call.setting("axis", -1)), len(shape))
    size = shape[axis]
    shape[axis] = None if size is None else size // 2
    return tensor(shape, call.first.dtype)


def _loss_of_classes(call: OperationCall) -> Sequence[TensorSpec]:
    output = call.operands[1]
    axis = axis_of(int(call.setting("axis", -1)), len(output.shape))
    return tensor([size for position, size in enumerate(output.shape) if position != axis], output.dtype)


def _loss_of_each(call: OperationCall) -> Sequence[TensorSpec]:
    output = call.operands[1]
    return tensor(output.shape, output.dtype)


def _loss_of_sequences(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor(call.first.shape[:1], promoted(call.operands[1].dtype, "float32"))


def _decoded(call: OperationCall) -> Sequence[TensorSpec]:
    batch, steps, *_ = call.first.shape
    paths = int(call.setting("top_paths", 1)) if call.setting("strategy", "greedy") != "greedy" else 1
    dtype = promoted(call.first.dtype, "float32")
    return (*tensor((paths, batch, steps), "int32"), *tensor((batch, paths), dtype))


def _attended(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor(call.first.shape, promoted(*(item.dtype for item in call.tensors[:3])))


def _unfolded(call: OperationCall) -> Sequence[TensorSpec]:
    batch, channels, *space = call.first.shape
    names = ("kernel_size", "dilation", "padding", "stride")
    each = list(zip(space, *(sizes(call.setting(name), 2) for name in names), strict=True))
    places, area = 1, 1
    for size, width, rate, margin, step in each:
        places *= (_known([size])[0] + 2 * margin - rate * (width - 1) - 1) // step + 1
        area *= width
    return tensor((batch, None if channels is None else channels * area, places), call.first.dtype)


def _folded(call: OperationCall) -> Sequence[TensorSpec]:
    batch, columns, _ = call.first.shape
    height, width = sizes(call.setting("kernel_size"), 2)
    channels = None if columns is None else columns // (height * width)
    return tensor((batch, channels, *listed(sizes(call.setting("output_size"), 2))), call.first.dtype)


RULES: dict[str, Rule] = {
    "MaxPool": _pooled,
    "AveragePool": _pooled,
    "AdaptiveAveragePool": _adaptive,
    "AdaptiveMaxPool": _adaptive,
    "Conv": _convolved,
    "DepthwiseConv": _convolved_depthwise,
    "SeparableConv": _convolved_separable,
    "ConvTranspose": _convolved_transposed,
    "OneHot": _one_hot,
    "MultiHot": _multi_hot,
    "Glu": _gated,
    "BinaryCrossentropy": _loss_of_each,
    "CategoricalCrossentropy": _loss_of_classes,
    "SparseCategoricalCrossentropy": _loss_of_classes,
    "CTCLoss": _loss_of_sequences,
    "CtcLoss": _loss_of_sequences,
    "CTCDecode": _decoded,
    "DotProductAttention": _attended,
    "Unfold": _unfolded,
    "Fold": _folded,
}
