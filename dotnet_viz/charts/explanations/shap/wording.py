"""Titles, labels and captions of the pictures of SHAP values."""

from __future__ import annotations

from typing import Any

import numpy as np

from dotnet_viz.explain.libraries.shap.contributions import rest_name
from dotnet_viz.explain.libraries.shap.values import ShapValues
from dotnet_viz.formatting import format_number, format_percent
from dotnet_viz.translation.translate import mark, translate

_EXACT = 1e-5
# A sum so near to the output, as a share of the largest, stands at the same place of a picture.
_CLOSE = 2e-3


_CHECKED = {
    (True, True): mark("E[f(x)] + sum of SHAP values equals f(x), difference {difference}"),
    (True, False): mark("E[f(x)] + sum of SHAP values equals f(x), largest difference {difference}"),
    (False, True): mark("E[f(x)] + sum of SHAP values differs from f(x) by {difference}"),
    (False, False): mark("E[f(x)] + sum of SHAP values differs from f(x) by up to {difference}"),
}


def output_label(values: ShapValues, output: int) -> str:
    """Return what f(x) is, such as ``"probability of benign"``.

    Args:
        values: have the names.
        output: position of the output.
    """
    name = values.output_names[output]
    space = translate(values.space)
    return space if name == "output" else translate("{space} of {name}", space=space, name=name)


def sum_of_rest(count: int) -> str:
    """Return the name of a row that stands for the features without one of their own.

    Example:
        >>> sum_of_rest(12)
        'sum of 12 other features'
    """
    return translate("sum of {features}", features=rest_name(count))


def caption(values: ShapValues, output: int | None = None, *more: str, sample: int | None = None) -> tuple[str, ...]:
    """Return what a reader should know: the explainer, whether the sum is the model's output, and notes.

    Args:
        values: the numbers.
        output: whose sum is checked; ``None`` for all.
        more: sentences of the picture itself, which stand first.
        sample: whose sum is checked; ``None`` for all.
    """
    rows = slice(None) if sample is None else slice(sample, sample + 1)
    columns = slice(None) if output is None else slice(output, output + 1)
    error = float(np.abs(values.sums - values.predictions)[rows, columns].max(initial=0.0))
    size = format_number(error, 2)
    checked = translate(_CHECKED[is_exact(values, error), sample is not None], difference=size)
    notes = tuple(f"{note[:1].upper()}{note[1:]}" for note in values.notes)
    if sample is not None and values.space == "log-odds" and len(values.output_names) == 1:
        probability = 1 / (1 + np.exp(-values.predictions[sample, 0]))
        more = (*more, translate("These log-odds are a probability of {share}", share=format_percent(float(probability))))
    return (*more, checked, translate("SHAP explainer: {name}", name=values.explainer), *notes)


def is_exact(values: ShapValues, error: float) -> bool:
    """Return whether a sum is the model's output, as near as numbers of 32 bits are.

    Args:
        values: of which the predictions give the size of what is near.
        error: the difference.
    """
    return error <= _EXACT * (float(np.abs(values.predictions).max(initial=0.0)) or 1.0)


def end_label(values: ShapValues, sample: int, output: int) -> str:
    """Return what stands at the sum of a sample: f(x), or of an estimate that it is the sum.

    Args:
        values: the numbers.
        sample: its position.
        output: position of the output.
    """
    found, prediction = float(values.sums[sample, output]), float(values.predictions[sample, output])
    if is_exact(values, abs(found - prediction) * _EXACT / _CLOSE):
        return f"f(x) = {format_number(prediction)}"
    return translate("sum = {found}, f(x) = {prediction}", found=format_number(found), prediction=format_number(prediction))


def shown_value(value: Any) -> str:
    """Return the value of a feature as text: a number in four digits, or the word of a category.

    Example:
        >>> shown_value(17.9912), shown_value("red"), shown_value(None)
        ('17.99', 'red', 'missing')
    """
    if value is None:
        return translate("missing")
    if isinstance(value, bool | np.bool_ | str):
        return str(value)
    try:
        return format_number(float(value))
    except (TypeError, ValueError):
        return str(value)
