"""One layer in a few words, ``Conv2D 3×3, 64, /2, relu``, and the sizes of tensors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_sizes
from dotnet_viz.graph import Layer, Node, TensorSpec
from dotnet_viz.graph.layer_kinds import kind_of
from dotnet_viz.graph.layer_kinds.settings import short_settings
from dotnet_viz.measures.structure.tensor_size import TensorSize
from dotnet_viz.translation.translate import localised, translate


def describe(node: Node, twins: Sequence[Node] = ()) -> str:
    """Return what a layer does: its class, sizes, stride and activation.

    Args:
        node: one call of the layer.
        twins: the calls at the same place in the other copies of a block; rates that differ become a range.

    Example:
        >>> config = {"kernel_size": [3, 3], "filters": 64, "strides": [2, 2]}
        >>> describe(Node("n0", Layer("c", "c", "Conv2D", activation="relu", config=config)))
        'Conv2D 3×3, 64, /2, relu'
    """
    layer = node.layer
    if layer.kind == "Activation" and layer.activation:
        return one_line(layer.activation)
    rate = _rate([twin.layer.config.get("rate") for twin in (node, *twins)])
    facts = [part for part in (*short_settings(layer, without=("rate", "activation")), rate, *_constants(node)) if part]
    if layer.activation not in (None, "linear") and not kind_of(layer).activation:
        facts.append(str(layer.activation))
    wrapped = _wrapped(layer)
    head = f"{layer.kind} ({wrapped})" if wrapped else layer.kind
    return one_line(f"{head} {', '.join(facts)}" if facts else head)


def window(layer: Layer) -> str:
    """Return the size of a layer's kernel or pool, empty if it has none."""
    return " ".join(short_settings(layer, only=("kernel_size", "pool_size")))


def tensor_size(spec: TensorSpec) -> str:
    """Return a tensor's size without its batch axis.

    Example:
        >>> tensor_size(TensorSpec((None, 28, 28, 8)))
        '28×28×8'
    """
    if spec.shape is None:
        return "?"
    return format_sizes(spec.shape[1:]) or translate("scalar")


def stage_caption(size: TensorSize) -> str:
    """Return the size in space that all tensors of a stage have, or its part of that of the input.

    Example:
        >>> stage_caption(TensorSize((28, 28), 16)), stage_caption(TensorSize((7,), 16))
        ('28×28', '7 steps')
    """
    if size.is_known:
        sides = size.spatial or ()
        return format_count(sides[0] or 0, "step") if len(sides) == 1 else format_sizes(sides)
    if size.scale == 1:
        return translate("size of the input")
    if size.scale.numerator == 1:
        return translate("side 1/{part} of the input", part=size.scale.denominator)
    return translate("side {scale} × the input", scale=size.scale)


def _rate(values: Sequence[Any]) -> str:
    numbers = [float(value) for value in values if isinstance(value, int | float)]
    if not numbers:
        return ""
    low, high = localised(f"{min(numbers):.3g}"), localised(f"{max(numbers):.3g}")
    return low if low == high else f"{low}–{high}"


def _constants(node: Node) -> list[str]:
    if node.layer.category != "operation":
        return []
    numbers = (value for _, value in node.constants if isinstance(value, int | float) and not isinstance(value, bool))
    return [localised(f"{value:.4g}") for value in numbers][:2]


def _wrapped(layer: Layer) -> str:
    """Return the words for the layer inside a wrapper or for an RNN's cell."""
    for field in ("layer", "cell", "backward_layer"):
        inner = layer.config.get(field)
        if isinstance(inner, Mapping) and isinstance(inner.get("config"), Mapping) and "class_name" in inner:
            kind = str(inner["class_name"])
            words = short_settings(Layer("", "", kind, config=inner["config"]), without=("activation",))
            return f"{kind} {', '.join(words)}" if words else kind
    return ""
