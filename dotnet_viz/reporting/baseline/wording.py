"""What changed since the baseline in words, the same ones in pages, Markdown and the summary."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import (
    MINUS,
    format_change,
    format_count,
    format_list,
    format_number,
    format_percent,
    format_sentences,
)
from dotnet_viz.measures.comparison.texts.wording import description_of
from dotnet_viz.reporting.baseline.baseline import FindingInBrief
from dotnet_viz.reporting.baseline.changes import BaselineChanges, QuantityChange
from dotnet_viz.reporting.measured.quantities import MODEL_QUANTITIES, WHOLE, base_measure, format_quantity
from dotnet_viz.translation.translate import mark, translate

HEADLINES = ("accuracy", "pixel_accuracy", "mean_iou", "r2", "root_mean_squared_error", "balanced_accuracy", "f1_macro")
"""Measures that a summary names, the first two that there are."""
OF_TRAINING = ("val_accuracy", "val_loss", "train_accuracy", "train_loss")
COSTS = ("parameters", "size", "flops")
_WORDS = {
    "accuracy": mark("accuracy"),
    "activation_memory": mark("activation memory per sample"),
    "average_precision": mark("average precision"),
    "average_precision_macro": mark("average precision, mean of the classes"),
    "balanced_accuracy": mark("balanced accuracy"),
    "brier_score": mark("Brier score"),
    "cohen_kappa": mark("Cohen's kappa"),
    "dice": mark("Dice"),
    "drift": mark("change of the weights"),
    "f1": mark("F1"),
    "f1_macro": mark("F1, mean of the classes"),
    "f1_micro": mark("F1 of all decisions together"),
    "f1_weighted": mark("F1, mean weighted by samples"),
    "file_size": mark("size of the file"),
    "flops": mark("FLOPs per sample"),
    "frequency_weighted_iou": mark("IoU, weighted by pixels"),
    "hamming_loss": mark("share of wrong labels"),
    "iou": mark("IoU"),
    "layers": mark("layers"),
    "log_loss": mark("log loss"),
    "macs": mark("MACs per sample"),
    "matthews_correlation": mark("Matthews correlation"),
    "max_error": mark("largest error"),
    "mean_absolute_error": mark("mean absolute error"),
    "mean_dice": mark("mean Dice"),
    "mean_iou": mark("mean IoU"),
    "most_frequent_class": mark("always the most frequent class"),
    "parameters": mark("parameters"),
    "pixel_accuracy": mark("pixels that are right"),
    "precision": mark("precision"),
    "precision_macro": mark("precision, mean of the classes"),
    "r2": mark("R²"),
    "recall": mark("recall"),
    "recall_macro": mark("recall, mean of the classes"),
    "roc_auc": mark("area under the ROC curve"),
    "roc_auc_macro": mark("area under the ROC curve, mean of the classes"),
    "root_mean_squared_error": mark("root mean squared error"),
    "samples": mark("samples"),
    "sequence_accuracy": mark("sequences without an error"),
    "size": mark("size of the weights"),
    "trainable_parameters": mark("trainable parameters"),
}
_OF_AMOUNTS = ("r2", "mean_absolute_error", "root_mean_squared_error", "max_error")
_VERDICTS = {"better": mark("better"), "worse": mark("worse"), "same": mark("the same")}
_CLEAR = {"better": mark("clearly better"), "worse": mark("clearly worse"), "other": mark("clearly different")}
_MAY_BE_CHANCE = {
    "better": mark("better, may be chance"),
    "worse": mark("worse, may be chance"),
    "other": mark("different, may be chance"),
}
_DRIFT = mark("weights changed by {share}")
_DRIFT_OF_PART = mark("weights that both have in the same shape differ by {share}")
_EXTREMES = {
    "min": mark("{measure}, lowest of the classes"),
    "max": mark("{measure}, highest of the classes"),
    "min of amounts": mark("{measure}, lowest of the amounts"),
    "max of amounts": mark("{measure}, highest of the amounts"),
    "max(drift)": mark("change of the weights, most of a layer"),
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
        return translate(_EXTREMES[name])
    place, colon, measure = name.rpartition(":")
    output, slash, measure = ("", "", measure) if colon else measure.rpartition("/")
    kind, bracket, inside = measure.partition("(")
    if bracket and kind in _EXTREMES:
        of = inside.removesuffix(")")
        words = translate(_EXTREMES[f"{kind} of amounts" if of in _OF_AMOUNTS else kind], measure=_measure(of))
    else:
        words = _measure(measure)
    if colon:
        return f"{one_line(place)}: {words}"
    return f"{one_line(output)}, {words}" if slash else words


def _measure(name: str) -> str:
    return translate(_WORDS[name]) if name in _WORDS else one_line(name.replace("_", " "))


def difference_in_words(change: QuantityChange) -> str:
    """Return the difference of a quantity with its sign; shares in percentage points, a dash where it is not known.

    Args:
        change: of the quantity.

    Example:
        >>> from dotnet_viz.reporting.measured.quantities import Quantity
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
        return "0" if not difference else translate("{difference} points", difference=_signed(100 * difference, 3))
    if unit == "number" or not difference or math.isinf(difference):
        return _signed(difference)
    sign = "+" if difference > 0 else MINUS
    text = format_change(int(difference)) if unit == "count" else f"{sign}{format_quantity(abs(difference), unit)}"
    before = change.before.value
    return f"{text} ({sign}{format_percent(abs(difference / before))})" if before else text


def verdict_in_words(change: QuantityChange) -> str:
    """Return whether a change is one for the better, and whether it may be chance; of sizes and costs, whether it is more.

    Args:
        change: of the quantity.
    """
    if change.name in MODEL_QUANTITIES and change.difference:
        return translate("more") if change.difference > 0 else translate("less")
    if change.verdict == "same" or change.is_beyond_chance is None:
        return translate(_VERDICTS[change.verdict]) if change.verdict != "other" else "–"
    return translate((_CLEAR if change.is_beyond_chance else _MAY_BE_CHANCE)[change.verdict])


def interval_in_words(change: QuantityChange) -> str:
    """Return the interval of a difference in the unit that the difference is written in; a dash without one.

    Args:
        change: of the quantity.
    """
    if change.low is None or change.high is None or math.isnan(change.low) or math.isnan(change.high):
        return "–"
    scale = 100 if change.after.unit == "share" else 1
    low, high = (_signed(scale * end, 3) for end in (change.low, change.high))
    return translate("{low} to {high}", low=low, high=high)


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
        >>> from dotnet_viz.reporting.measured.quantities import Quantity
        >>> values_in_words(QuantityChange("accuracy", Quantity(0.97312, "share"), Quantity(0.97318, "share")))
        ('97.31 %', '97.32 %')
    """
    texts = change.before.in_words, change.after.in_words
    before, after = change.before.value, change.after.value
    if texts[0] != texts[1] or before is None or after is None or before == after:
        return texts
    if change.after.unit in WHOLE:
        noun = "byte" if change.after.unit == "bytes" else ""
        return format_count(int(before), noun), format_count(int(after), noun)
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
    if changes.are_networks:
        parts += [step_in_words(known[name]) for name in costs if known[name].difference]
    drift = changes.of("drift")
    if drift is not None and drift.after.value:
        is_part = changes.comparison is not None and changes.comparison.architecture_differs
        parts.append(translate(_DRIFT_OF_PART if is_part else _DRIFT, share=drift.after.in_words))
    listed = format_list(parts) or translate("no number differs")
    baseline = one_line(changes.baseline.name)
    first = translate("Compared with the baseline {baseline}: {changes}.", baseline=baseline, changes=listed)
    if not changes.are_networks:
        return (first,)
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
    return format_sentences([found, gone])


def _with_verdict(change: QuantityChange) -> str:
    verdict = "" if change.verdict == "same" else verdict_in_words(change)
    return f"{step_in_words(change)} ({verdict})" if verdict not in ("", "–") else step_in_words(change)


def _digits(value: float, digits: int, *, is_share: bool) -> str:
    return f"{format_number(100 * value, digits)} %" if is_share else format_number(value, digits)


def _signed(value: float, digits: int = 4) -> str:
    text = format_number(value, digits)
    return f"+{text}" if value > 0 else text
