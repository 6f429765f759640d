"""Names of the variables of Keras' quantised layers, inferred from their number and dtypes, and which of them are trained.

A quantised layer can stand inside one whose configuration does not state it (the projections of
``MultiHeadAttention``), so the variables themselves show how a layer is quantised.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from dotnet_viz.graph import Weight

# What follows the kernel and the bias in a file, with the dtype of each: the specs of Keras' `variable_serialization_spec`.
_Roles = tuple[tuple[str, str], ...]

_GROUPS: _Roles = (("g_idx", "float"),)
_FLOAT8: _Roles = tuple(
    (f"{tensor}_{what}", "float") for tensor in ("inputs", "kernel", "outputs_grad") for what in ("scale", "amax_history")
)
_BIAS: _Roles = (("bias", "float"),)
_KERNEL_KINDS = frozenset({"Dense", "EinsumDense"})
_EMBEDDING_KINDS = frozenset({"Embedding", "ReversibleEmbedding"})
_NUMBERS_OF_QUANTISATION = ("_scale", "_scales", "_zero", "g_idx")
_FILE_ORDER = (
    *("kernel", "embeddings", "bias", "kernel_scale", "embeddings_scale", "kernel_zero", "embeddings_zero", "g_idx"),
    *("reverse_embeddings", "reverse_embeddings_scale", "reverse_embeddings_zero"),
)
_TRAINED_WITH_IT = "kernel_amax_history"


def quantised_role_names(kind: str, dtypes: Sequence[str], *, is_tied: bool = True) -> list[str] | None:
    """Return the names of the variables of a quantised layer, in the order of a ``.keras`` file.

    Args:
        kind: class name.
        dtypes: the dtypes of the layer's own variables as stored, in their order.
        is_tied: whether an embedding has one table for both directions.

    Returns:
        ``None`` where these are not the variables of a quantised layer of Keras.

    Example:
        >>> quantised_role_names("Dense", ["int8", "float32", "float32"])
        ['kernel', 'bias', 'kernel_scale']
        >>> quantised_role_names("Embedding", ["int8", "float32"])
        ['embeddings', 'embeddings_scale']
        >>> quantised_role_names("Dense", ["float32", "float32"]) is None
        True
    """
    for roles in _layouts(kind, is_tied):
        if len(roles) == len(dtypes) and all(_fits(dtype, want) for dtype, (_, want) in zip(dtypes, roles, strict=True)):
            return [name for name, _ in roles]
    return None


def is_constant(role: str, siblings: Collection[str]) -> bool:
    """Whether a variable is a number of the quantisation that training leaves alone; those of float8 learn with the layer.

    Args:
        role: the variable's.
        siblings: roles of all variables of the layer.

    Example:
        >>> is_constant("kernel_scale", ["kernel", "kernel_scale"])
        True
        >>> is_constant("kernel_scale", ["kernel", "kernel_scale", "kernel_amax_history"])
        False
    """
    named = role.endswith(_NUMBERS_OF_QUANTISATION) and role.startswith(("kernel", "embeddings", "reverse_", "awq", "g_idx"))
    return named and _TRAINED_WITH_IT not in siblings


def zero_role(kind: str) -> str:
    """Return what Keras calls the zero points of a kernel that GPTQ or AWQ quantised.

    Args:
        kind: class of the layer.
    """
    return "zero_point" if kind == "EinsumDense" else "kernel_zero"


def in_file_order(weights: Sequence[Weight]) -> list[Weight]:
    """Return the weights of a layer with those of its quantised parts in the order of a ``.keras`` file.

    Keras itself lists what is trained first.

    Args:
        weights: of one layer.

    Example:
        >>> kernel = Weight("kernel", "kernel", (2, 3), "float32 from int8", stored_dtype="int8")
        >>> [weight.name for weight in in_file_order([Weight("bias", "bias", (3,), "float32"), kernel])]
        ['kernel', 'bias']
    """
    paths = [weight.name.rpartition("/")[0] for weight in weights]
    quantised = {path for path, weight in zip(paths, weights, strict=True) if weight.stored_dtype}
    first = {path: paths.index(path) for path in paths}

    def place(item: tuple[str, Weight]) -> tuple[int, int]:
        path, weight = item
        known = path in quantised and weight.role in _FILE_ORDER
        return first[path], _FILE_ORDER.index(weight.role) if known else len(_FILE_ORDER)

    return [weight for _, weight in sorted(zip(paths, weights, strict=True), key=place)]


def _layouts(kind: str, is_tied: bool) -> Iterator[_Roles]:
    if kind in _KERNEL_KINDS:
        for bias in (_BIAS, ()):
            yield (("kernel", "int8"), *bias, ("kernel_scale", "float"))
            yield (("kernel", "int8"), *bias, ("kernel_scale", "float"), ("kernel_zero", "int8"), *_GROUPS)
            yield (("kernel", "float"), *bias, *_FLOAT8)
            packed = (*bias, ("kernel", "uint8"), ("kernel_scale", "float"), (zero_role(kind), "uint8"))
            yield (*packed, *_GROUPS)
            yield (*packed, ("awq_scales", "float"), *_GROUPS)
            without_zero = packed[:-1]  # as Keras 3.15 saves them
            yield (*without_zero, *_GROUPS)
            yield (*without_zero, ("awq_scales", "float"), *_GROUPS)
    elif kind in _EMBEDDING_KINDS:
        scaled = (("embeddings", "int8"), ("embeddings_scale", "float"))
        grouped = (*scaled, ("embeddings_zero", "int8"), *_GROUPS)
        reverse = (("reverse_embeddings", "int8"), ("reverse_embeddings_scale", "float"))
        if is_tied:
            yield scaled
            yield grouped
        else:
            yield (*scaled, *reverse)
            yield (*grouped, *reverse, ("reverse_embeddings_zero", "float"))


def _fits(dtype: str, wanted: str) -> bool:
    return "float" in dtype if wanted == "float" else dtype == wanted
