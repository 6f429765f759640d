"""The layers of a live model by their ids, and which of them attribution can use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.keras_format.weights.live import is_instance

CONVOLUTIONS = ("BaseConv", "BaseDepthwiseConv", "BaseSeparableConv", "BaseConvTranspose", "ConvLSTM")
"""Base classes of the layers whose outputs are maps over space."""
SEQUENCES = ("RNN", "Bidirectional", "MultiHeadAttention", "GroupedQueryAttention", "Attention", "Embedding")
"""Classes of layers whose inputs or outputs are sequences."""


def every_layer(model: Any) -> dict[str, Any]:
    """Return every layer inside a model, those of nested models, wrappers and users' layers too, by id.

    An id is the names of the models around a layer and its own, joined by ``/``; a shared layer has that of its first place.

    Args:
        model: a ``keras.Model``.
    """
    found: dict[str, Any] = {}
    seen: set[int] = {id(model)}
    for path, layer in _walk(model, "", seen):
        found.setdefault(_free(path, found), layer)
    return found


def _walk(owner: Any, prefix: str, seen: set[int]) -> Iterator[tuple[str, Any]]:
    inner = owner.layers if is_model(owner) else owner._flatten_layers(include_self=False, recursive=False)  # noqa: SLF001
    for layer in inner:
        if id(layer) not in seen:
            seen.add(id(layer))
            path = f"{prefix}{layer.name}"
            yield path, layer
            yield from _walk(layer, f"{path}/", seen)


def _free(path: str, taken: Mapping[str, Any]) -> str:
    free, number = path, 1
    while free in taken:
        number += 1
        free = f"{path}_{number}"
    return free


def is_model(layer: Any) -> bool:
    """Whether a layer is a model of Keras 3."""
    return is_instance(layer, "Model", "keras.src.models.")


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
        layers: of :func:`every_layer`.
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
