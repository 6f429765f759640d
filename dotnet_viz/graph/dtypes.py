"""How many bytes values of a dtype take."""

from __future__ import annotations

import numpy as np

_ITEM_SIZES = {"bfloat16": 2.0, "float8_e4m3fn": 1.0, "float8_e5m2": 1.0, "int4": 0.5, "uint4": 0.5}


def bytes_of(dtype: str, count: int) -> int | None:
    """Return the size of some values in bytes; ``None`` for an unknown dtype, or one whose values differ in size.

    Args:
        dtype: its name.
        count: how many values.

    Example:
        >>> bytes_of("float32", 3), bytes_of("int4", 3), bytes_of("string", 3)
        (12, 2, None)
    """
    try:
        size = _ITEM_SIZES.get(dtype) or np.dtype(dtype).itemsize
    except TypeError:
        return None
    return int(-(-count * size // 1)) if size and dtype not in ("string", "object") else None
