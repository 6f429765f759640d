"""Whole numbers that an embedding has no vector for: one clear error, where some backends make values up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from dotnet_viz.errors import ShapeError
from dotnet_viz.explain.live.patches import patched
from dotnet_viz.keras_format.weights.live import is_instance


@contextmanager
def checked_tokens(layers: Mapping[str, Any]) -> Iterator[None]:
    """Raise where an embedding is given a number that it has no vector for while the block runs.

    Args:
        layers: of the model, by id.

    Raises:
        ShapeError: there is such a number.
    """
    found: list[ShapeError] = []
    embeddings = {path: layer for path, layer in layers.items() if is_instance(layer, "Embedding")}
    with patched((layer, _method(layer), _checking(path, layer.input_dim, found)) for path, layer in embeddings.items()):
        try:
            yield
        except Exception:
            if found:  # Keras writes the arguments of the layer around what is raised inside it
                raise found[0] from None
            raise


def _method(layer: Any) -> str:
    return "call" if getattr(layer, "quantization_mode", None) is None else "quantized_call"


def _checking(path: str, count: int, found: list[ShapeError]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def replace(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(inputs: Any, *args: Any, **kwargs: Any) -> Any:
            values = _known(inputs)
            if values.size and not (values.min() >= 0 and values.max() < count):
                wrong = values[(values < 0) | (values >= count)][0]
                found.append(
                    ShapeError(f"the inputs have {wrong:.0f}, and the embedding {path!r} has vectors for 0 to {count - 1}")
                )
                raise found[0]
            return original(inputs, *args, **kwargs)

        return call

    return replace


def _known(tensor: Any) -> Any:
    """Return the values of a tensor; none where they are not known yet, as in a pass that is being compiled."""
    import keras

    try:
        return np.asarray(keras.ops.convert_to_numpy(tensor))
    except Exception:  # each backend has an error of its own for a tensor without values
        return np.zeros(0)
