"""From a model, a sample and a target to attribution maps, by any method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.explain.attribution import maps as reduce
from dotnet_viz.explain.attribution.gradients import Values, to_numpy
from dotnet_viz.explain.attribution.inputs import ModelInput
from dotnet_viz.explain.attribution.maps import AttributionMap, resized, scaled
from dotnet_viz.explain.attribution.methods.gradcam import gradcam, gradcam_plus_plus
from dotnet_viz.explain.attribution.methods.integrated_gradients import integrated_gradients
from dotnet_viz.explain.attribution.methods.occlusion import occlusion
from dotnet_viz.explain.attribution.methods.saliency import guided_patches, saliency, smoothgrad
from dotnet_viz.explain.attribution.methods.score_cam import score_cam
from dotnet_viz.explain.attribution.options import CLASS_ACTIVATION_MAPS, AttributionOptions
from dotnet_viz.explain.attribution.outputs import output_number
from dotnet_viz.explain.attribution.places import convolution_calls, embedding_call
from dotnet_viz.explain.attribution.runner import CallId
from dotnet_viz.explain.attribution.subject import AttributionSubject
from dotnet_viz.formatting import format_number, format_percent
from dotnet_viz.translation.translate import mark, translate


@dataclass(frozen=True, eq=False)
class Raw:
    """What a method computed.

    Args:
        values: before they are reduced to a map and scaled.
        map: a number for each position, not scaled.
        signed: the same with signs, for methods that have them.
        layer: whose output was looked at; empty for the input.
        notes: what a reader should know.
    """

    values: Values
    map: Values
    signed: Values | None = None
    layer: str = ""
    notes: tuple[str, ...] = ()


def attribution_map(
    subject: AttributionSubject, number: int, method: str, options: AttributionOptions, calls: Sequence[CallId] | None = None
) -> AttributionMap:
    """Return the attribution map of one input.

    Args:
        subject: what is explained.
        number: of the input.
        method: one of :data:`~dotnet_viz.explain.attribution.options.METHODS`.
        options: of the method.
        calls: of convolutions that class activation maps look at, the one to try first first; ``None`` finds them.

    Raises:
        UnsupportedInputError: the method cannot be used with this model or input.
    """
    given = subject.inputs[number]
    if method in CLASS_ACTIVATION_MAPS:
        raw = _class_activation_map(subject, number, method, options, calls or convolution_calls(subject, number))
    else:
        raw = _of_values(subject, number, method, options)
    values = scaled(raw.map)
    notes = (*subject.target.notes, *raw.notes)
    if not values.any():
        reason = "speaks for the target" if method in (*CLASS_ACTIVATION_MAPS, "occlusion") else "changes the score"
        notes = (*notes, reduce.NOTHING.format(reason=reason))
    (score,), (output,) = (subject.scores(*_here(subject, number), of_output=end) for end in (False, True))
    return AttributionMap(
        values, raw.values, raw.signed, subject.target.label, subject.target.index, raw.layer, method,
        float(score), float(output), given.name, notes,
    )  # fmt: skip


def _here(subject: AttributionSubject, number: int) -> tuple[Any, Values]:
    """Return a place, and what stands there for the sample."""
    given = subject.inputs[number]
    place = number if given.is_numeric else embedding_call(subject, number)
    return place, subject.at(place)


def _class_activation_map(
    subject: AttributionSubject, number: int, method: str, options: AttributionOptions, calls: Sequence[CallId]
) -> Raw:
    given = subject.inputs[number]
    raw: Values = np.zeros(0, np.float32)
    for call in calls:
        activations = in_space(subject, call, to_numpy(subject.calls[call].value))
        if method == "score-cam":
            return _finished(_score_cam(subject, number, activations, options), given, call)
        _, gradients = subject.gradient(call, to_numpy(subject.calls[call].value))
        gradients = in_space(subject, call, gradients)
        raw = (gradcam if method == "gradcam" else gradcam_plus_plus)(activations, gradients)
        if gradients.any():
            break
    return _finished(raw, given, call)


def _score_cam(subject: AttributionSubject, number: int, activations: Values, options: AttributionOptions) -> Values:
    given = subject.inputs[number]
    if not given.is_numeric or activations.ndim - 1 != len(given.shape):
        raise UnsupportedInputError(f"score-cam masks the input, and {given.name!r} has other axes than the layer: use gradcam")
    return score_cam(subject, number, activations, options.max_channels)


def _finished(raw: Values, given: ModelInput, call: CallId) -> Raw:
    shape = given.shape
    if raw.ndim > len(shape):
        raise UnsupportedInputError(
            f"the output of {call[0]!r} has {raw.ndim} axes of space and the input {given.name!r} {len(shape)}: use saliency"
        )
    enlarged = resized(raw, shape[len(shape) - raw.ndim :])
    return Raw(raw, np.broadcast_to(enlarged, shape), layer=call[0])


def in_space(subject: AttributionSubject, call: CallId, values: Values) -> Values:
    """Return what a layer returned for one sample with channels last: steps of time, then space.

    Args:
        subject: what is explained.
        call: of the layer.
        values: its output, or a gradient of the same shape.
    """
    found = subject.calls[call]
    if getattr(found.layer, "data_format", None) == "channels_first":
        values = np.moveaxis(values, values.ndim - 1 - found.layer.rank, -1)
    return values if found.steps is not None else values[0]


def _of_values(subject: AttributionSubject, number: int, method: str, options: AttributionOptions) -> Raw:
    given = subject.inputs[number]
    place, _ = _here(subject, number)
    axis = given.channel_axis if place == number else subject.at(place).ndim - 1
    layer = "" if isinstance(place, int) else place[0]
    if method == "occlusion":
        raw = occlusion(subject, place, options.baseline, options.window, options.stride, axis)
        return Raw(raw, raw, raw, layer)
    if method == "integrated-gradients":
        raw, error, difference = integrated_gradients(subject, place, options.steps, options.baseline)
        signed = reduce.over_channels(raw, axis, "sum")
        share = f" ({format_percent(error / abs(difference))})" if difference else ""
        missing = f"{format_number(error)}{share}"
        message = mark("The attributions miss the difference of the scores, {difference}, by {missing}.")
        note = translate(message, difference=format_number(difference), missing=missing)
        return Raw(raw, np.abs(signed), signed, layer, (note,))
    if method == "smoothgrad":
        raw = smoothgrad(subject, place, options.samples, options.noise, options.seed)
    elif method == "guided-backprop":
        raw = saliency(replace(subject, patches=guided_patches(subject.runner.layers)), place)
    else:
        raw = saliency(subject, place)
    return Raw(raw, reduce.over_channels(raw, axis, "largest" if place == number else "norm"), None, layer)


def inputs_to_explain(subject: AttributionSubject, method: str, chosen: int | str | None) -> list[int]:
    """Return which inputs get a map: those that are chosen, else all that are images, else all that are numbers.

    Args:
        subject: what is explained.
        method: one of :data:`~dotnet_viz.explain.attribution.options.METHODS`.
        chosen: index or name of an input.

    Raises:
        OptionError: there is no such input.
        UnsupportedInputError: no input can have a map.
    """
    names = [one.name for one in subject.inputs]
    if chosen is not None:
        return [output_number(chosen, names, "input")]
    if len(names) == 1:
        return [0]
    if method in CLASS_ACTIVATION_MAPS:
        found = [number for number in range(len(names)) if convolution_calls(subject, number, needed=False)]
    else:
        images = [number for number, one in enumerate(subject.inputs) if one.is_numeric and len(one.shape) > 1]
        numeric = [number for number, one in enumerate(subject.inputs) if one.is_numeric]
        found = images or numeric or list(range(len(names)))
    if not found:
        raise UnsupportedInputError("no convolution of the model sees any of its inputs: use saliency")
    return found
