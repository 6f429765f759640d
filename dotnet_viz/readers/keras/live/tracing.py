"""The forward pass of a subclassed model or a custom layer, run once on symbolic tensors.

Keras writes down by itself what is done with a symbolic tensor: each layer and each operation keeps a node of
its calls. So the code of the model runs once, on tensors that have a shape and no values, and leaves what a
functional model has. Models and custom layers inside it are traced likewise, each on its own.

Nothing of that stays. What is replaced on the layers is put back, the nodes are taken out, names are counted
as before, and no variable can be written to.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from dotnet_viz.readers.keras.live.arguments import Arguments, arguments_of, replaced
from dotnet_viz.readers.keras.live.objects import inner_layers, is_custom, is_subclassed, is_tensor
from dotnet_viz.readers.keras.live.tensorflow_functions import recorded_functions
from dotnet_viz.readers.keras.live.unchanged import (
    patched,
    stateless,
    unchanged_attributes,
    unchanged_names,
    unchanged_nodes,
)
from dotnet_viz.readers.keras.live.variable_arithmetic import recorded_arithmetic

_LOCK = threading.RLock()
BATCHES = (None, 61)  # some code asks for the size of a batch: then it gets one that is never used


class TracingError(Exception):
    """A forward pass cannot be followed; the message says why, in words that fit behind a colon."""


@dataclass(frozen=True)
class TracedPass:
    """One pass through a model: the symbolic tensors that went in and came out.

    Args:
        inputs: in the order of the arguments.
        outputs: flat, in Keras' order.
        batch: the size that stands for a batch of any size.
        guessed: whether the dtype of the inputs was only assumed.
    """

    inputs: tuple[Any, ...]
    outputs: tuple[Any, ...]
    batch: int | None = None
    guessed: bool = False


class Tracer:
    """Follows the forward passes of the subclassed models and custom layers inside ``root``, while it is entered.

    Args:
        root: a model; one that has neither in it is not touched.
    """

    def __init__(self, root: Any) -> None:
        self._layers = [root, *inner_layers(root)]
        self._followable = {id(layer): layer for layer in self._layers if is_subclassed(layer) or is_custom(layer)}
        self.tracked = {id(layer) for layer in self._layers}
        self.frames: dict[tuple[int, int], TracedPass] = {}
        self.reasons: dict[int, str] = {}
        self._thread = threading.get_ident()
        self._inside = 0
        self._batch: int | None = None

    @contextmanager
    def entered(self) -> Iterator[Tracer]:
        """Make the layers ready, and leave them as they were."""
        if not self._followable:
            yield self
            return
        with _LOCK, ExitStack() as stack:
            stack.enter_context(unchanged_nodes(self._layers))
            stack.enter_context(unchanged_names())
            stack.enter_context(unchanged_attributes(list(self._followable.values())))
            stack.enter_context(stateless())
            stack.enter_context(recorded_functions())
            stack.enter_context(recorded_arithmetic())
            stack.enter_context(patched(self._patches()))
            yield self

    def _patches(self) -> Iterator[tuple[Any, str, Callable[..., Any]]]:
        for layer in self._layers:
            yield layer, "symbolic_call", self._symbolic_call(layer)
            yield layer, "call", self._call(layer)
            if not layer.built:
                yield layer, "_maybe_build", self._maybe_build(layer)
        for model in self._followable.values():
            yield model, "add_loss", self._ignored(model.add_loss)
            for metric in getattr(model, "_metrics", ()):
                yield metric, "update_state", self._ignored(metric.update_state)

    def follow(self, model: Any, arguments: Arguments, key: tuple[int, int]) -> TracedPass | None:
        """Run a model or layer on symbolic tensors of the shapes that its arguments have.

        Args:
            model: a subclassed model or a custom layer.
            arguments: what it is called with.
            key: under which the frame is kept: the model's id and the number of the call.
        """
        for batch in BATCHES:
            self._batch = batch
            try:
                self.frames[key] = self._frame(model, arguments)[0]
            except Exception as error:  # whatever the code of a model raises
                self.reasons.setdefault(id(model), _reason(error))
            else:
                self.reasons.pop(id(model), None)
                return self.frames[key]
            finally:
                self._batch = None
        return None

    def _frame(self, model: Any, arguments: Arguments) -> tuple[TracedPass, Any]:
        import keras

        fresh = arguments.fresh(self._batch)
        result = type(model).call(model, *fresh.args, **fresh.kwargs)
        outputs = [value for value in keras.tree.flatten(result) if value is not None]
        if not outputs:
            raise TracingError("it returns no tensor")
        if not all(is_tensor(value) for value in outputs):
            raise TracingError("what it returns does not come from its inputs alone")
        return TracedPass(tuple(fresh.tensors), tuple(outputs), self._batch, fresh.guessed), result

    def _is_ignored(self) -> bool:
        """Whether a replaced method is called by another thread, or inside of a layer that is not looked into."""
        return threading.get_ident() != self._thread or self._inside > 0

    def _symbolic_call(self, layer: Any) -> Callable[..., Any]:
        original = layer.symbolic_call

        def symbolic_call(*args: Any, **kwargs: Any) -> Any:
            if not self._is_ignored() and id(layer) in self._followable:
                found = self._followed(layer, args, kwargs)
                if found is not None:
                    return found
            return self._aside(original, *args, **kwargs)

        return symbolic_call

    def _followed(self, model: Any, args: Any, kwargs: Any) -> Any:
        arguments = arguments_of(model, args, kwargs)
        try:
            frame, result = self._frame(model, arguments)
        except Exception as error:  # whatever the code of a model raises; the pass around it goes on
            self.reasons.setdefault(id(model), _reason(error))
            return None
        self.frames[id(model), len(model._inbound_nodes)] = frame  # noqa: SLF001
        return replaced(result, is_tensor, _bare)

    def _call(self, layer: Any) -> Callable[..., Any]:
        """Write down calls on values that are no symbolic tensors too, such as positions that are embedded."""
        original = layer.call

        def call(*args: Any, **kwargs: Any) -> Any:
            if self._is_ignored():
                return original(*args, **kwargs)
            return self._recorded(layer, args, kwargs)

        return call

    def _recorded(self, layer: Any, args: Any, kwargs: Any) -> Any:
        from keras.src.ops.node import Node

        symbolic = [replaced(value, _is_value, _bare) for value in (args, kwargs)]
        outputs = self._aside(layer.compute_output_spec, *symbolic[0], **symbolic[1])
        Node(operation=layer, call_args=args, call_kwargs=kwargs, outputs=outputs)
        return outputs

    def _maybe_build(self, layer: Any) -> Callable[..., Any]:
        original = layer._maybe_build  # noqa: SLF001

        def maybe_build(*args: Any, **kwargs: Any) -> Any:
            if threading.get_ident() != self._thread:
                return original(*args, **kwargs)
            raise TracingError(f"its layer {layer.name!r} has not been built yet; call the model once")

        return maybe_build

    def _ignored(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def ignored(*args: Any, **kwargs: Any) -> Any:
            return None if threading.get_ident() == self._thread else original(*args, **kwargs)

        return ignored

    def _aside(self, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self._inside += 1
        try:
            return function(*args, **kwargs)
        finally:
            self._inside -= 1


def _is_value(value: Any) -> bool:
    return not is_tensor(value) and hasattr(value, "shape") and hasattr(value, "dtype")


def _bare(tensor: Any) -> Any:
    """Return a symbolic tensor of the same shape that nothing has made."""
    import keras

    return keras.KerasTensor(tuple(tensor.shape), dtype=keras.backend.standardize_dtype(tensor.dtype))


def _reason(error: Exception) -> str:
    if isinstance(error, TracingError):
        return str(error)
    if "KerasTensor cannot be used as a boolean" in str(error):
        return "it decides by the values of tensors"
    return f"running it on symbolic tensors raises {type(error).__name__}"
