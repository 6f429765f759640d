"""Score-CAM: channels weighted by what the score is where only the parts that they respond to are left of the input."""

from __future__ import annotations

import numpy as np

from dotnet_viz.explain.attribution.gradients import Values
from dotnet_viz.explain.attribution.maps import resized, scaled
from dotnet_viz.explain.attribution.subject import AttributionSubject


def score_cam(subject: AttributionSubject, number: int, activations: Values, max_channels: int | None) -> Values:
    """Return a Score-CAM; it needs no gradient.

    Wang and others (2020), https://arxiv.org/abs/1910.01279; as in the authors' own code the weight of a channel is the model's
    output, its last softmax included, for the input times the channel's map scaled from 0 to 1.

    Args:
        subject: what is explained.
        number: of the input that is masked.
        activations: what the layer returned; shape (..., channels), as many axes of space as the input has.
        max_channels: how many channels at most, those with the largest activations; ``None`` for all.

    Returns:
        The map, not scaled; shape (...).
    """
    given = subject.inputs[number]
    largest = activations.max(axis=tuple(range(activations.ndim - 1)))
    order = np.argsort(-largest, kind="stable")[:max_channels]
    cam = np.zeros(activations.shape[:-1], np.float64)
    for channel in order.tolist():
        values = activations[..., channel]
        mask = resized(scaled(values - values.min()), given.shape)
        if not mask.any():
            continue
        wide = mask if given.channel_axis is None else np.expand_dims(mask, given.channel_axis - 1)
        (weight,) = subject.scores(number, (given.values * wide[np.newaxis]).astype(np.float32), of_output=True)
        cam += float(weight) * values
    return np.maximum(cam, 0).astype(np.float32)
