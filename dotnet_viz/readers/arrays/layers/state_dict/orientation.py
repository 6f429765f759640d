"""Whether matrices are (units, inputs), as PyTorch has them, or (inputs, units), as Keras has."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dotnet_viz.readers.arrays.layers.state_dict.groups import Module


def matrices_are_units_first(modules: Sequence[Module]) -> bool:
    """Return whether matrices have a row for each unit, as far as biases show it, else shapes that follow one another.

    Where nothing shows it, they are as PyTorch has them, whose names these are.

    Args:
        modules: in order.
    """
    proofs = [proof for module in modules if (proof := units_first(module)) is not None]
    if proofs:
        return any(proofs)
    shapes = [module.tensors["weight"].shape for module in modules if _is_matrix(module)]
    follows = len(shapes) > 1 and all(one[1] == other[0] for one, other in pairwise(shapes))
    follows_transposed = all(one[0] == other[1] for one, other in pairwise(shapes))
    return not follows or follows_transposed


def units_first(module: Module) -> bool | None:
    """Return whether the bias of a matrix shows that its rows are units, or its columns; ``None`` where it shows neither.

    Args:
        module: with tensors.
    """
    bias = module.tensors.get("bias")
    if bias is None or not _is_matrix(module):
        return None
    rows, columns = module.tensors["weight"].shape
    fits = bias.shape == (rows,), bias.shape == (columns,)
    return None if fits[0] == fits[1] else fits[0]


def _is_matrix(module: Module) -> bool:
    weight = module.tensors.get("weight")
    return weight is not None and len(weight.shape) == 2
