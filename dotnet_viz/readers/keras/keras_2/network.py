"""The calls between the layers of a functional network, in the form in which Keras 2 writes them down.

Keras refuses to write down some networks that come of tracing: an argument may be a variable of the model, or a tensor of a
million values. Here the first becomes a layer of its own, the second its dtype and shape.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from dotnet_viz.keras_format.architecture import as_json
from dotnet_viz.keras_format.config.entries import is_model
from dotnet_viz.readers.keras.keras_2.objects import calls_in, dtype_name, inner_layers

_CONSTANT = "_CONSTANT_VALUE"
_MOST_VALUES = 64


class NetworkConfig:
    """Writes down one network.

    Args:
        network: a functional model.
        entry: returns a layer as Keras serialises it.
        variables: names of the variables that the model holds itself, by their ids.
    """

    def __init__(self, network: Any, entry: Callable[[Any], dict[str, Any]], variables: Mapping[int, str]) -> None:
        self._network = network
        self._variables = variables
        self._layers = inner_layers(network)
        self._entries = [{**entry(layer), "name": str(layer.name)} for layer in self._layers]
        self._used: dict[str, None] = {}
        # Keras counts the calls of a model inside from 1, since such a model has a call of its own.
        self._first = {id(layer): int(is_model(own)) for layer, own in zip(self._layers, self._entries, strict=True)}

    def config(self) -> dict[str, Any]:
        """Return layers with their calls, and the tensors where data enters and leaves."""
        layers = [
            {**entry, "inbound_nodes": [self._call(node) for node in calls_in(self._network, layer) if not node.is_input]}
            for entry, layer in zip(self._entries, self._layers, strict=True)
        ]
        variables = [
            {"class_name": "Variable", "name": name, "config": {"name": name}, "inbound_nodes": []} for name in self._used
        ]
        return {
            "layers": [*variables, *layers],
            "input_layers": [self._reference(tensor) for tensor in self._network.inputs],
            "output_layers": [self._reference(tensor) for tensor in self._network.outputs],
        }

    def _call(self, node: Any) -> Any:
        specification = node.layer._call_spec if hasattr(node.layer, "_call_spec") else node.layer  # noqa: SLF001
        first, args, kwargs = _without_first(node, specification)
        names = getattr(specification, "arg_names", None) or getattr(specification, "_call_fn_args", [])
        arguments = self._written({**dict(zip(list(names)[1:], args, strict=False)), **kwargs})
        found = self._first_argument(first, arguments)
        return found if isinstance(found, list) and found and isinstance(found[0], list) else [found]

    def _first_argument(self, value: Any, arguments: dict[str, Any]) -> Any:
        if isinstance(value, Mapping):
            return {key: self._first_argument(item, arguments) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._first_argument(item, arguments) for item in value]
        written = self._written(value)
        is_reference = hasattr(value, "_keras_history") or id(value) in self._variables
        return [*written, arguments] if is_reference else [_CONSTANT, -1, written, arguments]

    def _written(self, value: Any) -> Any:
        if hasattr(value, "_keras_history"):
            return self._reference(value)
        if id(value) in self._variables:
            self._used[self._variables[id(value)]] = None
            return [self._variables[id(value)], 0, 0]
        if isinstance(value, Mapping):
            return {str(key): self._written(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._written(item) for item in value]
        if hasattr(value, "shape") and hasattr(value, "dtype"):
            return _constant(value)
        return as_json(value)

    def _reference(self, tensor: Any) -> list[Any]:
        history = tensor._keras_history  # noqa: SLF001
        layer, index, number = history[0], history[1], history[2]
        calls = calls_in(self._network, layer)
        wanted = layer._inbound_nodes[index]  # noqa: SLF001
        place = next((place for place, node in enumerate(calls) if node is wanted), 0)
        return [str(layer.name), place + self._first.get(id(layer), 0), int(number)]


def _without_first(node: Any, specification: Any) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
    """Return the first argument of a call, and the others."""
    args, kwargs = tuple(node.call_args), dict(node.call_kwargs)
    if args:
        return args[0], args[1:], kwargs
    split = getattr(specification, "split_out_first_arg", None) or getattr(specification, "_split_out_first_arg", None)
    if split is not None:
        first, others, named = split(args, kwargs)
        return first, tuple(others), dict(named)
    name = next(iter(kwargs))
    return kwargs.pop(name), (), kwargs


def _constant(value: Any) -> Any:
    """Return the values of a small tensor, else its dtype and shape, since its values would fill the graph."""
    shape = tuple(value.shape)
    size = 1
    for each in shape:
        size *= int(each or 0)
    numbers = value.numpy() if hasattr(value, "numpy") else value
    if size <= _MOST_VALUES and not hasattr(value, "trainable") and hasattr(numbers, "tolist"):
        return as_json(numbers.tolist())
    return f"{dtype_name(value)} tensor of shape {shape}"
