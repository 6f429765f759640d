"""Output shapes and dtypes of the operations of ``keras.ops``, by class name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dotnet_viz.graph import TensorSpec
from dotnet_viz.graph.layer_kinds import Merge, class_kind
from dotnet_viz.keras_format.shapes.operations import (
    element_wise,
    indexing,
    linear_algebra,
    neural,
    reductions,
    reshaping,
    signals,
)
from dotnet_viz.keras_format.shapes.operations.call import OperationCall, Rule

__all__ = ["RULES", "operation_specs", "rule_of"]

RULES: dict[str, Rule] = {
    **element_wise.RULES,
    **reductions.RULES,
    **reshaping.RULES,
    **indexing.RULES,
    **linear_algebra.RULES,
    **neural.RULES,
    **signals.RULES,
}
"""What comes out of operations whose results the table of kinds does not define."""


_WRONG = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError)
_MOST_OUTPUTS = 10_000


def rule_of(kind: str) -> Rule | None:
    """Return how the result of an operation follows from its settings, and the shapes and dtypes of what goes in.

    Args:
        kind: class name of the operation.

    Returns:
        ``None`` for operations whose result depends on anything else, such as on code.
    """
    facts = class_kind(kind, "operation")
    if kind in RULES:
        return RULES[kind]
    if facts.reduces:
        return reductions.reduction(facts)
    if facts.merge is Merge.ELEMENT_WISE:
        return element_wise.binary(facts)
    return element_wise.unary(facts) if facts.keeps_shape else None


def operation_specs(
    kind: str, config: Mapping[str, Any], inputs: Sequence[TensorSpec], constants: Sequence[tuple[str, Any]] = ()
) -> tuple[TensorSpec, ...] | None:
    """Return what comes out of an operation, ``None`` where it cannot be inferred for sure.

    Args:
        kind: class name of the operation.
        config: its settings in plain form.
        inputs: the tensors that go in.
        constants: its other arguments, by their place such as ``"args[1]"`` or by their name.

    Example:
        >>> [str(spec) for spec in operation_specs("Add", {}, [TensorSpec((None, 4), "float32")], [("args[1]", 3.0)]) or ()]
        ['(None, 4)']
    """
    rule = rule_of(kind)
    if rule is None or not inputs:
        return None
    try:
        found = tuple(rule(OperationCall(config, inputs, constants)))
    except _WRONG:
        return None
    return found if len(found) <= _MOST_OUTPUTS and all(_is_possible(spec) for spec in found) else None


def _is_possible(spec: TensorSpec) -> bool:
    sizes: Sequence[object] = spec.shape or ()
    return all(size is None or (isinstance(size, int) and size >= 0) for size in sizes)
