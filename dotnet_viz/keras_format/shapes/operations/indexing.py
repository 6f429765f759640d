"""Operations that pick elements: slices, positions, the largest ones, segments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dotnet_viz.graph import TensorSpec
from dotnet_viz.keras_format.shapes.operations.call import OperationCall, Rule, Size, axis_of, constant, listed, tensor
from dotnet_viz.keras_format.shapes.operations.reductions import flat_size
from dotnet_viz.keras_format.shapes.tensor import broadcast


def _item(call: OperationCall) -> Sequence[TensorSpec]:
    """Shape of ``x[key]``; a key is a number, a slice, ``None``, an ellipsis, or several of them."""
    key = dict(call.constants).get("args[1]", dict(call.constants).get("key"))
    keys = list(key) if isinstance(key, list | tuple) else [key]
    sizes = list(call.first.shape)
    taken = sum(item is not None and not _is(item, "__ellipsis__") for item in keys)
    if not any(_is(item, "__ellipsis__") for item in keys):
        keys.append({"class_name": "__ellipsis__"})
    result: list[Size] = []
    for item in keys:
        if item is None:
            result.append(1)
        elif _is(item, "__ellipsis__"):
            rest = len(sizes) - taken
            result += [sizes.pop(0) for _ in range(rest)]
        elif _is(item, "__slice__"):
            taken -= 1
            result.append(_sliced(sizes.pop(0), item.get("config") or {}))
        elif isinstance(item, int) and not isinstance(item, bool):
            taken -= 1
            sizes.pop(0)
        else:
            raise ValueError("an index that is a tensor")
    return tensor(result, call.first.dtype)


def _is(item: Any, class_name: str) -> bool:
    return isinstance(item, Mapping) and item.get("class_name") == class_name


def _sliced(size: Size, bounds: Mapping[str, Any]) -> Size:
    start, stop, step = (bounds.get(name) for name in ("start", "stop", "step"))
    if size is None:  # Keras does not know the length of a part of an open axis either
        return None
    return len(range(*slice(start, stop, step).indices(size)))


def _slice(call: OperationCall) -> Sequence[TensorSpec]:
    sizes = listed(call.setting("shape"))
    starts = listed(call.operands[1].value) if len(call.operands) > 1 else [0] * len(sizes)
    whole = zip(call.first.shape, starts, sizes, strict=True)
    return tensor([(None if full is None else full - start) if size == -1 else size for full, start, size in whole],
                  call.first.dtype)  # fmt: skip


def _taken(call: OperationCall) -> Sequence[TensorSpec]:
    shape, positions, axis = call.first.shape, call.operands[1], call.setting("axis")
    if axis is None:
        return tensor(positions.shape, call.first.dtype)
    dimension = axis_of(int(axis), len(shape))
    return tensor((*shape[:dimension], *positions.shape, *shape[dimension + 1 :]), call.first.dtype)


def _taken_along(call: OperationCall) -> Sequence[TensorSpec]:
    shape, positions, axis = call.first.shape, call.operands[1].shape, call.setting("axis")
    if axis is None:
        return tensor((flat_size(positions),), call.first.dtype)
    dimension = axis_of(int(axis), len(shape))
    outer = broadcast((*shape[:dimension], *shape[dimension + 1 :]), (*positions[:dimension], *positions[dimension + 1 :]))
    return tensor((*outer[:dimension], positions[dimension], *outer[dimension:]), call.first.dtype)


def _largest(call: OperationCall) -> Sequence[TensorSpec]:
    shape = (*call.first.shape[:-1], int(call.setting("k")))
    return (*tensor(shape, call.first.dtype), *tensor(shape, "int32"))


def _nonzero(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor((None,), "int32") * len(call.first.shape)


def _unique(call: OperationCall) -> Sequence[TensorSpec]:
    shape, axis, size = list(call.first.shape), call.setting("axis"), call.setting("size")
    dimension = None if axis is None else axis_of(int(axis), len(shape))
    values: list[Size] = (
        [size] if dimension is None else [size if position == dimension else each for position, each in enumerate(shape)]
    )
    result = [*tensor(values, call.first.dtype)]
    if call.setting("return_index"):
        result += tensor((size,), "int32")
    if call.setting("return_inverse"):
        result += tensor(shape if dimension is None else (shape[dimension],), "int32")
    if call.setting("return_counts"):
        result += tensor((size,), "int32")
    return result


def _segments(call: OperationCall) -> Sequence[TensorSpec]:
    count = call.setting("num_segments")
    return tensor((None if count is None else int(count), *call.first.shape[1:]), call.first.dtype)


def _unraveled(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor(call.first.shape, call.first.dtype) * len(listed(call.setting("shape")))


def _searched(call: OperationCall) -> Sequence[TensorSpec]:
    found = call.operands[1] if len(call.operands) > 1 else constant(call.setting("values"))
    return tensor(found.shape, "int32")


def _counts(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor((*call.first.shape[:-1], None), "int32")


def _histogram(call: OperationCall) -> Sequence[TensorSpec]:
    bins = int(call.setting("bins", 10))
    return (*tensor((bins,), call.first.dtype), *tensor((bins + 1,), call.first.dtype))


def _scattered(call: OperationCall) -> Sequence[TensorSpec]:
    values = call.operands[1]
    return tensor(listed(call.setting("shape")), values.dtype)


RULES: dict[str, Rule] = {
    "GetItem": _item,
    "Slice": _slice,
    "Take": _taken,
    "TakeAlongAxis": _taken_along,
    "TopK": _largest,
    "InTopK": lambda call: tensor(call.first.shape, "bool"),
    "Nonzero": _nonzero,
    "Unique": _unique,
    **dict.fromkeys(("SegmentSum", "SegmentMax", "SegmentMin", "SegmentProd"), _segments),
    "UnravelIndex": _unraveled,
    "SearchSorted": _searched,
    "Bincount": _counts,
    "Histogram": _histogram,
    "Scatter": _scattered,
}
