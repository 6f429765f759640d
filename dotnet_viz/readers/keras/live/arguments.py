"""What a model is called with: symbolic tensors of its own in the place of those it gets."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dotnet_viz.keras_format.config.inbound_nodes import read_shape
from dotnet_viz.readers.keras.live.objects import is_model, is_tensor

_DEFAULT_NAME = "input"


@dataclass(frozen=True)
class Slot:
    """A tensor that a model asks for.

    Args:
        name: of the argument.
        shape: with the batch first.
        dtype: ``None`` where it is unknown.
    """

    name: str
    shape: tuple[int | None, ...]
    dtype: str | None


@dataclass(frozen=True)
class Fresh:
    """Arguments with new symbolic tensors, and those tensors in order."""

    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    tensors: list[Any]
    guessed: bool


@dataclass(frozen=True)
class Arguments:
    """Arguments of a call with a :class:`Slot` for each tensor."""

    args: tuple[Any, ...]
    kwargs: Mapping[str, Any] = field(default_factory=dict)

    def slots(self) -> Iterator[Slot]:
        """Yield the slots in order."""
        found: list[Slot] = []
        replaced((self.args, dict(self.kwargs)), _is_slot, found.append)
        yield from found

    def fresh(self, batch: int | None) -> Fresh:
        """Return the arguments with new tensors, each with an InputLayer of its own.

        Args:
            batch: the size of a batch of any size.
        """
        import keras

        made: list[Any] = []
        guessed = False

        def make(slot: Slot) -> Any:
            nonlocal guessed
            guessed = guessed or slot.dtype is None
            shape = (batch, *slot.shape[1:]) if slot.shape and slot.shape[0] is None else slot.shape
            made.append(keras.Input(batch_shape=shape, dtype=slot.dtype or "float32", name=slot.name))
            return made[-1]

        args = replaced(self.args, _is_slot, make)
        return Fresh(args, replaced(dict(self.kwargs), _is_slot, make), made, guessed)


def _is_slot(value: Any) -> bool:
    return isinstance(value, Slot)


def replaced(value: Any, wanted: Callable[[Any], bool], change: Callable[[Any], Any]) -> Any:
    """Return nested lists, tuples and dicts with some of their items replaced; the keys of dicts keep their order.

    Args:
        value: what may be nested.
        wanted: whether an item is to be replaced.
        change: returns what replaces an item; in dicts, called in the alphabetical order of the keys.
    """
    if wanted(value):
        return change(value)
    if isinstance(value, dict):
        made = {key: replaced(value[key], wanted, change) for key in sorted(value, key=str)}
        return {key: made[key] for key in value}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(replaced(item, wanted, change) for item in value))
    if isinstance(value, (list, tuple)):
        return type(value)(replaced(item, wanted, change) for item in value)
    return value


def arguments_of(model: Any, args: Any, kwargs: Mapping[str, Any]) -> Arguments:
    """Return the arguments of a call inside a model; masks that Keras hands on are left to the layers inside.

    Args:
        model: that is called, or a custom layer.
        args: with symbolic tensors.
        kwargs: with symbolic tensors.
    """
    parameters = _parameters(model)
    names = list(parameters)
    takes_any = any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values())
    kept = {
        name: value
        for name, value in kwargs.items()
        if (name in names or takes_any) and not _is_handed_on(model, name, value, args, kwargs)
    }
    padded = [*names, *[_DEFAULT_NAME] * len(args)]
    positional = tuple(_with_slots(name, value) for name, value in zip(padded, args, strict=False))
    if "training" in names[len(args) :] and parameters["training"].default is inspect.Parameter.empty:
        kept.setdefault("training", False)
    return Arguments(positional, {name: _with_slots(name, value) for name, value in kept.items()})


def _is_handed_on(model: Any, name: str, value: Any, args: Any, kwargs: Mapping[str, Any]) -> bool:
    """Whether an argument is a mask that Keras adds by itself; of a model, no mask goes in."""
    if not name.endswith("mask") or is_model(model):
        return name.endswith("mask")
    given: list[Any] = []
    replaced((args, {key: item for key, item in kwargs.items() if key != name}), is_tensor, given.append)
    return any(getattr(tensor, "_keras_mask", None) is value for tensor in given)


def _with_slots(name: str, value: Any) -> Any:
    return replaced(value, is_tensor, lambda tensor: Slot(name, tuple(tensor.shape), str(tensor.dtype)))


def built_batch(model: Any) -> int | None:
    """Return the size of the batch that a model was first called on; ``None`` where any will do."""
    arguments = built_arguments(model, None, free_batch=False)
    sizes = {slot.shape[0] for slot in arguments.slots() if slot.shape} if arguments else set()
    return sizes.pop() if len(sizes) == 1 else None


def built_arguments(model: Any, dtype: str | None, *, free_batch: bool) -> Arguments | None:
    """Return the arguments that a model was built for, ``None`` where it keeps no shapes.

    Args:
        model: a subclassed model.
        dtype: of all inputs, since Keras does not keep it.
        free_batch: take the first axis for a batch of any size, whatever the size was.
    """
    shapes = getattr(model, "_build_shapes_dict", None)
    names = _argument_names(model)
    if not shapes or not names:
        return None
    wanted = {key.removesuffix("_shape"): shape for key, shape in shapes.items()}
    if len(wanted) == 1 and next(iter(wanted)) not in names:
        wanted = {names[0]: next(iter(wanted.values()))}
    try:
        return Arguments((), {name: _slots(name, shape, dtype, free_batch) for name, shape in wanted.items()})
    except TypeError:
        return None


def _slots(name: str, shape: Any, dtype: str | None, free_batch: bool) -> Any:
    known = read_shape(shape)
    if known is not None:
        return Slot(name, (None, *known[1:]) if free_batch else known, dtype)
    if isinstance(shape, Mapping):
        return {key: _slots(str(key), item, dtype, free_batch) for key, item in shape.items()}
    if isinstance(shape, (list, tuple)):
        return [_slots(f"{name}_{number}", item, dtype, free_batch) for number, item in enumerate(shape, 1)]
    if shape is None:
        return None
    raise TypeError


def _argument_names(model: Any) -> list[str]:
    return list(_parameters(model))


def _parameters(model: Any) -> dict[str, inspect.Parameter]:
    return dict(list(inspect.signature(type(model).call).parameters.items())[1:])
