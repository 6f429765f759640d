"""A model, an input and targets to maps: the first pass, and a map for each target and input."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from dotnet_viz.arguments import names_in
from dotnet_viz.errors import OptionError
from dotnet_viz.explain.attribution.attribute import attribution_map, inputs_to_explain
from dotnet_viz.explain.attribution.gradients import to_numpy
from dotnet_viz.explain.attribution.inputs import ModelInput, model_inputs
from dotnet_viz.explain.attribution.maps import AttributionMap
from dotnet_viz.explain.attribution.options import AttributionOptions
from dotnet_viz.explain.attribution.outputs import ModelOutput, output_number
from dotnet_viz.explain.attribution.places import named_calls
from dotnet_viz.explain.attribution.runner import CallId, LayerCall, Runner
from dotnet_viz.explain.attribution.subject import AttributionSubject, first_pass
from dotnet_viz.explain.attribution.targets import make_target
from dotnet_viz.explain.live.live_model import is_model_file, load_live


@dataclass(frozen=True)
class Question:
    """What is asked of a model.

    Args:
        target: index or name of a class, a function of the outputs, a list of these; ``None`` for the predicted class.
        layer: id or name, ``None`` for the last convolution.
        class_names: of the classes.
        output: index or name of the output, ``None`` for the first.
        input: index or name of the input, ``None`` for each that can have a map.
        position: in an output with positions.
    """

    target: Any = None
    layer: str | None = None
    class_names: Any = None
    output: int | str | None = None
    input: int | str | None = None
    position: Sequence[int] | None = None


@dataclass(frozen=True, eq=False)
class ExplainedMap:
    """A map, and what it is of.

    Args:
        map: of one input and one target.
        input: that it is of.
        subject: model, sample and target.
        number: of the input.
        options: of the method.
        calls: of the layer that was named, ``None`` where it was found.
    """

    map: AttributionMap
    input: ModelInput
    subject: AttributionSubject
    number: int
    options: AttributionOptions
    calls: tuple[CallId, ...] | None = None


def explain(model: Any, x: Any, method: str, question: Question, options: AttributionOptions) -> tuple[ExplainedMap, ...]:
    """Return a map for each target and input.

    Args:
        model: a built ``keras.Model``, or the path of its file, which Keras loads.
        x: one sample.
        method: one of :data:`~dotnet_viz.explain.attribution.options.METHODS`.
        question: what is explained.
        options: of the method.

    Raises:
        VizError: model, input, target or layer cannot be used.
    """
    runner = Runner(load_live(model) if is_model_file(model) else model)
    inputs = model_inputs(runner, x)
    calls, outputs = first_pass(runner, inputs)
    output = _output(runner, calls, outputs, question.output)
    names = None if question.class_names is None else names_in("class_names", question.class_names)
    several = isinstance(question.target, (list, tuple)) or (
        hasattr(question.target, "__iter__") and not isinstance(question.target, str)
    )
    targets = list(question.target) if several else [question.target]
    if not targets:
        raise OptionError("target is an empty list; leave it out to explain the predicted class")
    found = []
    for given in targets:
        target = make_target(given, output, class_names=names, position=question.position, logits=options.logits)
        subject = AttributionSubject(runner, inputs, target, {call.id: call for call in calls}, output_layer=output.layer)
        for number in inputs_to_explain(subject, method, question.input):
            chosen = None if question.layer is None else tuple(named_calls(subject, number, question.layer))
            found.append(
                ExplainedMap(
                    attribution_map(subject, number, method, options, chosen), inputs[number], subject, number, options, chosen
                )
            )
    return tuple(found)


def model_output(model: Any, x: Any, output: int | str | None = None) -> ModelOutput:
    """Return what a model returns for a sample.

    Args:
        model: a built ``keras.Model``.
        x: one sample.
        output: index or name of the output, ``None`` for the first.

    Raises:
        VizError: model, input or output cannot be used.
    """
    runner = Runner(model)
    calls, outputs = first_pass(runner, model_inputs(runner, x))
    found = _output(runner, calls, outputs, output)
    return found if found.values.ndim > 1 else replace(found, values=found.values[:, np.newaxis])


def _output(runner: Runner, calls: Sequence[LayerCall], outputs: Sequence[Any], wanted: int | str | None) -> ModelOutput:
    # What several layers pass on is computed by the first of them.
    layers = [next((call.layer for call in calls if call.value is tensor), None) for tensor in outputs]
    names = _names(runner.model, layers)
    number = output_number(wanted, names)
    layer = layers[number]
    first = getattr(layer, "data_format", None) == "channels_first" and len(outputs[number].shape) > 2
    return ModelOutput(names, number, to_numpy(outputs[number]), layer, first)


def _names(model: Any, layers: Sequence[Any]) -> tuple[str, ...]:
    """Return the names of outputs: the model's, or those of the layers that compute them."""
    names = tuple(str(name) for name in getattr(model, "output_names", None) or ())
    if len(names) == len(layers):
        return names
    own = tuple(f"output_{number + 1}" if layer is None else str(layer.name) for number, layer in enumerate(layers))
    return own if len(set(own)) == len(own) else tuple(f"output_{number + 1}" for number in range(len(own)))


def again(explained: ExplainedMap, subject: AttributionSubject) -> AttributionMap:
    """Return the same map of a changed subject.

    Args:
        explained: the map as it was.
        subject: such as one with other weights.
    """
    one = explained
    same = replace(subject, target=one.subject.target)
    calls = one.calls
    if calls is None and one.map.layer:
        calls = tuple(call for call in one.subject.calls if call[0] == one.map.layer)[-1:]
    return attribution_map(same, one.number, one.map.method, one.options, calls)
