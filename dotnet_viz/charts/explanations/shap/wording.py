"""Titles, labels and captions of the pictures of SHAP values."""

from __future__ import annotations

from typing import Any

import numpy as np

from dotnet_viz.explain.shap.values import ShapValues
from dotnet_viz.formatting import format_number

_EXACT = 1e-6


def output_label(values: ShapValues, output: int) -> str:
    """Return what f(x) is, such as ``"probability of benign"``.

    Args:
        values: have the names.
        output: position of the output.
    """
    name = values.output_names[output]
    return values.space if name == "output" else f"{values.space} of {name}"


def caption(values: ShapValues, output: int | None = None, *more: str) -> tuple[str, ...]:
    """Return what a reader should know: the explainer, whether the sum is the model's output, and notes.

    Args:
        values: the numbers.
        output: whose sum is checked; ``None`` for all.
        more: sentences of the picture itself, which stand first.
    """
    missed = np.abs(values.sums - values.predictions)
    error = float((missed if output is None else missed[:, output]).max(initial=0.0))
    span = float(np.abs(values.predictions).max(initial=0.0)) or 1.0
    how = "equals" if error <= _EXACT * span else "meets"
    checked = f"E[f(x)] + sum of SHAP values {how} f(x): largest difference {format_number(error, 2)}"
    notes = tuple(f"{note[:1].upper()}{note[1:]}" for note in values.notes)
    return (*more, checked, f"SHAP explainer: {values.explainer}", *notes)


def shown_value(value: Any) -> str:
    """Return the value of a feature as text: a number in four digits, or the word of a category.

    Example:
        >>> shown_value(17.9912), shown_value("red"), shown_value(None)
        ('17.99', 'red', 'missing')
    """
    if value is None:
        return "missing"
    if isinstance(value, bool | np.bool_ | str):
        return str(value)
    try:
        return format_number(float(value))
    except (TypeError, ValueError):
        return str(value)
