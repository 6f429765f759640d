"""Operations on matrices: products, factors, solutions, diagonals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dotnet_viz.graph import TensorSpec
from dotnet_viz.keras_format.shapes.operations.call import OperationCall, Rule, Size, axis_of, listed, tensor
from dotnet_viz.keras_format.shapes.operations.dtypes import floating, promoted
from dotnet_viz.keras_format.shapes.operations.reductions import flat_size
from dotnet_viz.keras_format.shapes.tensor import broadcast


def _agreed(call: OperationCall) -> str:
    return promoted(*(item.dtype for item in call.operands))


def _matmul(call: OperationCall) -> Sequence[TensorSpec]:
    left, right = (item.shape for item in call.operands[:2])
    first = (1, *left) if len(left) == 1 else left
    second = (*right, 1) if len(right) == 1 else right
    outer = broadcast(first[:-2], second[:-2])
    rows, columns = first[-2:-1] if len(left) > 1 else (), second[-1:] if len(right) > 1 else ()
    return tensor((*outer, *rows, *columns), _agreed(call))


def _dot(call: OperationCall) -> Sequence[TensorSpec]:
    left, right = (item.shape for item in call.operands[:2])
    if not left or not right:
        return tensor(left or right, _agreed(call))
    if len(right) == 1:
        return tensor(left[:-1], _agreed(call))
    return tensor((*left[:-1], *right[:-2], right[-1]), _agreed(call))


def _inner(call: OperationCall) -> Sequence[TensorSpec]:
    left, right = (item.shape for item in call.operands[:2])
    return tensor((*left[:-1], *right[:-1]) if left and right else left or right, _agreed(call))


def _outer(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor([flat_size(item.shape) for item in call.operands[:2]], _agreed(call))


def _tensordot(call: OperationCall) -> Sequence[TensorSpec]:
    left, right = (item.shape for item in call.operands[:2])
    axes = call.setting("axes", 2)
    if isinstance(axes, int):
        return tensor((*left[: len(left) - axes], *right[axes:]), _agreed(call))
    ones, others = (
        {axis_of(axis, len(shape)) for axis in listed(side)} for side, shape in zip(axes, (left, right), strict=True)
    )
    kept = [size for position, size in enumerate(left) if position not in ones]
    return tensor([*kept, *(size for position, size in enumerate(right) if position not in others)], _agreed(call))


def _kron(call: OperationCall) -> Sequence[TensorSpec]:
    pairs = zip(*(item.shape for item in call.operands[:2]), strict=False)
    return tensor([None if one is None or other is None else one * other for one, other in pairs], _agreed(call))


def _cross(call: OperationCall) -> Sequence[TensorSpec]:
    sides = []
    for item, name in zip(call.operands[:2], ("axisa", "axisb"), strict=True):
        shape = list(item.shape)
        sides.append((shape.pop(axis_of(int(call.setting(name, -1)), len(shape))), tuple(shape)))
    (one, left), (other, right) = sides
    result = list(broadcast(left, right))
    if 3 in (one, other):
        result.insert(axis_of(int(call.setting("axisc", -1)), len(result) + 1), 3)
    return tensor(result, _agreed(call))


def _correlate(call: OperationCall) -> Sequence[TensorSpec]:
    (one,), (other,) = (item.shape for item in call.operands[:2])
    if one is None or other is None:
        raise ValueError("unknown sizes")
    sizes = {"same": max(one, other), "full": one + other - 1}
    return tensor((sizes.get(str(call.setting("mode")), abs(one - other) + 1),), floating(_agreed(call)))


def _einsum(call: OperationCall) -> Sequence[TensorSpec]:
    text = str(call.setting("subscripts")).replace(" ", "")
    terms, arrow, result = text.partition("->")
    known: dict[str, Size] = {}
    dots: tuple[Size, ...] = ()
    operands = call.operands
    for term, item in zip(terms.split(","), operands, strict=True):
        before, has_dots, after = term.partition("...")
        tail = len(item.shape) - len(after)
        _note(known, before, item.shape[: len(before)])
        _note(known, after, item.shape[tail:])
        dots = broadcast(dots, item.shape[len(before) : tail]) if has_dots else dots
    if not arrow:
        letters = terms.replace(",", "").replace(".", "")
        result = ("..." if "..." in terms else "") + "".join(sorted(set(filter(lambda x: letters.count(x) == 1, letters))))
    before, has_dots, after = result.partition("...")
    middle = dots if has_dots else ()
    return tensor((*(known[x] for x in before), *middle, *(known[x] for x in after)), promoted(*(o.dtype for o in operands)))


def _note(known: dict[str, Size], letters: str, sizes: Sequence[Size]) -> None:
    for letter, size in zip(letters, sizes, strict=True):
        if known.get(letter) in (None, 1):
            known[letter] = size


def _same(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor(call.first.shape, floating(call.first.dtype))


def _pinv(call: OperationCall) -> Sequence[TensorSpec]:
    *outer, rows, columns = call.first.shape
    return tensor((*outer, columns, rows), floating(call.first.dtype))


def _values(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor(call.first.shape[:-2], call.first.dtype)


def _sign_and_log(call: OperationCall) -> Sequence[TensorSpec]:
    return (*tensor((), call.first.dtype), *tensor(call.first.shape[:-2], call.first.dtype))


def _eigen(call: OperationCall) -> Sequence[TensorSpec]:
    return (*tensor(call.first.shape[:-1], call.first.dtype), *tensor(call.first.shape, call.first.dtype))


def _lu(call: OperationCall) -> Sequence[TensorSpec]:
    *outer, rows, columns = call.first.shape
    return (*tensor(call.first.shape, call.first.dtype), *tensor((*outer, _least(rows, columns)), call.first.dtype))


def _least(one: Size, other: Size) -> Size:
    return None if one is None or other is None else min(one, other)


def _qr(call: OperationCall) -> Sequence[TensorSpec]:
    *outer, rows, columns = call.first.shape
    inner = _least(rows, columns) if call.setting("mode", "reduced") == "reduced" else rows
    return (*tensor((*outer, rows, inner), call.first.dtype), *tensor((*outer, inner, columns), call.first.dtype))


def _svd(call: OperationCall) -> Sequence[TensorSpec]:
    *outer, rows, columns = call.first.shape
    least = _least(rows, columns)
    left, right = (rows, columns) if call.setting("full_matrices", default=True) else (least, least)
    values = tensor((*outer, least), call.first.dtype)
    if not call.setting("compute_uv", default=True):
        return values
    return (*tensor((*outer, rows, left), call.first.dtype), *values, *tensor((*outer, right, columns), call.first.dtype))


def _solution(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor(call.operands[1].shape, _agreed(call))


def _least_squares(call: OperationCall) -> Sequence[TensorSpec]:
    left, right = (item.shape for item in call.operands[:2])
    return tensor((left[-1], *right[1:]), _agreed(call))


def _diagonal(call: OperationCall) -> Sequence[TensorSpec]:
    shape = call.first.shape
    one, other = (axis_of(int(call.setting(name, default)), len(shape)) for name, default in (("axis1", 0), ("axis2", 1)))
    offset = int(call.setting("offset", 0))
    rows, columns = shape[one], shape[other]
    rest = [size for position, size in enumerate(shape) if position not in (one, other)]
    if rows is None or columns is None:
        return tensor((*rest, None), call.first.dtype)
    return tensor(
        (*rest, max(0, min(rows, columns - offset) if offset >= 0 else min(rows + offset, columns))), call.first.dtype
    )


def _trace(call: OperationCall) -> Sequence[TensorSpec]:
    (spec,) = _diagonal(call)
    return tensor((spec.shape or ())[:-1], "int32" if call.first.dtype in ("bool", "int8", "int16") else call.first.dtype)


def _diag(call: OperationCall) -> Sequence[TensorSpec]:
    if len(call.first.shape) == 1:
        return _diagflat(call)
    return _diagonal(OperationCall({"offset": call.setting("k", 0)}, call.inputs))


def _diagflat(call: OperationCall) -> Sequence[TensorSpec]:
    size = flat_size(call.first.shape)
    side = None if size is None else size + abs(int(call.setting("k", 0)))
    return tensor((side, side), call.first.dtype)


def _corrcoef(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor(call.first.shape, floating(call.first.dtype))


def _distances(call: OperationCall) -> Sequence[TensorSpec]:
    left, right = (item.shape for item in call.operands[:2])
    return tensor((*broadcast(left[:-2], right[:-2]), left[-2], right[-2]), floating(_agreed(call)))


def _vander(call: OperationCall) -> Sequence[TensorSpec]:
    count = call.setting("N")
    return tensor((*call.first.shape, call.first.shape[0] if count is None else int(count)), call.first.dtype)


RULES: Mapping[str, Rule] = {
    "Matmul": _matmul,
    "Dot": _dot,
    "Inner": _inner,
    "Outer": _outer,
    "Tensordot": _tensordot,
    "Kron": _kron,
    "Cross": _cross,
    "Correlate": _correlate,
    "Einsum": _einsum,
    "Cholesky": _same,
    "CholeskyInverse": _same,
    "Inv": _same,
    "Pinv": _pinv,
    "Det": _values,
    "Logdet": _values,
    "Slogdet": _sign_and_log,
    "SlogDet": _sign_and_log,
    "MatrixRank": lambda call: tensor(call.first.shape[:-2], "int32"),
    "Eig": _eigen,
    "Eigh": _eigen,
    "LuFactor": _lu,
    "Qr": _qr,
    "SVD": _svd,
    "Solve": _solution,
    "SolveTriangular": _solution,
    "Lstsq": _least_squares,
    "Diagonal": _diagonal,
    "Trace": _trace,
    "Diag": _diag,
    "Diagflat": _diagflat,
    "Corrcoef": _corrcoef,
    "CDist": _distances,
    "Vander": _vander,
}
