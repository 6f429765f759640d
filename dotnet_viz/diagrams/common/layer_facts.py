"""What a layer's configuration says in the words that readers know: sizes, rates, units."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from dotnet_viz.diagrams.common.family_colors import family
from dotnet_viz.formatting import format_count, format_number, format_sizes
from dotnet_viz.graph import Graph, Layer, Node, Shape

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+[A-Z]?")
_DIMENSIONS = re.compile(r"[123]D$")


def inner(layer: Layer) -> Layer:
    """Return the layer in a wrapper such as ``TimeDistributed``, or the layer itself.

    Example:
        >>> wrapped = {"class_name": "Dense", "config": {"units": 4, "activation": "relu"}}
        >>> inner(Layer("t", "t", "TimeDistributed", config={"layer": wrapped})).kind
        'Dense'
    """
    wrapped = layer.config.get("layer")
    if not isinstance(wrapped, Mapping) or not isinstance(wrapped.get("class_name"), str):
        return layer
    config = wrapped.get("config")
    config = config if isinstance(config, Mapping) else {}
    activation = config.get("activation")
    named = activation if isinstance(activation, str) else layer.activation
    return inner(replace(layer, kind=wrapped["class_name"], config=config, activation=named))


def output_shape(node: Node) -> Shape | None:
    """Return the shape of a node's first output, ``None`` where it is not known."""
    return node.outputs[0].shape if node.outputs else None


def unit_count(node: Node) -> int | None:
    """Return how many units a dense or recurrent layer has, ``None`` where it is not known."""
    shape = output_shape(node)
    if shape is not None and shape and isinstance(shape[-1], int):
        return shape[-1]
    units = inner(node.layer).config.get("units")
    if isinstance(units, int) and units > 0:
        return units
    kernel = node.layer.weight("kernel")
    return kernel.shape[-1] if kernel is not None and family(inner(node.layer)) == "dense" and kernel.shape else None


def is_column(node: Node) -> bool:
    """Whether a layer is a row of units that are best seen one by one: dense or recurrent."""
    layer = inner(node.layer)
    return (layer.kind.endswith("Dense") or family(layer) == "recurrent") and node.layer.category != "model"


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
    """Return the number of dimensions in a layer's class name: 2 of ``"Conv2DTranspose"``."""
    found = re.search(r"([123])D", layer.kind)
    return int(found[1]) if found else 1


def spoken(kind: str) -> str:
    """Return a class name as words.

    Example:
        >>> spoken("GlobalAveragePooling2D"), spoken("SeparableConv2D"), spoken("LSTM"), spoken("ReLU")
        ('Global average pooling', 'Separable convolution', 'LSTM', 'ReLU')
    """
    if kind in _AS_WRITTEN:
        return kind
    words = ["Convolution" if word == "Conv" else word for word in _WORD.findall(_DIMENSIONS.sub("", kind))]
    if not words:
        return kind
    rest = [word if word.isupper() and len(word) > 1 else word.lower() for word in words[1:]]
    return " ".join([words[0], *rest])


_AS_WRITTEN = frozenset({"ReLU", "LeakyReLU", "PReLU", "ELU", "ThresholdedReLU", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"})


def heading(layer: Layer) -> str:
    """Return a layer's class in words, the layer inside a wrapper, and the activation."""
    core = inner(layer)
    words = spoken(layer.kind) if core.kind == layer.kind else f"{spoken(layer.kind)} {_lower(spoken(core.kind))}"
    shown = core.activation if core.activation not in (None, "linear") else None
    return f"{words} · {shown}" if shown and family(core) != "activation" else words


def _lower(words: str) -> str:
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def facts(layer: Layer) -> list[str]:
    """Return the few settings that tell a layer from others of its class, one a line."""
    core = inner(layer)
    lines = [line(core) for key, line in _FACTS.items() if key in core.config]
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
    return "" if family(layer) != "activation" or not layer.activation else f"function {layer.activation}"


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


def is_channels_first(graph: Graph) -> bool:
    """Whether the model's images have their channels before height and width."""
    return any(layer.config.get("data_format") == "channels_first" for layer in graph.layers)
