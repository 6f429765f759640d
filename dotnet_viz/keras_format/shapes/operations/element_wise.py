"""Operations on each element by itself, on one tensor or on several that broadcast."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.graph import TensorSpec
from dotnet_viz.graph.layer_kinds import LayerKind
from dotnet_viz.keras_format.shapes.operations.call import OperationCall, Rule, Size, tensor
from dotnet_viz.keras_format.shapes.operations.dtypes import floating, promoted, summed
from dotnet_viz.keras_format.shapes.tensor import broadcast


def result_dtype(facts: LayerKind, call: OperationCall, *dtypes: str) -> str:
    """Return the dtype of a result, ``"?"`` where it is not known.

    Args:
        facts: what is known of the operation's class.
        call: whose setting ``dtype`` counts where the class defines so.
        dtypes: of the operands.
    """
    written = call.setting("dtype")
    if isinstance(written, str):
        return written
    if facts.dtype == "setting":
        return "?"
    if facts.dtype == "floating":
        return floating(*dtypes)
    if facts.dtype == "sum":
        return summed(dtypes[0])
    return facts.dtype if facts.dtype not in ("", "input") else promoted(*dtypes)


def unary(facts: LayerKind) -> Rule:
    """Return the rule of an operation whose result has the shape of what goes in first."""
    return lambda call: tensor(call.first.shape, result_dtype(facts, call, call.first.dtype))


def binary(facts: LayerKind) -> Rule:
    """Return the rule of an operation on two operands that broadcast."""

    def rule(call: OperationCall) -> Sequence[TensorSpec]:
        one, other = call.operands[:2]
        return tensor(broadcast(one.shape, other.shape), result_dtype(facts, call, one.dtype, other.dtype))

    return rule


def _where(call: OperationCall) -> Sequence[TensorSpec]:
    if len(call.operands) < 3:
        return tensor(call.first.shape, "int64")  # positions of what holds
    condition, one, other = call.operands[:3]
    shape = broadcast(broadcast(condition.shape, one.shape), other.shape)
    return tensor(shape, promoted(one.dtype, other.dtype))


def _select(call: OperationCall) -> Sequence[TensorSpec]:
    choices = call.tensors[len(call.tensors) // 2 :]
    shape: tuple[Size, ...] = ()
    for choice in choices:
        shape = broadcast(shape, choice.shape)
    return tensor(shape, promoted(*(choice.dtype for choice in choices)))


def _same(call: OperationCall) -> Sequence[TensorSpec]:
    return tensor(call.first.shape, call.first.dtype)


RULES: dict[str, Rule] = {
    "Where": _where,
    "Select": _select,
    "Polar": lambda call: tensor(call.first.shape, "float32"),
    "IsIn": lambda call: tensor(call.first.shape, "bool"),
    # They move or mix elements, and keep the shape all the same.
    **dict.fromkeys(("AffineTransform", "ElasticTransform", "PerspectiveTransform", "GaussianBlur"), _same),
    **dict.fromkeys(("RGBToHSV", "HSVToRGB", "ScatterUpdate", "SliceUpdate", "Sort", "Tril", "Triu"), _same),
}
