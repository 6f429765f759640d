"""Whether layers of which only the weights are known follow one another: by their order and the shapes of their weights."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dotnet_viz.graph.layer_kinds import KernelAxes, class_kind
from dotnet_viz.keras_format.weights_only.classes import class_named, sizes_of
from dotnet_viz.keras_format.weights_only.layers import ListedLayers, StoredLayer

_PLAIN = re.compile(r"(pool|pooling|flatten|drop|dropout|relu|softmax|act|activation|pad|padding)[\d_]*$")
"""What the names that authors give to layers without weights end in, where these take one tensor, as in ``block1_pool``."""


@dataclass(frozen=True)
class Widths:
    """How many units or channels a layer takes and returns.

    Args:
        inputs: size of the last axis that it takes; ``None`` where its weights do not show it.
        outputs: size of the last axis that it returns; ``None`` where its weights do not show it.
        may_flatten: whether several positions of what comes before may be its inputs, as behind a ``Flatten``.
        has_positions: whether what it returns may have positions, as images and sequences have.
    """

    inputs: int | None = None
    outputs: int | None = None
    may_flatten: bool = False
    has_positions: bool = False


def is_chain(found: ListedLayers) -> bool:
    """Return whether the layers certainly follow one another, as far as a file of weights can show it.

    They do where the file has them in order, every layer takes as many values as the one before returns, and nothing that it
    has merges or branches. In a Sequential model shapes that are not known are no hindrance; in others they are. Where
    additions leave no trace in the file, no layer may fit behind one that stands before the one before it.

    Args:
        found: the layers of the file.
    """
    if not found.is_ordered or not found.layers or any("/" in layer.name for layer in found.layers):
        return False
    if not found.is_stack and not _is_line(found.others):
        return False
    widths = [widths_of(layer) for layer in found.layers]
    if not found.is_stack and any(each.outputs is None for each in widths):
        return False
    if not (found.is_stack or found.has_operators or _fits_once(found.layers, widths)):
        return False
    return all(_join(one, other, unknown=found.is_stack) for one, other in pairwise(widths))


def _fits_once(layers: Sequence[StoredLayer], widths: Sequence[Widths]) -> bool:
    """Whether each layer takes another number of values than all before return, but for the one right before it."""
    tensors = [widths[0].inputs]
    for layer, width in zip(layers, widths, strict=True):
        if width.inputs in tensors[:-1]:
            return False
        if class_kind(layer.kind).family == "normalization":
            tensors[-1] = width.outputs
        else:
            tensors.append(width.outputs)
    return True


def widths_of(layer: StoredLayer) -> Widths:
    """Return how many units or channels a layer takes and returns, as far as its weights show it."""
    kind, sizes = class_kind(layer.kind), sizes_of(layer.kind, layer.variables.own)
    kernel = sizes.get("depthwise_kernel", sizes.get("kernel", ()))
    if kind.family == "convolution" and len(kernel) > 2:
        inputs = kernel[-1] if kind.kernel is KernelAxes.OUTPUT_INPUT else kernel[-2]
        filters = layer.config.get("filters", kernel[-2] * kernel[-1])
        return Widths(inputs, int(filters), has_positions=True)
    if layer.kind == "Dense" and len(kernel) == 2:
        return Widths(kernel[0], kernel[1], may_flatten=True)
    if kind.kernel is KernelAxes.INDEX_DIMENSION and "output_dim" in layer.config:
        return Widths(None, layer.config["output_dim"], has_positions=True)
    if kind.family == "recurrent" and "units" in layer.config:
        cell = layer.variables if layer.variables.own else next(iter(layer.variables.children.values()))
        return Widths(cell.own[0].shape[0], layer.config["units"], has_positions=True)
    if kind.family == "normalization" and sizes:
        (size, *_) = next(iter(sizes.values())) or (None,)
        return Widths(size, size, may_flatten=True, has_positions=True)
    return Widths(has_positions=True)


def _is_line(others: tuple[str, ...]) -> bool:
    """Whether layers without weights leave a line a line: none merges, one is an input at most, and each is known."""
    unknown = [name for name in others if class_named(name) is None and _PLAIN.search(name.lower()) is None]
    known = [class_kind(kind) for name in others if (kind := class_named(name)) is not None]
    inputs = sum(kind.family == "input" for kind in known)
    return not unknown and inputs <= 1 and not any(kind.merge or kind.family == "model" for kind in known)


def _join(one: Widths, other: Widths, *, unknown: bool) -> bool:
    if one.outputs is None or other.inputs is None:
        return unknown
    if one.outputs == other.inputs:
        return True
    may_flatten = one.has_positions and other.may_flatten and one.outputs > 0
    return may_flatten and other.inputs % one.outputs == 0
