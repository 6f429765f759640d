"""Whether conditions hold: each number is compared exactly, without the errors of binary fractions."""

from __future__ import annotations

import math
import operator
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dotnet_viz.errors import OptionError, near_miss
from dotnet_viz.formatting import format_count, format_list, format_number
from dotnet_viz.measures.diagnostics.finding import Findings
from dotnet_viz.measures.severities import SEVERITIES
from dotnet_viz.reporting.conditions.condition import Condition
from dotnet_viz.reporting.measured.quantities import SCORES, WHOLE, Quantities, Quantity, base_measure
from dotnet_viz.translation.translate import mark, notation, translate

DIGITS = 12
"""Significant digits that count of a measured number: sums of binary fractions are wrong in the last of their sixteen."""
MOST_NAMES = 40

_COMPARE = {">=": operator.ge, "<=": operator.le, "==": operator.eq, ">": operator.gt, "<": operator.lt}
_SIGNS = {">=": "≥", "<=": "≤", "==": "=", ">": ">", "<": "<"}
_SENTENCES = {
    ">=": mark("{quantity} is {value}, at least {bound} is asked for."),
    "<=": mark("{quantity} is {value}, at most {bound} is asked for."),
    "==": mark("{quantity} is {value}, exactly {bound} is asked for."),
    ">": mark("{quantity} is {value}, more than {bound} is asked for."),
    "<": mark("{quantity} is {value}, less than {bound} is asked for."),
}
_NO_FINDING = {
    "error": mark("no finding of severity error"),
    "warning": mark("no finding of severity warning or above"),
    "hint": mark("no finding of severity hint or above"),
}
_SYNONYMS = {
    "acc": "accuracy",
    "auc": "roc_auc",
    "dice": "mean_dice",
    "f1": "f1_macro",
    "iou": "mean_iou",
    "loss": "val_loss",
    "mae": "mean_absolute_error",
    "model_size": "size",
    "params": "parameters",
    "precision": "precision_macro",
    "r2_score": "r2",
    "recall": "recall_macro",
    "rmse": "root_mean_squared_error",
    "weights": "size",
}


@dataclass(frozen=True)
class ConditionResult:
    """A condition, and whether it holds, in the language of the moment in which it was checked.

    Args:
        text: as it was written.
        quantity: name of the number.
        relation: such as ``">="``.
        value: the number; NaN where it is none.
        bound: what it was compared with.
        value_in_words: the number with as many digits as tell it from the bound.
        bound_in_words: the relation and the bound, such as ``"≥ 0.9"``.
        passed: whether it holds.
        sentence: what was asked for and what is there, in one line.
    """

    text: str
    quantity: str
    relation: str
    value: float
    bound: float
    value_in_words: str
    bound_in_words: str
    passed: bool
    sentence: str


def check_conditions(
    conditions: Sequence[Condition], *, known: Collection[str], has_metrics: bool, has_baseline: bool, has_training: bool
) -> None:
    """Raise where a condition cannot be checked whatever the model predicts, before it does.

    Args:
        conditions: of a report.
        known: names of the quantities that are there without predictions.
        has_metrics: whether the model is evaluated.
        has_baseline: whether there is a baseline.
        has_training: whether the metrics of a training are known.

    Raises:
        OptionError: a quantity that there cannot be, or a baseline that is not given.
    """
    for condition in conditions:
        name = condition.quantity
        if condition.bound.is_of_baseline and not has_baseline:
            raise OptionError(f"the condition {condition.text!r} compares with a baseline, and none is given")
        measure = base_measure(name)
        if name in known or (measure == "drift" and has_baseline):
            continue
        if measure == "drift":
            raise OptionError(f"the condition {condition.text!r} is on the drift from a baseline, and none is given")
        if name.startswith(("val_", "train_")) and not has_training:
            raise OptionError(f"the condition {condition.text!r} is on a metric of the training, and no history is given")
        if measure in SCORES or name == "samples":
            if not has_metrics:
                raise OptionError(
                    f"the condition {condition.text!r} needs data with labels, or predictions, to evaluate the model on;"
                    f" without them there are: {_listed(known)}"
                )
        else:
            raise _unknown(condition, [*known, *(SCORES if has_metrics else ())])


def condition_results(
    conditions: Iterable[Condition], quantities: Quantities, baseline: Quantities | None = None
) -> tuple[ConditionResult, ...]:
    """Return whether conditions hold.

    Args:
        conditions: of a report.
        quantities: of the report.
        baseline: those of the baseline; ``None`` without one.

    Raises:
        OptionError: a quantity that there is not, or that could not be computed, in the report or in the baseline.

    Example:
        >>> from dotnet_viz.reporting.conditions.condition import parse_conditions
        >>> found = condition_results(parse_conditions(["accuracy>=0.9", "size<=10MB"]),
        ...                           {"accuracy": Quantity(0.3 * 3, "share"), "size": Quantity(20_000_001, "bytes")})
        >>> [(one.passed, one.sentence) for one in found]  # doctest: +NORMALIZE_WHITESPACE
        [(True, 'accuracy is 0.9, at least 0.9 is asked for.'),
         (False, 'size is 20 MB, at most 10 MB is asked for.')]
    """
    return tuple(_result(condition, quantities, baseline) for condition in conditions)


def finding_result(severity: str, results: Sequence[Findings]) -> ConditionResult:
    """Return whether there is no finding of a severity or above.

    Args:
        severity: the least that counts.
        results: of the checks.

    Example:
        >>> finding_result("warning", []).sentence
        'no finding of severity warning or above: none.'
    """
    counts = {name: sum(result.counts()[name] for result in results) for name in SEVERITIES[: SEVERITIES.index(severity) + 1]}
    count = sum(counts.values())
    found = format_list([format_count(number, name) for name, number in counts.items() if number]) or translate("none")
    text = translate(_NO_FINDING[severity])
    return ConditionResult(
        text, "findings", "no finding", count, 0, found, translate("none"), count == 0, sentence=f"{text}: {found}."
    )


def _result(condition: Condition, quantities: Quantities, baseline: Quantities | None) -> ConditionResult:
    name, bound = condition.quantity, condition.bound
    found = _known(condition, quantities, "report")
    if bound.is_bytes and found.unit != "bytes":
        raise OptionError(f"the condition {condition.text!r} gives bytes, and {name} is not measured in bytes")
    value = found.value or 0
    before = None
    if bound.is_of_baseline:
        reference = _known(condition, baseline or {}, "baseline").value or 0
        before = _exact(reference) if math.isfinite(reference) else None
    limit = bound.value(before, is_share=found.unit == "share")
    is_comparable = math.isfinite(value) and (before is not None or not bound.is_of_baseline)
    exact = _exact(value) if is_comparable else Decimal(0)
    passed = bool(is_comparable and _COMPARE[condition.relation](exact, limit))
    if math.isinf(value) and (before is not None or not bound.is_of_baseline):
        passed = bool(_COMPARE[condition.relation](value, float(limit)))
    texts = _texts(exact, limit, condition, found) if is_comparable else (format_number(value), _shown(limit, condition, 4))
    limit_text = f"{texts[1]} ({_relative(condition)})" if bound.is_of_baseline else texts[1]
    return ConditionResult(
        text=condition.text,
        quantity=name,
        relation=condition.relation,
        value=float(value),
        bound=float(limit),
        value_in_words=texts[0],
        bound_in_words=f"{_SIGNS[condition.relation]} {limit_text}",
        passed=passed,
        sentence=translate(_SENTENCES[condition.relation], quantity=name, value=texts[0], bound=limit_text),
    )


def _known(condition: Condition, quantities: Quantities, what: str) -> Quantity:
    found = quantities.get(condition.quantity)
    if found is None:
        raise _unknown(condition, quantities, what)
    if found.value is None:
        of_baseline = " of the baseline" if what == "baseline" else ""
        raise OptionError(
            f"the condition {condition.text!r} cannot be checked: {condition.quantity}{of_baseline} is not known,"
            f" since {found.reason or 'it was not measured'}"
        )
    return found


def _unknown(condition: Condition, names: Iterable[str], what: str = "report") -> OptionError:
    known = list(names)
    there = f"the {what} has: {_listed(known)}" if known else f"the {what} has no numbers"
    meant = near_miss(condition.quantity, known, {name: to for name, to in _SYNONYMS.items() if to in known})
    return OptionError(f"unknown quantity {condition.quantity!r} in the condition {condition.text!r}; {there}{meant}")


def _listed(names: Iterable[str]) -> str:
    """Return names, those of classes last, and of many the first."""
    ordered = sorted(names, key=lambda name: (":" in name, "(" in name))
    more = f" and {format_count(len(ordered) - MOST_NAMES)} more" if len(ordered) > MOST_NAMES else ""
    return ", ".join(ordered[:MOST_NAMES]) + more


def _exact(value: float) -> Decimal:
    """Return a number as people write it: whole numbers as they are, others in twelve digits."""
    if isinstance(value, int):
        return Decimal(value)
    return Decimal(f"{value:.{DIGITS}g}")


def _texts(value: Decimal, limit: Decimal, condition: Condition, quantity: Quantity) -> tuple[str, str]:
    """Return both numbers with so many digits that they differ where the numbers do."""
    for digits in range(4, DIGITS + 1):
        texts = _shown(value, condition, digits, quantity.unit), _shown(limit, condition, digits, quantity.unit)
        if texts[0] != texts[1] or value == limit:
            break
    return texts


def _shown(value: Decimal, condition: Condition, digits: int, unit: str = "number") -> str:
    """Return a number in the unit that the condition is written in."""
    bound = condition.bound
    if bound.unit and not (bound.is_of_baseline and (bound.is_factor or (bound.unit == "%" and unit != "share"))):
        space = notation().percent if bound.unit == "%" else " " if len(bound.unit) > 1 else ""
        return f"{format_number(float(value / bound.scale), digits)}{space}{bound.unit}"
    if unit in WHOLE and value == value.to_integral_value():
        return format_count(int(value), "byte" if unit == "bytes" else "")
    return format_number(float(value), digits)


def _relative(condition: Condition) -> str:
    """Return how the bound comes from the baseline."""
    bound = condition.bound
    if bound.is_factor:
        return translate("baseline × {number}", number=f"{format_number(float(bound.number))}{bound.unit}")
    if not bound.number:
        return translate("baseline")
    number = f"{format_number(abs(float(bound.number)))}{bound.unit}"
    return (
        translate("baseline − {number}", number=number) if bound.number < 0 else translate("baseline + {number}", number=number)
    )
