"""Dtypes of results: how Keras promotes those of operands (the lattice of JAX's type promotion, jax.dev/JEP 9407)."""

from __future__ import annotations

from functools import lru_cache

# What each dtype is promoted to next; "int" and "float" are Python's numbers.
_NEXT = {
    "bool": ("int",),
    "int": ("uint8", "int8", "complex64"),
    "uint8": ("int16", "uint16"),
    "uint16": ("int32", "uint32"),
    "uint32": ("int64", "uint64"),
    "uint64": ("float",),
    "int8": ("int16",),
    "int16": ("int32",),
    "int32": ("int64",),
    "int64": ("float",),
    "float": ("bfloat16", "float16"),
    "bfloat16": ("float32",),
    "float16": ("float32",),
    "float32": ("float64", "complex64"),
    "float64": ("complex128",),
    "complex64": ("complex128",),
    "complex128": (),
}
# What Python's numbers are by themselves, and what TensorFlow never makes of smaller ones. (JAX has no 64 bits at all.)
_USUAL = {"int": "int32", "float": "float32", "uint64": "uint32", "complex128": "complex64"}


@lru_cache(maxsize=32)
def _above(dtype: str) -> frozenset[str]:
    return frozenset({dtype}).union(*(_above(other) for other in _NEXT[dtype]))


@lru_cache(maxsize=512)
def promoted(*dtypes: str) -> str:
    """Return the dtype of what is computed from several, ``"?"`` where one is not known.

    Example:
        >>> promoted("float16", "float32"), promoted("int32", "float"), promoted("bool", "int"), promoted("int8", "uint8")
        ('float32', 'float32', 'int32', 'int16')
    """
    kinds = set(dtypes)
    if not kinds <= set(_NEXT):
        return kinds.pop() if len(kinds) == 1 else "?"
    strong = kinds - {"int", "float"}
    if len(kinds) == 1 and strong:
        return dtypes[0]
    common = frozenset.intersection(*map(_above, kinds))
    least = next(dtype for dtype in common if common <= _above(dtype))
    return least if least in strong else _USUAL.get(least, least)


def floating(*dtypes: str) -> str:
    """Return the dtype of what is computed in floating point: that of the operands, or float32 for whole numbers.

    Example:
        >>> floating("int64"), floating("float16"), floating("bool", "float16")
        ('float32', 'float16', 'float16')
    """
    return promoted(*("float" if _is_whole(dtype) else dtype for dtype in dtypes), "float")


def _is_whole(dtype: str) -> bool:
    return dtype in ("bool", "int") or dtype.startswith(("int", "uint"))


def summed(dtype: str) -> str:
    """Return the dtype of a sum, in which small whole numbers are counted in 32 bits."""
    if dtype in ("uint8", "uint16"):
        return "uint32"
    return "int32" if dtype in ("bool", "int8", "int16") else dtype
