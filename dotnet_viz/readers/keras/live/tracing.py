"""The forward pass of a subclassed model or a custom layer, run once on symbolic tensors.

Keras writes down by itself what is done with a symbolic tensor: each layer and each operation keeps a node of
its calls. So the code of the model runs once, on tensors that have a shape and no values, and leaves what a
functional model has. Models and custom layers inside it are traced likewise, each on its own.

Nothing of that stays. What is replaced on the layers is put back, the nodes are taken out, names are counted
as before, and no variable can be written to.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from dotnet_viz.readers.keras.live.arguments import Arguments, arguments_of, replaced
from dotnet_viz.readers.keras.live.objects import inner_layers, is_custom, is_subclassed, is_tensor
from dotnet_viz.readers.keras.live.tensorflow_functions import recorded_functions
from dotnet_viz.readers.keras.live.variable_arithmetic import recorded_arithmetic

_LOCK = threading.RLock()
BATCHES = (None, 61)  # some code asks for the size of a batch: then it gets one that is never used
_CALL_STATE = ("_called", "_parent_path")
"""What Keras notes on a layer when it is called."""


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
            stack.enter_context(_unchanged_nodes(self._layers))
            stack.enter_context(_unchanged_names())
            stack.enter_context(_unchanged_attributes(list(self._followable.values())))
            stack.enter_context(_stateless())
            stack.enter_context(recorded_functions())
            stack.enter_context(recorded_arithmetic())
            stack.enter_context(_patched(self._patches()))
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


@contextmanager
def _patched(patches: Iterator[tuple[Any, str, Callable[..., Any]]]) -> Iterator[None]:
    """Replace methods on single objects, beside what watches their attributes; put them back in any case."""
    missing = object()
    before: list[tuple[Any, str, Any]] = []
    try:
        for owner, name, function in patches:
            before.append((owner, name, vars(owner).get(name, missing)))
            vars(owner)[name] = function
        yield
    finally:
        for owner, name, value in reversed(before):
            if value is missing:
                vars(owner).pop(name, None)
            else:
                vars(owner)[name] = value


@contextmanager
def _unchanged_nodes(layers: list[Any]) -> Iterator[None]:
    lists = [found for layer in layers for found in (layer._inbound_nodes, layer._outbound_nodes)]  # noqa: SLF001
    states = [(layer, name, vars(layer)[name]) for layer in layers for name in _CALL_STATE if name in vars(layer)]
    lengths = [len(found) for found in lists]
    try:
        yield
    finally:
        for found, length in zip(lists, lengths, strict=True):
            del found[length:]
        for layer, name, value in states:
            vars(layer)[name] = value


@contextmanager
def _unchanged_attributes(layers: list[Any]) -> Iterator[None]:
    """Take back what the code of a layer keeps of a call, such as its last attention scores."""
    before = [dict(vars(layer)) for layer in layers]
    values = [value for found in before for value in found.values()]
    contents = [(value, dict(value) if isinstance(value, dict) else list(value)) for value in values if _is_container(value)]
    try:
        yield
    finally:
        for layer, attributes in zip(layers, before, strict=True):
            now = vars(layer)
            for name in [name for name in now if name not in attributes]:
                del now[name]
            for name, value in attributes.items():
                if now.get(name, now) is not value:
                    now[name] = value
        for value, items in contents:
            _put_back(value, items)


def _is_container(value: Any) -> bool:
    return isinstance(value, (list, dict))


def _put_back(value: Any, items: Any) -> None:
    """Take symbolic tensors out of a list or dict, past what Keras notes of its changes; others may have changed it, too."""
    if isinstance(value, dict):
        for key in [key for key, item in value.items() if is_tensor(item) and items.get(key) is not item]:
            dict.__delitem__(value, key)
            dict.update(value, {key: items[key]} if key in items else {})
    elif any(map(is_tensor, value)):
        known = {id(item) for item in items}
        list.__setitem__(value, slice(None), [item for item in value if not is_tensor(item) or id(item) in known])


@contextmanager
def _unchanged_names() -> Iterator[None]:
    """Let Keras count the names of new layers from one, and go on afterwards where it was."""
    from keras.src.backend.common import global_state

    before = global_state.get_global_attribute("object_name_uids")
    global_state.set_global_attribute("object_name_uids", defaultdict(int))
    try:
        yield
    finally:
        global_state.set_global_attribute("object_name_uids", before)


@contextmanager
def _stateless() -> Iterator[None]:
    import keras

    with keras.StatelessScope():
        yield
