"""Operations that move, join, split and repeat axes, and leave the elements what they are."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dotnet_viz.graph import TensorSpec
from dotnet_viz.keras_format.shapes.operations.call import OperationCall, Rule, Size, axis_of, listed, tensor
from dotnet_viz.keras_format.shapes.operations.dtypes import promoted
from dotnet_viz.keras_format.shapes.operations.reductions import flat_size
from dotnet_viz.keras_format.shapes.tensor import concatenated


def _expanded(call: OperationCall) -> Sequence[TensorSpec]:
    axes, result = listed(call.setting("axis")), list(call.first.shape)
    for position in sorted(axis_of(axis, len(result) + len(axes)) for axis in axes):
        result.insert(position, 1)
    return tensor(result, call.first.dtype)


def _squeezed(call: OperationCall) -> Sequence[TensorSpec]:
    shape, axis = call.first.shape, call.setting("axis")
    axes = {axis_of(item, len(shape)) for item in (range(len(shape)) if axis is None else listed(axis))}
    kept = [size for position, size in enumerate(shape) if not (position in axes and size == 1)]
    return tensor(kept, call.first.dtype)


def _transposed(call: OperationCall) -> Sequence[TensorSpec]:
    shape = call.first.shape
    axes = call.setting("axes") or list(reversed(range(len(shape))))
    return tensor([shape[int(axis)] for axis in axes], call.first.dtype)


def _swapped(call: OperationCall) -> Sequence[TensorSpec]:
    result = list(call.first.shape)
    one, other = int(call.setting("axis1")), int(call.setting("axis2"))
    result[one], result[other] = result[other], result[one]
    return tensor(result, call.first.dtype)


def _moved(call: OperationCall) -> Sequence[TensorSpec]:
    shape = call.first.shape
    sources = [axis_of(axis, len(shape)) for axis in listed(call.setting("source"))]
    targets = [axis_of(axis, len(shape)) for axis in listed(call.setting("destination"))]
    order = [axis for axis in range(len(shape)) if axis not in sources]
    for target, source in sorted(zip(targets, sources, strict=True)):
        order.insert(target, source)
    return tensor([shape[axis] for axis in order], call.first.dtype)


def _rotated(call: OperationCall) -> Sequence[TensorSpec]:
    result = list(call.first.shape)
    one, other = listed(call.setting("axes"))
    if int(call.setting("k", 1)) % 2:
        result[one], result[other] = result[other], result[one]
    return tensor(result, call.first.dtype)


def _reshaped(call: OperationCall) -> Sequence[TensorSpec]:
    target = [int(size) for size in call.setting("newshape")]
    total = flat_size(call.first.shape)
    wanted = 1
    for size in target:
        wanted *= size if size != -1 else 1
    # What varies is the batch, and stays so where everything else fits.
    free = None if total is None or not wanted else total // wanted
    return tensor([free if size == -1 else size for size in target], call.first.dtype)


def _raveled(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor((flat_size(call.first.shape),), call.first.dtype)


def _concatenated(call: OperationCall, axis: int | None = None) -> Sequence[TensorSpec]:
    shapes = [item.shape for item in call.tensors]
    (shape,) = concatenated(call.config if axis is None else {"axis": axis}, shapes)
    return tensor(shape, promoted(*(item.dtype for item in call.tensors)))


def _appended(call: OperationCall) -> Sequence[TensorSpec]:
    if call.setting("axis") is not None:
        return _concatenated(call)
    sizes = [flat_size(item.shape) for item in call.operands[:2]]
    total = None if None in sizes else sum(size for size in sizes if size is not None)
    return tensor((total,), promoted(*(item.dtype for item in call.operands[:2])))


def _stacked(call: OperationCall) -> Sequence[TensorSpec]:
    shape = call.first.shape
    axis = axis_of(int(call.setting("axis", 0)), len(shape) + 1)
    return tensor((*shape[:axis], len(call.tensors), *shape[axis:]), promoted(*(item.dtype for item in call.tensors)))


def _unstacked(call: OperationCall) -> Sequence[TensorSpec]:
    shape = call.first.shape
    axis = axis_of(int(call.setting("axis", 0)), len(shape))
    count = call.setting("num") or shape[axis]
    return _several(count, (*shape[:axis], *shape[axis + 1 :]), call.first.dtype)


def _several(count: Size, shape: Sequence[Size], dtype: str) -> Sequence[TensorSpec]:
    if count is None or not 0 < count <= 10_000:
        raise ValueError(f"{count} tensors")
    return tensor(shape, dtype) * count


def _split(call: OperationCall, axis: int | None = None, *, uneven: bool = False) -> Sequence[TensorSpec]:
    shape = call.first.shape
    dimension = axis_of(int(call.setting("axis", 0)) if axis is None else axis, len(shape))
    size, sections = shape[dimension], call.setting("indices_or_sections")
    pieces: list[Size]
    if isinstance(sections, int):
        if not 0 < sections <= 10_000:
            raise ValueError(f"{sections} sections")
        rest = size % sections if size is not None and uneven else 0
        pieces = [None if size is None else size // sections + (number < rest) for number in range(sections)]
    else:
        bounds = [0, *listed(sections), size]
        pieces = [None if end is None or start is None else end - start for start, end in pairwise(bounds)]
    return [spec for piece in pieces for spec in tensor((*shape[:dimension], piece, *shape[dimension + 1 :]), call.first.dtype)]


def _repeated(call: OperationCall) -> Sequence[TensorSpec]:
    repeats, axis, shape = call.setting("repeats"), call.setting("axis"), list(call.first.shape)
    if axis is None:
        shape, axis = [flat_size(shape)], 0
    dimension, counts = axis_of(int(axis), len(shape)), listed(repeats)
    size = shape[dimension]
    shape[dimension] = None if size is None else size * counts[0] if len(counts) == 1 else sum(counts)
    return tensor(shape, call.first.dtype)


def _tiled(call: OperationCall) -> Sequence[TensorSpec]:
    repeats, shape = listed(call.setting("repeats")), call.first.shape
    rank = max(len(repeats), len(shape))
    counts = [1] * (rank - len(repeats)) + repeats
    sizes: list[Size] = [*[1] * (rank - len(shape)), *shape]
    return tensor([None if size is None else size * count for size, count in zip(sizes, counts, strict=True)], call.first.dtype)


def _padded(call: OperationCall) -> Sequence[TensorSpec]:
    shape, widths = call.first.shape, call.setting("pad_width")
    pairs = [widths] * len(shape) if isinstance(widths, int) else list(widths)
    if pairs and not isinstance(pairs[0], list | tuple):
        pairs = [pairs] * len(shape)
    pairs = pairs * len(shape) if len(pairs) == 1 else pairs
    sizes = [None if size is None else size + sum(listed(pair)) for size, pair in zip(shape, pairs, strict=True)]
    return tensor(sizes, call.first.dtype)


def _broadcast_to(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor(listed(call.setting("shape")), call.first.dtype)


def _depth_to_space(call: OperationCall) -> Sequence[TensorSpec]:
    return _blocks(call, grows=True)


def _space_to_depth(call: OperationCall) -> Sequence[TensorSpec]:
    return _blocks(call, grows=False)


def _blocks(call: OperationCall, *, grows: bool) -> Sequence[TensorSpec]:
    block, is_first = int(call.setting("block_size")), call.setting("data_format") == "channels_first"
    batch, *inner = call.first.shape
    channels, *space = inner if is_first else (inner[-1], *inner[:-1])
    area = block ** len(space)

    def scaled(size: Size, factor: int, larger: bool) -> Size:
        return None if size is None else size * factor if larger else size // factor

    depth, sizes = scaled(channels, area, not grows), [scaled(size, block, grows) for size in space]
    return tensor((batch, depth, *sizes) if is_first else (batch, *sizes, depth), call.first.dtype)


RULES: dict[str, Rule] = {
    "ExpandDims": _expanded,
    "Squeeze": _squeezed,
    "Transpose": _transposed,
    "Swapaxes": _swapped,
    "Moveaxis": _moved,
    "Rot90": _rotated,
    "Reshape": _reshaped,
    "Ravel": _raveled,
    "Concatenate": _concatenated,
    "Hstack": lambda call: _concatenated(call, min(1, len(call.first.shape) - 1)),
    "Vstack": lambda call: _concatenated(call, 0),
    "Dstack": lambda call: _concatenated(call, 2),
    "Append": _appended,
    "Stack": _stacked,
    "Unstack": _unstacked,
    "Split": _split,
    "ArraySplit": lambda call: _split(call, uneven=True),
    "Hsplit": lambda call: _split(call, min(1, len(call.first.shape) - 1)),
    "Vsplit": lambda call: _split(call, 0),
    "Dsplit": lambda call: _split(call, 2),
    "Repeat": _repeated,
    "Tile": _tiled,
    "Pad": _padded,
    "BroadcastTo": _broadcast_to,
    "DepthToSpace": _depth_to_space,
    "SpaceToDepth": _space_to_depth,
    "View": lambda call: tensor(call.first.shape, str(call.setting("dtype") or call.first.dtype)),
}
