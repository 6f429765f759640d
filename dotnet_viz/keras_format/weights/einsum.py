"""The axes of the kernel of an ``EinsumDense``: their letters in its equation, and their sizes as far as they are known."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from dotnet_viz.graph import Shape


def kernel_letters(config: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the letters of the kernel and of the output in the equation of a layer; ``None`` where it has none.

    Args:
        config: the layer's configuration.

    Example:
        >>> kernel_letters({"equation": "abc,cde->abde"})
        ('cde', 'abde')
    """
    before, arrow, output = str(config.get("equation", "")).replace(" ", "").partition("->")
    _, comma, kernel = before.partition(",")
    return (kernel, output) if arrow and comma and kernel.isalpha() else None


def kernel_sizes(config: Mapping[str, Any], input_shape: Shape | None) -> tuple[int, ...] | None:
    """Return the shape of the kernel; ``None`` where a size is not known.

    Args:
        config: the layer's configuration.
        input_shape: of its first call, with the batch axis; ``None`` where it is not known.

    Example:
        >>> kernel_sizes({"equation": "abcd,cde->abe", "output_shape": [None, 5]}, (None, 4, 2, 3))
        (2, 3, 5)
        >>> kernel_sizes({"equation": "...x,xy->...y", "output_shape": [5]}, (None, 4, 3))
        (3, 5)
    """
    letters = kernel_letters(config)
    if letters is None:
        return None
    found = _output_sizes(config)
    if input_shape is not None:
        found |= _sizes(str(config["equation"]).replace(" ", "").partition(",")[0], input_shape)
    sizes = [found.get(letter) for letter in letters[0]]
    known = tuple(size for size in sizes if isinstance(size, int))
    return known if len(known) == len(sizes) else None


def has_scales_of_rows(config: Mapping[str, Any], rank: int) -> bool | None:
    """Whether the scales of a quantised kernel belong to its first axes, not to its last; ``None`` where neither is certain.

    Args:
        config: the layer's configuration.
        rank: number of the kernel's axes as stored.

    Example:
        >>> has_scales_of_rows({"equation": "ab,bc->ac"}, 2), has_scales_of_rows({"equation": "ab,cb->ac"}, 2)
        (False, True)
    """
    kernel, output = kernel_letters(config) or ("", "")
    kept = [letter for letter in kernel if letter in output]
    if not 0 < len(kept) < len(kernel):
        return None
    if str(config.get("dtype")).startswith("int4"):  # a table whose columns are the output's axes, whatever the kernel's order
        return False
    if kept != sorted(kept, key=output.index):
        return None
    if list(kernel[-len(kept) :]) == kept:
        return False
    return True if list(kernel[: len(kept)]) == kept and rank == len(kernel) else None


def shape_of_table(
    config: Mapping[str, Any], table: tuple[int, int], input_shape: Shape | None = None
) -> tuple[int, ...] | None:
    """Return the shape of a kernel that is stored as a table whose columns are the output's axes.

    Args:
        config: the layer's configuration.
        table: number of rows and columns.
        input_shape: of the layer's first call, with the batch axis; ``None`` where it is not known.

    Returns:
        The table where no more than the order of the kernel's axes is known, and ``None`` where they stand in another.

    Example:
        >>> shape_of_table({"equation": "abcd,cde->abe"}, (6, 5)), shape_of_table({"equation": "ab,cb->ac"}, (6, 5))
        ((6, 5), None)
    """
    kernel, output = kernel_letters(config) or ("", "")
    is_kept = [letter in output for letter in kernel]
    sizes = kernel_sizes(config, input_shape)
    if sizes:
        columns = math.prod(size for size, kept in zip(sizes, is_kept, strict=True) if kept)
        return sizes if (math.prod(sizes), columns) == (math.prod(table), table[1]) else None
    if is_kept != sorted(is_kept):
        return None
    after = _output_sizes(config)
    of_columns = [after.get(letter) for letter, kept in zip(kernel, is_kept, strict=True) if kept]
    known = tuple(size for size in of_columns if size is not None)
    one_row = len(of_columns) == len(kernel) - 1
    return (table[0], *known) if one_row and len(known) == len(of_columns) and math.prod(known) == table[1] else table


def _output_sizes(config: Mapping[str, Any]) -> dict[str, int]:
    letters, shape = kernel_letters(config), config.get("output_shape")
    shape = [shape] if isinstance(shape, int) else shape
    return _sizes(letters[1], (None, *shape)) if letters and isinstance(shape, list) else {}


def _sizes(letters: str, shape: Shape) -> dict[str, int]:
    """Return the known sizes of axes; dots stand for any axes at their end of the letters."""
    axes = letters.replace(".", "")
    if letters.startswith("."):
        axes, shape = axes[::-1], shape[::-1]
    pairs = zip(axes, shape, strict=False)
    return {letter: size for letter, size in pairs if isinstance(size, int)}
