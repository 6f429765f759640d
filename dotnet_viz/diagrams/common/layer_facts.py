"""What a layer's configuration says in the words that readers know: sizes, rates, units."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dotnet_viz.formatting import format_count, format_number, format_sizes
from dotnet_viz.graph import Layer, Node, Shape
from dotnet_viz.graph.layer_kinds import core, core_kind, family_of, kind_of, layer_in_words


def output_shape(node: Node) -> Shape | None:
    """Return the shape of a node's first output, ``None`` where it is not known."""
    return node.output().shape


def unit_count(node: Node) -> int | None:
    """Return how many units a dense or recurrent layer has, ``None`` where it is not known."""
    shape = output_shape(node)
    if shape is not None and shape and isinstance(shape[-1], int):
        return shape[-1]
    units = core(node.layer).config.get("units")
    if isinstance(units, int) and units > 0:
        return units
    kernel = node.layer.weight("kernel")
    return kernel.shape[-1] if kernel is not None and family_of(node.layer) == "dense" and kernel.shape else None


def is_column(node: Node) -> bool:
    """Whether a layer is a row of units that are best seen one by one: dense or recurrent."""
    return core_kind(node.layer).is_column


def times(value: object, dimensions: int = 1) -> str:
    """Return sizes such as ``[3, 3]`` as ``"3×3"``; one number stands for all dimensions.

    Example:
        >>> times([3, 5]), times(2, 2), times(None)
        ('3×5', '2×2', '?')
    """
    if isinstance(value, int):
        return format_sizes([value] * dimensions)
    if isinstance(value, Sequence) and not isinstance(value, str) and value:
        return format_sizes(value)
    return "?"


def dimensions(layer: Layer) -> int:
    """Return the number of axes of space that a layer's class is made for: 2 for ``"Conv2DTranspose"``."""
    found = re.search(r"([123])D", layer.kind)
    return kind_of(layer).rank or (int(found[1]) if found else 1)


def heading(layer: Layer) -> str:
    """Return a layer's class in words, the layer inside a wrapper, and the activation."""
    inside = core(layer)
    words = layer_in_words(layer)
    shown = inside.activation if inside.activation not in (None, "linear") else None
    return f"{words} · {shown}" if shown and family_of(inside) != "activation" else words


def facts(layer: Layer) -> list[str]:
    """Return the few settings that tell a layer from others of its class, one a line."""
    inside = core(layer)
    lines = [line(inside) for key, line in _FACTS.items() if key in inside.config]
    return [line for line in lines if line]


def _kernel(layer: Layer) -> str:
    return f"kernel {times(layer.config['kernel_size'], dimensions(layer))}"


def _pool(layer: Layer) -> str:
    return times(layer.config["pool_size"], dimensions(layer))


def _strides(layer: Layer) -> str:
    text = times(layer.config["strides"], dimensions(layer))
    usual = times(layer.config.get("pool_size", 1), dimensions(layer))
    return "" if set(text) <= {"1", "×"} or text in ("?", usual) else f"stride {text}"


def _dilation(layer: Layer) -> str:
    text = times(layer.config["dilation_rate"], dimensions(layer))
    return "" if set(text) <= {"1", "×"} else f"dilation {text}"


def _rate(layer: Layer) -> str:
    rate = layer.config["rate"]
    return f"rate {format_number(rate)}" if isinstance(rate, int | float) else "rate ?"


def _vocabulary(layer: Layer) -> str:
    sizes = layer.config["input_dim"], layer.config.get("output_dim")
    return " → ".join(format_count(size) if isinstance(size, int) else "?" for size in sizes)


def _heads(layer: Layer) -> str:
    heads, width = layer.config["num_heads"], layer.config.get("key_dim")
    return f"{heads} heads" if width is None else f"{heads} heads × {width}"


def _target(layer: Layer) -> str:
    return f"to {times(layer.config['target_shape'])}"


def _size(layer: Layer) -> str:
    return f"by {times(layer.config['size'], dimensions(layer))}"


def _function(layer: Layer) -> str:
    return "" if family_of(layer) != "activation" or not layer.activation else f"function {layer.activation}"


_FACTS: Mapping[str, Any] = {
    "kernel_size": _kernel,
    "pool_size": _pool,
    "strides": _strides,
    "dilation_rate": _dilation,
    "rate": _rate,
    "input_dim": _vocabulary,
    "num_heads": _heads,
    "target_shape": _target,
    "size": _size,
    "activation": _function,
}
