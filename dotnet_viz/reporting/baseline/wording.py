"""What changed since the baseline in words, the same ones in pages, Markdown and the summary."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import MINUS, format_bytes, format_change, format_count, format_list, format_number, format_percent
from dotnet_viz.measures.comparison.wording import description_of
from dotnet_viz.reporting.baseline.baseline import FindingInBrief
from dotnet_viz.reporting.baseline.changes import BaselineChanges, QuantityChange
from dotnet_viz.reporting.quantities import MODEL_QUANTITIES, base_measure
from dotnet_viz.translation.translate import translate

HEADLINES = ("accuracy", "pixel_accuracy", "mean_iou", "r2", "root_mean_squared_error", "balanced_accuracy", "f1_macro")
"""Measures that a summary names, the first two that there are."""
OF_TRAINING = ("val_accuracy", "val_loss", "train_accuracy", "train_loss")
COSTS = ("parameters", "size", "flops")
_WORDS = {
    "activation_memory": "activation memory per sample",
    "average_precision_macro": "average precision, mean of the classes",
    "brier_score": "Brier score",
    "cohen_kappa": "Cohen's kappa",
    "drift": "change of the weights",
    "f1": "F1",
    "f1_macro": "F1, mean of the classes",
    "f1_micro": "F1 of all decisions together",
    "f1_weighted": "F1, mean weighted by samples",
    "file_size": "size of the file",
    "flops": "FLOPs per sample",
    "iou": "IoU",
    "macs": "MACs per sample",
    "matthews_correlation": "Matthews correlation",
    "mean_dice": "mean Dice",
    "mean_iou": "mean IoU",
    "most_frequent_class": "always the most frequent class",
    "precision_macro": "precision, mean of the classes",
    "r2": "R²",
    "recall_macro": "recall, mean of the classes",
    "roc_auc": "area under the ROC curve",
    "roc_auc_macro": "area under the ROC curve, mean of the classes",
    "size": "size of the weights",
}
_EXTREMES = {
    "min": "{measure}, lowest of the classes",
    "max": "{measure}, highest of the classes",
    "max(drift)": "change of the weights, most of a layer",
}


def quantity_in_words(name: str) -> str:
    """Return the name of a quantity as texts have it.

    Args:
        name: as conditions have it.

    Example:
        >>> quantity_in_words("balanced_accuracy"), quantity_in_words("flops"), quantity_in_words("cat:recall")
        ('balanced accuracy', 'FLOPs per sample', 'cat: recall')
        >>> quantity_in_words("digit/min(recall)")
        'digit, recall, lowest of the classes'
    """
    if name in _EXTREMES:
        return _EXTREMES[name]
    place, colon, measure = name.rpartition(":")
    output, slash, measure = ("", "", measure) if colon else measure.rpartition("/")
    kind, bracket, inside = measure.partition("(")
    if bracket and kind in _EXTREMES:
        words = _EXTREMES[kind].format(measure=_measure(inside.removesuffix(")")))
    else:
        words = _measure(measure)
    if colon:
        return f"{one_line(place)}: {words}"
    return f"{one_line(output)}, {words}" if slash else words


def _measure(name: str) -> str:
    return _WORDS.get(name, one_line(name.replace("_", " ")))


def difference_in_words(change: QuantityChange) -> str:
    """Return the difference of a quantity with its sign; shares in percentage points, a dash where it is not known.

    Args:
        change: of the quantity.

    Example:
        >>> from dotnet_viz.reporting.quantities import Quantity
        >>> difference_in_words(QuantityChange("accuracy", Quantity(0.95, "share"), Quantity(0.971, "share")))
        '+2.1 points'
        >>> difference_in_words(QuantityChange("parameters", Quantity(1000, "count"), Quantity(750, "count")))
        '−250 (−25 %)'
    """
    difference = change.difference
    if difference is None or math.isnan(difference):
        return "–"
    unit = change.after.unit
    if unit == "share":
        return "0" if not difference else f"{_signed(100 * difference, 3)} points"
    if unit == "number" or not difference or math.isinf(difference):
        return _signed(difference)
    sign = "+" if difference > 0 else MINUS
    text = format_change(int(difference)) if unit == "count" else f"{sign}{format_bytes(abs(int(difference)))}"
    before = change.before.value
    return f"{text} ({sign}{format_percent(abs(difference / before))})" if before else text


def verdict_in_words(change: QuantityChange) -> str:
    """Return whether a change is one for the better, and whether it may be chance; of sizes and costs, whether it is more.

    Args:
        change: of the quantity.
    """
    if change.name in MODEL_QUANTITIES and change.difference:
        return "more" if change.difference > 0 else "less"
    if change.verdict in ("same", "other") and change.is_beyond_chance is None:
        return "the same" if change.verdict == "same" else "–"
    verdict = {"same": "the same", "other": "different"}.get(change.verdict, change.verdict)
    if change.is_beyond_chance is None or change.verdict == "same":
        return verdict
    return f"clearly {verdict}" if change.is_beyond_chance else f"{verdict}, may be chance"


def interval_in_words(change: QuantityChange) -> str:
    """Return the interval of a difference in the unit that the difference is written in; a dash without one.

    Args:
        change: of the quantity.
    """
    if change.low is None or change.high is None or math.isnan(change.low) or math.isnan(change.high):
        return "–"
    scale = 100 if change.after.unit == "share" else 1
    return f"{_signed(scale * change.low, 3)} to {_signed(scale * change.high, 3)}"


def step_in_words(change: QuantityChange) -> str:
    """Return a quantity before and after, as ``accuracy 95 % → 97.1 %``.

    Args:
        change: of the quantity.
    """
    before, after = values_in_words(change)
    return (
        f"{quantity_in_words(change.name)} {after}"
        if before == after
        else f"{quantity_in_words(change.name)} {before} → {after}"
    )


def values_in_words(change: QuantityChange) -> tuple[str, str]:
    """Return both numbers, with so many digits that they differ where the numbers do.

    Args:
        change: of the quantity.

    Example:
        >>> from dotnet_viz.reporting.quantities import Quantity
        >>> values_in_words(QuantityChange("accuracy", Quantity(0.97312, "share"), Quantity(0.97318, "share")))
        ('97.31 %', '97.32 %')
    """
    texts = change.before.in_words, change.after.in_words
    before, after = change.before.value, change.after.value
    if texts[0] != texts[1] or before is None or after is None or before == after or change.after.unit == "count":
        return texts
    if change.after.unit == "bytes":
        return format_count(int(before), "byte"), format_count(int(after), "byte")
    is_share = change.after.unit == "share"
    for digits in range(4, 13):
        texts = _digits(before, digits, is_share=is_share), _digits(after, digits, is_share=is_share)
        if texts[0] != texts[1]:
            break
    return texts


def summary_sentences(changes: BaselineChanges) -> tuple[str, ...]:
    """Return what changed in two or three sentences: the most important numbers, the layers, the findings.

    Args:
        changes: since the baseline.
    """
    known = {change.name: change for change in changes.quantities if change.difference is not None}
    metrics = [name for name in known if base_measure(name) in HEADLINES and ":" not in name and "(" not in name]
    metrics.sort(key=lambda name: HEADLINES.index(base_measure(name)))
    chosen = metrics[:2] or [name for name in OF_TRAINING if name in known][:2]
    # The sentence on the layers has the parameters too.
    costs = [name for name in COSTS if name in known and (changes.comparison is None or name != "parameters")]
    parts = [_with_verdict(known[name]) for name in chosen]
    parts += [step_in_words(known[name]) for name in costs if known[name].difference]
    drift = changes.of("drift")
    if drift is not None and drift.after.value:
        parts.append(f"weights changed by {drift.after.in_words}")
    first = f"Compared with {one_line(changes.baseline.name)}: {format_list(parts) or 'no number differs'}."
    layers = () if changes.comparison is None else (description_of(changes.comparison),)
    return (first, *layers, findings_sentence(changes.new_findings, changes.fixed_findings))


def findings_sentence(new: Sequence[FindingInBrief], fixed: Sequence[FindingInBrief]) -> str:
    """Return how many findings are new, and how many are gone.

    Args:
        new: findings of the model alone.
        fixed: findings of the baseline alone.

    Example:
        >>> findings_sentence((), ())
        'No finding is new.'
    """
    found = translate("No finding is new.")
    if new:
        found = translate("{count} finding is new.", "{count} findings are new.", count=len(new))
    if not fixed:
        return found
    gone = translate("{count} finding of the baseline is gone.", "{count} findings of the baseline are gone.", count=len(fixed))
    return f"{found} {gone}"


def _with_verdict(change: QuantityChange) -> str:
    verdict = "" if change.verdict == "same" else verdict_in_words(change)
    return f"{step_in_words(change)} ({verdict})" if verdict not in ("", "–") else step_in_words(change)


def _digits(value: float, digits: int, *, is_share: bool) -> str:
    return f"{format_number(100 * value, digits)} %" if is_share else format_number(value, digits)


def _signed(value: float, digits: int = 4) -> str:
    text = format_number(value, digits)
    return f"+{text}" if value > 0 else text
