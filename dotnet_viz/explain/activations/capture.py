"""What the layers of a live Keras model are given and return in one pass: named, and handed on call by call."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from dotnet_viz.explain.activations.places import SCORES, Place, call_name, is_wanted
from dotnet_viz.keras_format.weights.live import is_instance

Hand = Callable[[Place, Any], None]


class Capture:
    """Hands on the tensors of one pass.

    Args:
        facts: the arguments of a :class:`~dotnet_viz.explain.activations.places.Place` that a layer has, by its id.
        wanted: which layers, see :func:`~dotnet_viz.explain.activations.places.is_wanted`.
        steps: returns how many steps the wrappers around a layer merged into its samples.
        inputs: the tensors that the model is given.
        found: called with what a call returns.
        given: called with what a call is given; ``None`` for nothing.
    """

    def __init__(
        self,
        facts: Mapping[str, Mapping[str, Any]],
        wanted: str | Sequence[str] | None,
        steps: Callable[[str], Sequence[int]],
        inputs: Sequence[Any],
        found: Hand,
        given: Hand | None,
    ) -> None:
        self._facts, self._wanted, self._steps = facts, wanted, steps
        self._inputs, self._found, self._given = inputs, found, given
        self._calls: Counter[str] = Counter()

    def received(self, layer: str, value: Any) -> None:
        """Take what a layer is given, of several tensors the first.

        Args:
            layer: its id.
            value: tensors in any structure.
        """
        tensor = next(_tensors(value), None)
        if self._given is not None and tensor is not None and _is_outside_loops(tensor, self._inputs):
            self._given(self._place(layer, self._next_call(layer)), _by_step(tensor, self._steps(layer)))

    def returned(self, layer: str, value: Any) -> None:
        """Take what a layer returns, which ends its call.

        Args:
            layer: its id.
            value: tensors in any structure.
        """
        name = self._next_call(layer)
        self._calls[layer] += 1
        for number, tensor in enumerate(_tensors(value)):
            self._hand_on(layer, name if number == 0 else f"{name}[{number}]", tensor)

    def scored(self, layer: str, value: Any) -> None:
        """Take the scores that an attention layer computes in a call, before the call ends.

        Args:
            layer: its id.
            value: the scores.
        """
        self._hand_on(layer, f"{self._next_call(layer)}/{SCORES}", value)

    def _hand_on(self, layer: str, name: str, tensor: Any) -> None:
        if is_wanted(name, self._wanted) and _is_outside_loops(tensor, self._inputs):
            self._found(self._place(layer, name), _by_step(tensor, self._steps(layer)))

    def _next_call(self, layer: str) -> str:
        return call_name(layer, self._calls[layer] + 1)

    def _place(self, layer: str, name: str) -> Place:
        return Place(name, layer, **self._facts[layer])


def _tensors(value: Any) -> Iterator[Any]:
    import keras

    return (part for part in keras.tree.flatten(value) if hasattr(part, "shape"))


def _by_step(tensor: Any, steps: Sequence[int]) -> Any:
    """Return what a layer inside ``TimeDistributed`` is given or returns with an axis of samples and one of steps."""
    import keras

    if not steps:
        return tensor
    samples, *rest = tensor.shape
    return keras.ops.reshape(tensor, (samples // math.prod(steps), *steps, *rest))


def _is_outside_loops(tensor: Any, inputs: Sequence[Any]) -> bool:
    """Whether it has a value once the pass is over: what a backend's own loop computes in each step has none."""
    if type(tensor).__name__ == "SymbolicTensor" or is_instance(tensor, "KerasTensor"):
        return False
    trace = getattr(tensor, "_trace", None)
    return trace is None or any(trace is getattr(given, "_trace", None) for given in inputs)
