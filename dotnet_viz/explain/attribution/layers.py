"""Which layers of a live model attribution can use, and which of them a name stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.keras_format.weights.live import is_instance

CONVOLUTIONS = ("BaseConv", "BaseDepthwiseConv", "BaseSeparableConv", "BaseConvTranspose", "ConvLSTM")
"""Base classes of the layers whose outputs are maps over space."""
SEQUENCES = ("RNN", "Bidirectional", "MultiHeadAttention", "GroupedQueryAttention", "Attention", "Embedding")
"""Classes of layers whose inputs or outputs are sequences."""


def is_convolution(layer: Any) -> bool:
    """Whether a layer is a convolution of Keras 3, or of a class derived from one."""
    return any(is_instance(layer, name) for name in CONVOLUTIONS)


def is_embedding(layer: Any) -> bool:
    """Whether a layer looks vectors up by whole numbers."""
    return is_instance(layer, "Embedding")


def reads_sequences(layers: Iterable[Any]) -> bool:
    """Whether a model has layers for sequences, so that two axes of an input are positions and channels."""
    return any(is_instance(layer, "BaseConv") and layer.rank == 1 for layer in layers if is_convolution(layer)) or any(
        is_instance(layer, name) for layer in layers for name in SEQUENCES
    )


def channels_first(layers: Iterable[Any]) -> bool:
    """Whether the first convolution of a model has channels before space."""
    found = [getattr(layer, "data_format", None) for layer in layers if is_convolution(layer)]
    return bool(found) and found[0] == "channels_first"


def layers_named(layers: Mapping[str, Any], name: str) -> list[str]:
    """Return the ids that a user's name of a layer stands for: its own, or those of the layers inside it.

    Args:
        layers: of :func:`~dotnet_viz.explain.live.layers.every_layer`.
        name: an id, or the name of a layer without the models around it.

    Raises:
        OptionError: no layer, or several, have this name; the message has the ids of the convolutions.

    Example:
        >>> layers_named({"body": 0, "body/conv": 1, "body/conv_2": 2, "out": 3}, "conv"), layers_named({"a": 0, "a/b": 1}, "a")
        (['body/conv'], ['a', 'a/b'])
    """
    matching = [name] if name in layers else [path for path in layers if path.rpartition("/")[2] == name]
    if not matching:
        convolutions = [path for path, layer in layers.items() if is_convolution(layer)]
        raise unknown_choice("layer", name, convolutions or list(layers), also=layers)
    if len(matching) > 1:
        raise OptionError(f"several layers are named {name!r}; choose one of: {', '.join(matching)}")
    return [path for path in layers if path == matching[0] or path.startswith(f"{matching[0]}/")]
