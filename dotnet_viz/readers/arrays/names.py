"""Which of several arrays belong together, by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dotnet_viz.errors import ShapeError
from dotnet_viz.graph import Array
from dotnet_viz.readers.common.dense_chain import DenseArrays

_KERNELS = ("kernel", "weight", "weights", "coef", "coefs", "w")
_BIASES = ("bias", "biases", "intercept", "intercepts", "b")
_NAME = re.compile(
    rf"(?:(?P<layer>.+?)[/._])?(?P<role>{'|'.join((*_KERNELS, *_BIASES))})(?:_?(?P<number>\d+))?(?::\d+)?",
    re.IGNORECASE | re.DOTALL,
)


def group_arrays(arrays: Mapping[str, Array]) -> tuple[DenseArrays, ...]:
    """Find out which arrays are kernels and which are the biases of them, by their names.

    ``dense/kernel`` and ``dense/bias`` (or ``dense.weight``, ``dense_w``, ``W1`` and ``b1``,
    ``coefs_0`` and ``intercepts_0``) belong together. Under any other name an array of two axes is a
    kernel of that name, and an array of one axis that follows it is its bias. The layers stand in the order
    in which their first arrays do.

    Args:
        arrays: arrays of one or two axes by name.

    Raises:
        ShapeError: an array has other than one or two axes, or is a bias with no kernel.

    Example:
        >>> import numpy as np
        >>> [layer] = group_arrays({"hidden/bias": np.zeros(3), "hidden/kernel": np.ones((2, 3))})
        >>> layer.name, layer.kernel.shape, layer.bias.shape
        ('hidden', (2, 3), (3,))
    """
    for name, array in arrays.items():
        if array.ndim not in (1, 2):
            raise ShapeError(f"array {name!r} has shape {array.shape}; a kernel is (inputs, units) and a bias is (units,)")
    pairs = _named_pairs(arrays)
    return tuple(_unique(_ordered(arrays, pairs)))


def _named_pairs(arrays: Mapping[str, Array]) -> dict[str, tuple[str, str | None]]:
    """Return layer name and bias for each kernel that is called one."""
    kernels: dict[tuple[str, str], str] = {}
    biases: dict[tuple[str, str], str] = {}
    for name, array in arrays.items():
        match = _NAME.fullmatch(name)
        if match is None:
            continue
        is_kernel = match["role"].lower() in _KERNELS
        if array.ndim == (2 if is_kernel else 1):
            (kernels if is_kernel else biases).setdefault((match["layer"] or "", match["number"] or ""), name)
    return {kernel: (_layer_name(key), biases.get(key)) for key, kernel in kernels.items()}


def _layer_name(key: tuple[str, str]) -> str:
    layer, number = key
    return "_".join(part for part in (layer or "dense", number) if part)


def _ordered(arrays: Mapping[str, Array], pairs: Mapping[str, tuple[str, str | None]]) -> list[DenseArrays]:
    kernel_of = {bias: kernel for kernel, (_, bias) in pairs.items() if bias is not None}
    found: dict[str, DenseArrays] = {}
    last: str | None = None
    for name, array in arrays.items():
        kernel = kernel_of.get(name, name)
        if arrays[kernel].ndim == 2:
            label, bias = pairs.get(kernel, (kernel, None))
            found.setdefault(kernel, DenseArrays(label, arrays[kernel], None if bias is None else arrays[bias]))
            last = kernel
            continue
        if last is None or found[last].bias is not None:
            raise ShapeError(
                f"array {name!r} of shape {array.shape} is a bias with no kernel; a kernel has shape (inputs, units)"
            )
        found[last] = DenseArrays(found[last].name, found[last].kernel, array)
    return list(found.values())


def _unique(layers: Iterable[DenseArrays]) -> list[DenseArrays]:
    seen: set[str] = set()
    renamed = []
    for layer in layers:
        name, count = layer.name, 1
        while name in seen:
            count += 1
            name = f"{layer.name}#{count}"
        seen.add(name)
        renamed.append(DenseArrays(name, layer.kernel, layer.bias, layer.activation, layer.config))
    return renamed
