"""How a kernel or an embedding of a quantised layer was quantised, as far as shapes and configuration prove it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dotnet_viz.graph import Shape, Weight
from dotnet_viz.keras_format.variables import Variable
from dotnet_viz.keras_format.weights.einsum import has_scales_of_rows, shape_of_table
from dotnet_viz.keras_format.weights.quantised.roles import zero_role
from dotnet_viz.keras_format.weights.quantised.values import Dequantised, UnpackedRows

QUANTISED_ROLES = frozenset({"kernel", "embeddings", "reverse_embeddings"})
_INPUTS_OF_ATTENTION = ("query", "key", "value", "gate")


def is_quantised(role: str, dtype: str) -> bool:
    """Whether a weight is stored as whole numbers where a layer computes with others.

    Args:
        role: of the weight, such as ``"kernel"``.
        dtype: name of its stored dtype.

    Example:
        >>> is_quantised("kernel", "int8"), is_quantised("bias", "float32"), is_quantised("kernel_zero", "int8")
        (True, False, False)
    """
    return role in QUANTISED_ROLES and dtype in ("int8", "uint8")


def dequantised(
    weight: Weight,
    variables: Mapping[str, Variable],
    kind: str,
    config: Mapping[str, Any],
    input_shape: Shape | None = None,
) -> Weight:
    """Return a quantised weight with the values that its layer computes with.

    Args:
        weight: as it is stored.
        variables: the layer's own, by role.
        kind: the layer's class.
        config: its configuration in plain form; for a part of another layer, that of the other.
        input_shape: of the layer's first call; ``None`` where it is not known.

    Returns:
        A weight whose dtype names the stored one too (``"float32 from int8"``). Where it is not certain how it was
        quantised, the weight has no values and a role that is no kernel's: with GPTQ and AWQ, packed kernels are stored
        in the reverse order, and Keras 3.15 leaves their zero points out of the file.
    """
    unknown = replace(weight, role=f"quantized_{weight.role}", source=None)
    scale = variables.get(f"{weight.role}_scale")
    if scale is None or weight.dtype != "int8" or len(weight.shape) < 2:
        return unknown
    if weight.role == "reverse_embeddings":
        return _reverse(weight, variables, scale, config) or unknown
    part = weight.name.split("/")[-2] if "/" in weight.name else ""
    by_row = _is_by_row(weight.role, kind, config, part, len(weight.shape))
    if by_row is None:
        return unknown
    zero, groups = variables.get(f"{weight.role}_zero"), variables.get("g_idx")
    rows, columns = _table(weight, scale, config, by_row, zero is not None)
    packed = _is_packed(weight, rows, columns, config, zero is not None)
    if packed is None or not _fit(rows, columns, scale, zero, groups, by_row=by_row):
        return unknown
    shape = _shape(kind, config, part, (rows, columns), input_shape) if packed else weight.shape
    if shape is None:
        return unknown
    source, steps = None, None
    if weight.source is not None and scale.source is not None:
        tables = (zero.source, groups.source) if zero and groups else (None, None)
        source = Dequantised(weight.source, shape, columns, packed, scale.source, by_row, *tables)
        steps = replace(source, of_steps=True)
    text = "float32 from int4" if packed else "float32 from int8"
    stored = weight.shape if packed else None
    return replace(weight, shape=shape, dtype=text, source=source, steps=steps, stored_dtype=weight.dtype, stored_shape=stored)


def _reverse(weight: Weight, variables: Mapping[str, Variable], scale: Variable, config: Mapping[str, Any]) -> Weight | None:
    """Return the second table of an embedding whose directions have one each, which is packed along its rows."""
    rows, columns = config.get("output_dim"), config.get("input_dim")
    if not isinstance(rows, int) or not isinstance(columns, int):
        return None
    zero, groups = variables.get("reverse_embeddings_zero"), variables.get("g_idx")
    halves, whole = weight.shape == ((rows + 1) // 2, columns), weight.shape == (rows, columns)
    packed = str(config.get("dtype")).startswith("int4") if halves and whole else halves
    if not (halves or whole) or (zero is not None and not packed) or not _fit(rows, columns, scale, zero, groups, by_row=False):
        return None
    source, steps = None, None
    if weight.source is not None and scale.source is not None:
        stored = UnpackedRows(weight.source, rows, columns) if packed else weight.source
        tables = (zero.source, groups.source) if zero and groups else (None, None)
        source = Dequantised(
            stored, (rows, columns), columns, packed=False, scale=scale.source, zero=tables[0], groups=tables[1]
        )
        steps = replace(source, of_steps=True)
    return replace(
        weight,
        shape=(rows, columns),
        dtype="float32 from int4" if packed else "float32 from int8",
        source=source,
        steps=steps,
        stored_dtype=weight.dtype,
        stored_shape=weight.shape if packed else None,
    )


def with_scales_merged(weights: Sequence[Weight]) -> list[Weight]:
    """Return the own weights of a layer; what dequantised ones were computed with has no values of its own.

    Args:
        weights: of one layer.
    """
    merged = {
        f"{weight.name}_{number}": weight.name for weight in weights if weight.stored_dtype for number in ("scale", "zero")
    }
    if not merged:
        return list(weights)
    first = next(iter(merged.values()))
    merged[f"{first.rpartition('/')[0]}/g_idx".lstrip("/")] = first
    return [
        replace(weight, source=None, merged_into=merged[weight.name]) if weight.name in merged else weight for weight in weights
    ]


def with_zero_points(weights: Sequence[Weight], kind: str) -> list[Weight]:
    """Return the own weights of a layer with the zero points of GPTQ and AWQ, which Keras 3.15 leaves out of ``.keras`` files.

    Args:
        weights: of one layer.
        kind: its class.
    """
    found = list(weights)
    roles = [weight.role for weight in found]
    if "kernel_scale" not in roles or zero_role(kind) in roles or not any(weight.dtype == "uint8" for weight in found):
        return found
    index = roles.index("kernel_scale")
    scale, role = found[index], zero_role(kind)
    zero = Weight(scale.name.removesuffix(scale.role) + role, role, scale.shape, "uint8", trainable=False)
    return [*found[: index + 1], zero, *found[index + 1 :]]


def _is_by_row(role: str, kind: str, config: Mapping[str, Any], part: str, rank: int) -> bool | None:
    """Whether scales belong to rows (the first axes) and not to columns (the last); ``None`` where that is not certain."""
    if kind in {"Embedding", "ReversibleEmbedding"}:
        return role == "embeddings"
    if kind == "Dense" or part in (*_INPUTS_OF_ATTENTION, "attention_output"):
        return False
    return has_scales_of_rows(config, rank)


def _table(weight: Weight, scale: Variable, config: Mapping[str, Any], by_row: bool, is_grouped: bool) -> tuple[int, int]:
    """Return how many rows and columns the values have, by their scales and by what is not packed."""
    if by_row:
        rows = scale.shape[0] if is_grouped else math.prod(scale.shape)
        width = config.get("output_dim") if "output_dim" in config else math.prod(weight.shape) // max(rows, 1)
        return rows, width if isinstance(width, int) else 0
    columns = scale.shape[-1] if is_grouped else math.prod(scale.shape)
    packed = is_grouped or (len(weight.shape) == 2 and weight.shape[1] != columns)
    rows = weight.shape[0] if packed else math.prod(weight.shape) // max(columns, 1)
    return rows, columns


def _is_packed(weight: Weight, rows: int, columns: int, config: Mapping[str, Any], is_grouped: bool) -> bool | None:
    if min(rows, columns) < 1:
        return None
    whole = weight.size == rows * columns and not is_grouped
    halves = weight.shape == (rows, (columns + 1) // 2)
    if whole and halves:  # one column: only the policy distinguishes them
        policy = str(config.get("dtype", ""))
        return True if policy.startswith("int4") else False if policy.startswith("int8") else None
    return halves if whole or halves else None


def _fit(rows: int, columns: int, scale: Variable, zero: Variable | None, groups: Variable | None, *, by_row: bool) -> bool:
    if zero is None:
        return math.prod(scale.shape) == (rows if by_row else columns)
    if groups is None or zero.shape != scale.shape or len(scale.shape) != 2:
        return False
    return scale.shape[0 if by_row else 1] == (rows if by_row else columns) and groups.shape == (columns if by_row else rows,)


def _shape(
    kind: str, config: Mapping[str, Any], part: str, table: tuple[int, int], input_shape: Shape | None
) -> tuple[int, ...] | None:
    """Return the shape of packed values as their layer uses them; as a table where only the order of the axes is known."""
    if kind != "EinsumDense":
        return table
    rows, columns = table
    heads, size = config.get("num_heads"), config.get("key_dim")
    if part in ("value", "attention_output"):
        size = config.get("value_dim") or size
    if isinstance(heads, int) and isinstance(size, int):
        if part in _INPUTS_OF_ATTENTION and heads * size == columns:
            return (rows, heads, size)
        if part == "attention_output" and heads * size == rows:
            return (heads, size, columns)
    return shape_of_table(config, table, input_shape)
