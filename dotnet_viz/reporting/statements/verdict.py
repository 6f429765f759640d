"""What an evaluation comes down to, in plain words: how good the answers are beside trivial ones, and on which data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_items, format_number, format_percent
from dotnet_viz.measures.evaluation.classifiers.classification import Classification
from dotnet_viz.measures.evaluation.evaluate import Result
from dotnet_viz.measures.evaluation.regression import Regression
from dotnet_viz.measures.evaluation.segmentation import Segmentation
from dotnet_viz.measures.evaluation.sequences import SequenceRegression, TokenClassification
from dotnet_viz.measures.evaluation.trivial import (
    ACCURACY,
    BETTER,
    MEAN_ABSOLUTE_ERROR,
    PIXEL_ACCURACY,
    SAME,
    WORSE,
    TrivialComparison,
    compare_with_trivial,
)
from dotnet_viz.reporting.section import NO_BREAK
from dotnet_viz.translation.translate import mark, mark_plural, translate

MAX_NAMES = 10

SYMBOLS = {BETTER: "✔", SAME: "▲", WORSE: "✖"}

_HEADLINES = {
    BETTER: mark("{value} of its answers are right; always answering {answer} would be right in {trivial}."),
    SAME: mark("{value} of its answers are right, which is no better than always answering {answer} ({trivial})."),
    WORSE: mark("{value} of its answers are right, which is worse than always answering {answer} ({trivial})."),
}
_AMOUNT_HEADLINES = {
    BETTER: mark("It is off by {value} on average; always answering the mean would be off by {trivial}."),
    SAME: mark("It is off by {value} on average, which is no better than always answering the mean ({trivial})."),
    WORSE: mark("It is off by {value} on average, which is worse than always answering the mean ({trivial})."),
}
_ONE_ANSWER = mark("{value} of its answers are right, but {answer} is the only answer in these data, so that this says little.")
_PIXELS = {
    BETTER: mark("{value} of the pixels are right; always answering {answer} would be right in {trivial}."),
    SAME: mark("{value} of the pixels are right, which is no better than always answering {answer} ({trivial})."),
    WORSE: mark("{value} of the pixels are right, which is worse than always answering {answer} ({trivial})."),
}
_NOTHING = mark("Its answers are no numbers, so that nothing could be measured.")

_TASKS = {
    "multi-class": mark("Classification into {count} classes: {names}"),
    "binary": mark("Classification into {count} classes: {names}"),
    "multi-label": mark("Any number of {count} labels: {names}"),
    "steps": mark("Classification of each step of sequences into {count} classes: {names}"),
    "pixels": mark("Classification of each pixel of images into {count} classes: {names}"),
}
_RECONSTRUCTION = mark_plural(
    "Reconstruction of what goes in: {count} value of each sample",
    "Reconstruction of what goes in: {count} values of each sample",
)
_AMOUNTS = (mark("Prediction of an amount"), mark("Prediction of {count} amounts"))
_STEP_AMOUNTS = (
    mark("Prediction of an amount at each step of sequences"),
    mark("Prediction of {count} amounts at each step of sequences"),
)
_MEASURES = {
    ACCURACY: mark("Accuracy"),
    PIXEL_ACCURACY: mark("Pixels that are right"),
    MEAN_ABSOLUTE_ERROR: mark("Mean absolute error"),
}
_NUMBER = mark("{value}, 95 % interval {low} to {high}")
_TRIVIAL = mark("{value}, always answering {answer}")
_TRIVIAL_MEAN = mark("{value}, always answering the mean")


@dataclass(frozen=True)
class Verdict:
    """How good one output is.

    Args:
        name: of the output; empty where the model has one.
        symbol: that stands beside the sentence.
        outcome: ``"better"``, ``"same"`` or ``"worse"`` than trivial answers; empty where nothing was measured.
        headline: the result in a sentence.
        task: what the output answers, in words.
        measure: name of the number, as a reader knows it.
        value: the number with its interval.
        trivial: the number of trivial answers, and what these are.
    """

    name: str
    symbol: str
    outcome: str
    headline: str
    task: str
    measure: str
    value: str
    trivial: str


def verdict_on(result: Result, *, is_reconstruction: bool = False) -> Verdict:
    r"""Return what the evaluation of an output comes down to.

    Args:
        result: of one output.
        is_reconstruction: whether the answers are what goes in.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.measures.evaluation.classifiers.classification import classify
        >>> found = verdict_on(classify("", np.eye(2)[[0] * 9 + [1] * 6], np.array([0] * 9 + [1] * 6), class_names="ab"))
        >>> found.headline.replace("\xa0", " ")
        '100 % of its answers are right; always answering a would be right in 60 %.'
        >>> found.task, found.value
        ('Classification into 2 classes: a, b', '100 %, 95 % interval 79.6 % to 100 %')
    """
    name, task = one_line(result.name), task_in_words(result, is_reconstruction=is_reconstruction)
    found = compare_with_trivial(result)
    if found is None or math.isnan(found.value):
        return Verdict(name, "–", "", translate(_NOTHING), task, "", "", "")
    is_amount = found.measure == MEAN_ABSOLUTE_ERROR
    words = format_number if is_amount else format_percent
    value, trivial = words(found.value), words(found.trivial)
    answer = one_line(found.answer) or translate("none of the labels")
    unbroken = [text.replace(" ", NO_BREAK) for text in (value, trivial)]
    return Verdict(
        name=name,
        symbol=SYMBOLS[found.outcome],
        outcome=found.outcome,
        headline=translate(_headline(found), value=unbroken[0], trivial=unbroken[1], answer=answer),
        task=task,
        measure=_MEASURES[found.measure],
        value=value if math.isnan(found.low) else translate(_NUMBER, value=value, low=words(found.low), high=words(found.high)),
        trivial=translate(_TRIVIAL_MEAN if is_amount else _TRIVIAL, value=trivial, answer=answer),
    )


def _headline(found: TrivialComparison) -> str:
    if found.measure == MEAN_ABSOLUTE_ERROR:
        return _AMOUNT_HEADLINES[found.outcome]
    if found.trivial == 1:
        return _ONE_ANSWER
    return (_HEADLINES if found.measure == ACCURACY else _PIXELS)[found.outcome]


def task_in_words(result: Result, *, is_reconstruction: bool = False) -> str:
    """Return what an output answers.

    Args:
        result: of one output.
        is_reconstruction: whether the answers are what goes in.
    """
    if is_reconstruction and isinstance(result, Regression):
        return translate(*_RECONSTRUCTION, count=result.true.shape[1])
    if isinstance(result, Regression):
        count = result.true.shape[1]
        words = _STEP_AMOUNTS if isinstance(result, SequenceRegression) else _AMOUNTS
        return translate(words[0]) if count == 1 else translate(words[1], count=count)
    kind = "pixels" if isinstance(result, Segmentation) else "steps"
    if isinstance(result, Classification) and not isinstance(result, TokenClassification):
        kind = result.kind
    names = result.class_names
    return translate(_TASKS[kind], count=len(names), names=listed_names(names))


def listed_names(names: Sequence[str]) -> str:
    """Return names in a row, of many the first and how many more there are.

    Args:
        names: of classes.

    Example:
        >>> listed_names(["cat", "dog"]), listed_names([str(number) for number in range(1000)])
        ('cat, dog', '0, 1, 2, 3, 4, 5, 6, 7, 8 and 991 more')
    """
    if len(names) <= MAX_NAMES:
        return format_items(map(one_line, names))
    shown = MAX_NAMES - 1
    return translate("{names} and {count} more", count=len(names) - shown, names=format_items(map(one_line, names[:shown])))
