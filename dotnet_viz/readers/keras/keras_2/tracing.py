"""The forward pass of a subclassed model of Keras 2, run once on symbolic tensors.

Keras keeps a node for each call of a layer on a symbolic tensor, and makes layers of TensorFlow's functions. So the pass
leaves a functional network. The nodes are taken out afterwards, and names are counted as before.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any

from dotnet_viz.readers.keras.keras_2.objects import (
    backend_of,
    calls_in,
    engine,
    flattened,
    form,
    inner_layers,
    is_model,
)

_UNKNOWN_SHAPES = "the shapes of its inputs are not known; call it once, or build it"


class NetworkTracer:
    """Follows the forward passes of subclassed models, while it is entered.

    Args:
        root: a model.
    """

    def __init__(self, root: Any) -> None:
        self._root = root
        self.reasons: dict[int, str] = {}
        self.networks: dict[int, Any] = {}

    @contextmanager
    def entered(self) -> Iterator[NetworkTracer]:
        """Make the layers ready, and leave them as they were."""
        layers = [self._root, *inner_layers(self._root, recursive=True)]
        models = [layer for layer in layers if is_model(layer) and form(layer) == "subclassed"]
        if not models:
            yield self
            return
        with ExitStack() as stack:
            stack.enter_context(_unchanged_nodes(layers))
            stack.enter_context(_unchanged_names(backend_of(self._root)))
            for model in models:
                stack.enter_context(_without_losses(model))
            yield self

    def network(self, model: Any, arguments: Any = None) -> Any:
        """Return the functional network of a subclassed model; ``None`` where the pass cannot be followed.

        Args:
            model: a subclassed model.
            arguments: symbolic tensors that it is called with; ``None`` takes the shapes of its first call.
        """
        if id(model) not in self.networks and id(model) not in self.reasons:
            try:
                self.networks[id(model)] = _network(model, arguments)
            except Exception as error:  # whatever the code of a model raises
                self.reasons[id(model)] = _reason(error)
        return self.networks.get(id(model))

    def arguments(self, network: Any, layer: Any) -> Any:
        """Return the tensors of a layer's first call in a network, ``None`` where there is none.

        Args:
            network: a functional model.
            layer: in it.
        """
        calls = [node for node in calls_in(network, layer) if not node.is_input]
        return (calls[0].call_args, calls[0].call_kwargs) if calls else None


class _UntraceableError(Exception):
    """The pass cannot be followed; the message says why."""


def _network(model: Any, arguments: Any) -> Any:
    specs = arguments or _save_spec(model)
    if specs is None:
        raise _UntraceableError(_UNKNOWN_SHAPES)
    names = [name for name in inspect.signature(type(model).call).parameters if name != "self"]
    make = _Inputs(engine(model, "input_layer").Input)
    args = [make(value, name) for name, value in zip([*names, *["input"] * len(specs[0])], specs[0], strict=False)]
    kwargs = {name: make(value, name) for name, value in specs[1].items() if name in names}
    outputs = type(model).call(model, *args, **kwargs)
    kept = [tensor for tensor in flattened(outputs) if type(tensor).__name__.endswith("KerasTensor")]
    if len(kept) < len(list(flattened(outputs))) or not kept:
        raise _UntraceableError("what it returns does not come from its inputs alone")
    return engine(model, "functional").Functional(make.made, kept, name=model.name)


def _save_spec(model: Any) -> Any:
    """Return the arguments of the first call; models of before Keras 2.7 keep the shape of one input."""
    spec = model.save_spec() if hasattr(model, "save_spec") else None
    return spec if spec is None or any(True for _ in flattened(spec)) else None


class _Inputs:
    """Makes a new symbolic input for each tensor in what a model is called with."""

    def __init__(self, new_input: Any) -> None:
        self._new = new_input
        self.made: list[Any] = []

    def __call__(self, value: Any, name: str) -> Any:
        if isinstance(value, Mapping):
            return {key: self(item, str(key)) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self(item, f"{name}_{number}") for number, item in enumerate(value, 1)]
        if not hasattr(value, "shape") or not hasattr(value, "dtype"):
            return value
        sizes = value.shape.as_list()
        taken = {tensor.name for tensor in self.made}
        unique = name if name not in taken else f"{name}_{len(taken) + 1}"
        self.made.append(self._new(sizes[1:], batch_size=None, dtype=value.dtype, name=unique))
        return self.made[-1]


def _reason(error: Exception) -> str:
    if isinstance(error, _UntraceableError):
        return str(error)
    if "`__len__`" in str(error) or "as a Python `bool`" in str(error):
        return "it decides by the values of tensors"
    return f"running it on symbolic tensors raises {type(error).__name__}"


@contextmanager
def _unchanged_nodes(layers: list[Any]) -> Iterator[None]:
    lists = [found for layer in layers for found in (layer._inbound_nodes, layer._outbound_nodes)]  # noqa: SLF001
    lengths = [len(found) for found in lists]
    try:
        yield
    finally:
        for found, length in zip(lists, lengths, strict=True):
            del found[length:]


@contextmanager
def _unchanged_names(backend: Any) -> Iterator[None]:
    """Let Keras count the names of new layers from one, and go on afterwards where it was."""
    kept = [getattr(backend, name, None) for name in ("PER_GRAPH_OBJECT_NAME_UIDS", "OBSERVED_NAMES")]
    before = [(found, dict(found) if hasattr(found, "keys") else set(found)) for found in kept if found is not None]
    for found, _ in before:
        found.clear()
    try:
        yield
    finally:
        for found, content in before:
            found.clear()
            found.update(content)


@contextmanager
def _without_losses(model: Any) -> Iterator[None]:
    """Let a pass add no loss and no metric to a model."""
    names = ("add_loss", "add_metric")
    before = {name: vars(model)[name] for name in names if name in vars(model)}
    try:
        vars(model).update(dict.fromkeys(names, lambda *_args, **_kwargs: None))
        yield
    finally:
        for name in names:
            vars(model).pop(name, None)
        vars(model).update(before)
