"""The layers of a live model by their ids: the one walk through models, wrappers and users' layers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from dotnet_viz.keras_format.weights.live import is_instance

WRAPPERS = ("Wrapper", "Bidirectional")
"""Base classes of the layers that call another layer."""

Enters = Callable[[Any], bool]


def is_model(layer: Any) -> bool:
    """Whether a layer is a model of Keras 3."""
    return is_instance(layer, "Model", "keras.src.models.")


def is_opaque(layer: Any) -> bool:
    """Whether what a layer has inside are parts of Keras' own, such as the projections of attention or the cell of an LSTM."""
    return type(layer).__module__.startswith("keras.src.") and not any(
        is_instance(layer, name) for name in ("Model", *WRAPPERS)
    )


def every_layer(model: Any, enters: Enters = lambda layer: True) -> dict[str, Any]:
    """Return every layer inside a model by id: those of nested models, wrappers and users' layers too, and these themselves.

    An id is the names of the models and layers around a layer and its own, joined by ``/``; a shared layer has
    that of its first place.

    Args:
        model: a ``keras.Model``.
        enters: whether the layers inside a layer are wanted too.
    """
    found: dict[str, Any] = {}
    for path, layer in _walk(model, "", {id(model)}, enters):
        found[_free(path, found)] = layer
    return found


def _walk(owner: Any, prefix: str, seen: set[int], enters: Enters) -> Iterator[tuple[str, Any]]:
    inner = owner.layers if is_model(owner) else owner._flatten_layers(include_self=False, recursive=False)  # noqa: SLF001
    for layer in inner:
        if id(layer) not in seen:
            seen.add(id(layer))
            path = f"{prefix}{layer.name}"
            yield path, layer
            if enters(layer):
                yield from _walk(layer, f"{path}/", seen, enters)


def _free(path: str, taken: dict[str, Any]) -> str:
    free, number = path, 1
    while free in taken:
        number += 1
        free = f"{path}_{number}"
    return free
