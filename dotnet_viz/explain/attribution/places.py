"""Where attribution looks inside a model: the last convolution that sees an input, or the embedding of its tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.explain.attribution.gradients import to_numpy
from dotnet_viz.explain.attribution.layers import is_convolution, is_embedding, layers_named
from dotnet_viz.explain.attribution.runner import CallId, LayerCall
from dotnet_viz.explain.attribution.subject import AttributionSubject
from dotnet_viz.translation.audience import spelled


def convolution_calls(subject: AttributionSubject, number: int, *, needed: bool = True) -> list[CallId]:
    """Return the calls of convolutions that see an input and have more than one position, the last one first.

    The convolution that computes the model's output itself is left out where there is another one.

    Args:
        subject: what is explained.
        number: of the input.
        needed: whether it is an error that there is none.

    Raises:
        UnsupportedInputError: there is none.
    """
    calls = [call for call in subject.calls.values() if is_convolution(call.layer) and _positions(call) > 1]
    last = subject.output_layer
    calls = [call for call in calls if call.layer is not last] or calls
    seeing = calls_that_see(subject, number, calls)
    if not seeing and needed:
        raise UnsupportedInputError(
            "the model has no convolution with more than one position, which class activation maps need; use "
            + spelled(
                "dv.attribution(model, x, method='saliency'), or name a layer with layer=...",
                "--method saliency, or name a layer with --layer",
            )
        )
    return [call.id for call in reversed(seeing)]


def named_calls(subject: AttributionSubject, number: int, name: str) -> list[CallId]:
    """Return the calls of a named layer, or of the last convolution inside a named model or wrapper.

    Args:
        subject: what is explained.
        number: of the input that the calls must see.
        name: id or name of the layer, see :func:`~dotnet_viz.explain.attribution.layers.layers_named`.

    Raises:
        OptionError: there is no such layer, or its output has no positions.
    """
    paths = layers_named(subject.runner.layers, name)
    calls = [call for call in subject.calls.values() if call.id[0] in paths]
    convolutions = [call for call in calls if is_convolution(call.layer)]
    found = convolutions or [call for call in calls if call.id[0] == paths[0]]
    found = [call for call in calls_that_see(subject, number, found) if len(call.value.shape) > 2 or call.steps]
    if not found:
        raise OptionError(
            f"the layer {name!r} returns nothing with positions and channels that depends on the input"
            f" {subject.inputs[number].name!r}; name a convolution, such as layer={_example(subject)!r}"
        )
    return [found[-1].id]


def _example(subject: AttributionSubject) -> str:
    return next((call.id[0] for call in subject.calls.values() if is_convolution(call.layer)), "conv2d")


def embedding_call(subject: AttributionSubject, number: int) -> CallId:
    """Return the call of the embedding that looks an input's tokens up.

    Args:
        subject: what is explained.
        number: of the input.

    Raises:
        UnsupportedInputError: there is none.
    """
    given = subject.inputs[number]
    calls = [call for call in subject.calls.values() if is_embedding(call.layer)]
    for call in calls_that_see(subject, number, calls):
        shape = tuple(call.value.shape)
        if shape[:-1] == given.values.shape or (given.values.dtype.kind in "UST" and len(shape) == 3):
            return call.id
    raise UnsupportedInputError(
        f"the input {given.name!r} has whole numbers, through which no gradient passes, and no embedding looks them up"
    )


def _positions(call: LayerCall) -> int:
    shape = tuple(call.value.shape)
    first = getattr(call.layer, "data_format", None) == "channels_first"
    return int(np.prod(shape[2:] if first else shape[1:-1])) * (call.steps or 1)


def calls_that_see(subject: AttributionSubject, number: int, calls: Sequence[LayerCall]) -> list[LayerCall]:
    """Return the calls whose result changes where an input changes; with one input, all of them.

    Args:
        subject: what is explained.
        number: of the input.
        calls: for the sample.
    """
    if len(subject.inputs) == 1 or not calls:
        return list(calls)
    changed = [_changed(one.values) if index == number else one.values for index, one in enumerate(subject.inputs)]
    wanted = {call.id for call in calls}
    others = {call.id: call.value for call in subject.calls_with(changed) if call.id in wanted}
    return [call for call in calls if not np.array_equal(to_numpy(call.value), to_numpy(others[call.id]))]


def _changed(values: Any) -> Any:
    if values.dtype.kind == "f":
        return values + 0.5 + np.abs(values).max(initial=0.0)
    return (
        np.roll(values, 1, axis=-1)
        if len(np.unique(values)) > 1
        else np.zeros_like(values) + (values == 0).astype(values.dtype)
    )
