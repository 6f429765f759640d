"""The inputs of a live model: its tensors, their names, and the structure that it is called with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def flat_inputs(model: Any) -> list[Any] | None:
    """Return the symbolic tensors of a model's inputs; ``None`` where they are not known, as of subclassed models."""
    import keras

    structure = getattr(model, "_inputs_struct", None)
    inputs = getattr(model, "inputs", None) if structure is None else structure
    return None if inputs is None else list(keras.tree.flatten(inputs))


def input_names(model: Any) -> tuple[str, ...]:
    """Return the names of a model's inputs in the order of :func:`flat_inputs`, as far as they are known."""
    structure = getattr(model, "_inputs_struct", None)
    if isinstance(structure, Mapping):
        return tuple(sorted(structure))
    return tuple(input_name(tensor) for tensor in flat_inputs(model) or ())


def input_name(tensor: Any) -> str:
    """Return the name of an input layer, which users may have chosen: the tensor's own counts all tensors of the process."""
    history = getattr(tensor, "_keras_history", None)
    return str(tensor.name if history is None else history[0].name)


def structured(model: Any, inputs: Sequence[Any]) -> Any:
    """Return inputs in the structure that a model is called with.

    Args:
        model: a ``keras.Model``.
        inputs: a tensor for each of :func:`flat_inputs`.
    """
    import keras

    structure = getattr(model, "_inputs_struct", None)
    if structure is not None:
        return keras.tree.pack_sequence_as(structure, list(inputs))
    return inputs[0] if len(inputs) == 1 else list(inputs)
