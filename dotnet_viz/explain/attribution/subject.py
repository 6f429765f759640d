"""A model, one sample and a target: the score as a function of an input, or of what a layer returns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from dotnet_viz.explain.attribution.gradients import Values, gradient_of, to_numpy, value
from dotnet_viz.explain.attribution.inputs import ModelInput
from dotnet_viz.explain.attribution.runner import CallId, LayerCall, Runner
from dotnet_viz.explain.attribution.targets import Target
from dotnet_viz.explain.live.patches import Patch

Place = int | CallId
"""Where attribution looks: the number of an input, or a call of a layer whose output it is."""

MAX_BATCH_VALUES = 1 << 22
"""Values of an input in one batch at most."""
MAX_BATCH = 32


@dataclass(frozen=True, eq=False)
class AttributionSubject:
    """What is explained.

    Args:
        runner: of the model.
        inputs: one sample.
        target: the score.
        calls: what each call of a layer returned for the sample.
        output_layer: the one that computes the output, ``None`` where it is not known.
        patches: of functions, in effect in each pass.
        values: variables, and tensors that stand in place of their values.
    """

    runner: Runner
    inputs: tuple[ModelInput, ...]
    target: Target
    calls: dict[CallId, LayerCall]
    output_layer: Any = None
    patches: tuple[Patch, ...] = ()
    values: tuple[tuple[Any, Any], ...] = field(default=(), repr=False)

    def gradient(self, place: Place, array: Values) -> tuple[Values, Values]:
        """Return scores and their gradients with respect to what stands at a place.

        Args:
            place: an input, or a call of a layer.
            array: what stands there, samples first.
        """
        gradient = gradient_of(self._function(place))
        parts = [gradient(part) for part in self._batches(place, array)]
        scores, gradients = zip(*parts, strict=True)
        return np.concatenate(scores), np.concatenate(gradients)

    def scores(self, place: Place, array: Values, *, of_output: bool = False) -> Values:
        """Return the scores of samples.

        Args:
            place: an input, or a call of a layer.
            array: what stands there, samples first.
            of_output: whether of the model's output as it is, its last activation included.
        """
        function = self._function(place, of_output=of_output)
        return np.concatenate([value(function, part) for part in self._batches(place, array)])

    def at(self, place: Place) -> Values:
        """Return what stands at a place for the sample."""
        return self.inputs[place].values if isinstance(place, int) else to_numpy(self.calls[place].value)

    def with_values(self, values: Sequence[tuple[Any, Any]]) -> AttributionSubject:
        """Return the same with other values of variables, which the model itself keeps as they are."""
        calls, _ = first_pass(self.runner, self.inputs, values)
        return replace(self, values=tuple(values), calls={call.id: call for call in calls})

    def calls_with(self, inputs: Sequence[Any]) -> list[LayerCall]:
        """Return what each call of a layer returns for other inputs, an array for each."""
        changed = [replace(one, values=values) for one, values in zip(self.inputs, inputs, strict=True)]
        return first_pass(self.runner, changed, self.values)[0]

    def _rows(self, place: Place) -> int:
        """Return how many rows of the first axis belong to one sample: steps of time inside ``TimeDistributed``."""
        return 1 if isinstance(place, int) else int(self.calls[place].value.shape[0])

    def _batches(self, place: Place, array: Values) -> list[Values]:
        rows = self._rows(place)
        largest = max(int(np.prod(one.values.shape)) for one in self.inputs)
        most = max(1, min(MAX_BATCH, MAX_BATCH_VALUES // max(1, largest)))
        count = -(-len(array) // (most * rows))
        samples = -(-len(array) // (rows * count))  # equal batches: JAX compiles for each size
        return [array[start : start + samples * rows] for start in range(0, len(array), samples * rows)]

    def _function(self, place: Place, *, of_output: bool = False) -> Callable[[Any], Any]:
        rows = self._rows(place)
        score = self.target.output if of_output else self.target.score
        patches = self.patches if of_output else (*self.patches, *self.target.patches)

        def function(tensor: Any) -> Any:
            samples = int(tensor.shape[0]) // rows
            inputs = [repeated(one.values, samples) for one in self.inputs]
            replaced = {}
            if isinstance(place, int):
                inputs[place] = tensor
            else:
                replaced[place] = tensor
            return score(self.runner.run(inputs, replaced=replaced, patches=patches, values=self.values))

        return function


def repeated(values: Any, samples: int) -> Any:
    """Return one sample as a tensor of several equal ones.

    Args:
        values: with an axis of samples that has one.
        samples: how many.
    """
    import keras

    array = np.repeat(values, samples, axis=0)
    return array if array.dtype.kind in "UST" else keras.ops.convert_to_tensor(array)


def first_pass(
    runner: Runner, inputs: Sequence[ModelInput], values: Sequence[tuple[Any, Any]] = ()
) -> tuple[list[LayerCall], list[Any]]:
    """Return what each call of a layer returns for a sample, in their order, and the model's outputs.

    Args:
        runner: of the model.
        inputs: the sample.
        values: variables, and tensors that stand in place of their values.
    """
    import keras

    calls: list[LayerCall] = []
    tensors = [repeated(one.values, 1) for one in inputs]
    if keras.backend.backend() == "torch":
        import torch

        with torch.no_grad():
            outputs = runner.run(tensors, seen=calls.append, values=values)
    else:
        outputs = runner.run(tensors, seen=calls.append, values=values)
    return calls, outputs
