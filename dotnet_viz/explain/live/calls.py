"""What each layer returns in a forward pass, nested models included: captured where the layers are called.

For one pass the ``call`` of each layer is replaced on that object alone, and put back in any case. Keras is not imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from dotnet_viz.explain.live.layers import every_layer, is_model
from dotnet_viz.explain.live.patches import Replace, patched

Result = Callable[[str, Any], None]


def innermost_layers(model: Any) -> dict[str, Any]:
    """Return the layers of a model and of the models inside it by their ids in its graph, each once.

    A layer with layers inside that is no model, such as a wrapper or attention, is one layer, as in the graph.

    Args:
        model: a ``keras.Model``.
    """
    return {path: layer for path, layer in every_layer(model, enters=is_model).items() if not is_model(layer)}


@contextmanager
def captured_calls(layers: Mapping[str, Any], result: Result, given: Result | None = None) -> Iterator[None]:
    """Hand on what layers return in this thread, call by call, while the block runs.

    Args:
        layers: by the name that ``result`` is given.
        result: called with the name and what the layer's ``call`` returned. What it raises ends the pass.
        given: called before that with the name and the first argument of the call; ``None`` for nothing.
    """
    with patched(
        (
            layer,
            "call" if getattr(layer, "quantization_mode", None) is None else "quantized_call",
            _captured(name, result, given),
        )
        for name, layer in layers.items()
    ):
        yield


def _captured(name: str, result: Result, given: Result | None) -> Replace:
    def replace(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            if given is not None:
                given(name, args[0] if args else next(iter(kwargs.values()), None))
            returned = original(*args, **kwargs)
            result(name, returned)
            return returned

        return call

    return replace
