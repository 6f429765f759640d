"""What decides the model's answer for each of a few inputs: attributions, with the predicted class and the true one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dotnet_viz.charts.attribution.layout import Appearance
from dotnet_viz.charts.attribution.picture import Attribution
from dotnet_viz.errors import UnsupportedInputError
from dotnet_viz.explain.attribution.explain import Question, explain, model_output
from dotnet_viz.explain.attribution.options import AttributionOptions
from dotnet_viz.explain.attribution.outputs import ModelOutput, predicted_class
from dotnet_viz.formatting import format_number, format_percent
from dotnet_viz.measures.evaluation.inputs.targets import class_indices, find_task, is_one_hot, label_values
from dotnet_viz.reporting.given.inputs import GivenInputs


@dataclass(frozen=True, eq=False)
class ExplainedInput:
    """One input, what the model says of it, and what decides that.

    Args:
        number: of the input, from 0.
        predicted: name of the predicted class, or of the output.
        value: of it, in words.
        true: the true class or amount in words; empty where it is not known.
        is_wrong: whether another class was predicted than the true one.
        attribution: maps of the predicted class, and of the true one where it is another.
    """

    number: int
    predicted: str
    value: str
    true: str
    is_wrong: bool
    attribution: Attribution


def explained_input(
    given: GivenInputs,
    number: int,
    class_names: Sequence[str] | None,
    task: str | None,
    *,
    check: bool,
    feature_names: Sequence[str] | None = None,
) -> ExplainedInput:
    """Return what decides the model's answer for one input: Grad-CAM where it has a convolution, else integrated gradients.

    Args:
        given: the inputs of a live Keras model.
        number: of one of the first inputs.
        class_names: of the classes, in order.
        task: ``"classification"``, ``"regression"``, or ``None`` to find it.
        check: whether the picture shows if the maps can be believed.
        feature_names: of the values of an input, for the table of its numbers.

    Raises:
        VizError: the model or the input cannot be explained.
    """
    x = given.model_input(number)
    output = model_output(given.model, x)
    answers = given.answers(output.names, output.number)
    is_class = _is_classification(output, answers, task)
    names = tuple(class_names) if class_names is not None and len(class_names) == output.classes else None
    predicted = predicted_class(output) if is_class or output.classes > 1 else 0
    true = None if answers is None or not is_class else _true_class(answers, number, output, names)
    question = Question([predicted] if true in (None, predicted) else [predicted, true], class_names=names)
    options = AttributionOptions()
    try:
        explained = explain(given.model, x, "gradcam", question, options)
    except UnsupportedInputError:
        explained = explain(given.model, x, "integrated-gradients", question, options)
    found = explained[0].map
    known = (
        "" if answers is None else _in_words(answers[number]) if not is_class else "" if true is None else _name(true, names)
    )
    value = format_percent(found.output) if is_class and 0 <= found.output <= 1 else format_number(found.output)
    appearance = Appearance(show_notes=False, feature_names=tuple(feature_names or ()))
    return ExplainedInput(
        number, found.target, value, known, true not in (None, predicted), Attribution(explained, appearance, check)
    )


def _is_classification(output: ModelOutput, answers: Any, task: str | None) -> bool:
    if task is not None:
        return task == "classification"
    if answers is None:
        return output.classes > 1
    predicted = np.broadcast_to(output.values, (len(answers), *output.values.shape[1:]))
    return find_task(predicted, answers) == "classification"


def _true_class(answers: Any, number: int, output: ModelOutput, names: Sequence[str] | None) -> int | None:
    """Return the true class of an input; ``None`` where it has several, such as one for each pixel."""
    if answers.ndim == 2 and is_one_hot(answers):
        return int(answers[number].argmax())
    if answers[0].size != 1 or output.classes < 2:
        return None
    flat = answers.reshape(-1)
    return int(class_indices(flat, output.classes, label_values(flat, output.classes, names))[number])


def _name(index: int, names: Sequence[str] | None) -> str:
    return str(index) if names is None else names[index]


def _in_words(answer: Any) -> str:
    return (
        format_number(float(answer.reshape(-1)[0])) if np.size(answer) == 1 and np.asarray(answer).dtype.kind in "iufb" else ""
    )
