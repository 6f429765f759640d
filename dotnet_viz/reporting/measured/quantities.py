"""The numbers of a report by name: what conditions ask for, what a baseline is compared by, and what ``report.json`` has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dotnet_viz.formatting import format_bytes, format_count, format_magnitude, format_number, format_percent
from dotnet_viz.measures.diagnostics.finding import Findings
from dotnet_viz.measures.severities import SEVERITIES
from dotnet_viz.measures.summary.numbers import ModelSummary
from dotnet_viz.measures.training.metric_names import base_name, better_direction

if TYPE_CHECKING:
    from dotnet_viz.evaluation.base import OutputEvaluation
    from dotnet_viz.measures.training.run import TrainingRun

UNITS = ("count", "operations", "bytes", "share", "number")
WHOLE = ("count", "operations", "bytes")
"""Units of whole numbers."""

SCORES = (
    *("accuracy", "balanced_accuracy", "f1_macro", "f1_weighted", "f1_micro", "precision_macro", "recall_macro"),
    *("precision", "recall", "f1", "roc_auc", "roc_auc_macro", "average_precision", "average_precision_macro"),
    *("sequence_accuracy", "most_frequent_class", "hamming_loss", "matthews_correlation", "cohen_kappa", "log_loss"),
    *("brier_score", "pixel_accuracy", "mean_iou", "mean_dice", "frequency_weighted_iou", "iou", "dice", "r2"),
    *("mean_absolute_error", "root_mean_squared_error", "max_error"),
)
"""Every measure that an evaluation may have, so that a name that none has is an error before the model predicts anything."""

_SHARES = frozenset({
    *("accuracy", "balanced_accuracy", "sequence_accuracy", "pixel_accuracy", "most_frequent_class", "hamming_loss"),
    *("precision", "recall", "f1", "f1_macro", "f1_weighted", "f1_micro", "precision_macro", "recall_macro"),
    *("iou", "dice", "mean_iou", "mean_dice", "frequency_weighted_iou"),
})  # fmt: skip
_LOWER = ("max_error", "log_loss", "brier_score", "hamming_loss")
_UNDIRECTED = ("samples", "most_frequent_class", "layers")


@dataclass(frozen=True)
class Quantity:
    """A number of a report.

    Args:
        value: the number; ``None`` where it is not known.
        unit: one of :data:`UNITS`.
        reason: why it is not known; empty where it is.
    """

    value: float | None
    unit: str = "number"
    reason: str = ""

    @property
    def in_words(self) -> str:
        """The number as texts have it; a dash where it is not known."""
        return "–" if self.value is None else format_quantity(self.value, self.unit)


Quantities = Mapping[str, Quantity]


def format_quantity(value: float, unit: str) -> str:
    """Return a number as texts have it.

    Args:
        value: the number.
        unit: one of :data:`UNITS`.

    Example:
        >>> format_quantity(0.9731, "share"), format_quantity(2048, "bytes"), format_quantity(12345, "count")
        ('97.3 %', '2.0 KiB', '12,345')
    """
    if unit == "share":
        return format_percent(value)
    if unit == "number":
        return format_number(value)
    if unit == "operations":
        return format_magnitude(int(value))
    return format_bytes(int(value)) if unit == "bytes" else format_count(int(value))


def better_value(name: str) -> str | None:
    """Return whether ``"lower"`` or ``"higher"`` is better of a quantity; ``None`` where neither is.

    Args:
        name: such as ``"accuracy"`` or ``"cat:recall"``.

    Example:
        >>> better_value("cat:recall"), better_value("parameters"), better_value("output/log_loss"), better_value("layers")
        ('higher', 'lower', 'lower', None)
    """
    measure = base_measure(name)
    if measure in _UNDIRECTED:
        return None
    if measure in _LOWER or measure in (*MODEL_QUANTITIES, "errors", "warnings", "hints", "drift"):
        return "lower"
    return "higher" if measure in SCORES and "error" not in measure else better_direction(base_name(measure))


MODEL_QUANTITIES = (
    *("parameters", "trainable_parameters", "layers", "size", "file_size", "macs", "flops", "activation_memory"),
)
FINDING_QUANTITIES = tuple(f"{severity}s" for severity in SEVERITIES)


def quantity_of(place: str, measure: str) -> str:
    """Return the name of a measure of a class or target.

    Args:
        place: name of the class or target, whose line breaks and blanks become one blank, as in a condition.
        measure: such as ``"recall"``.

    Example:
        >>> quantity_of("big  cat", "recall")
        'big cat:recall'
    """
    return f"{' '.join(place.split())}:{measure}"


def is_best_of(name: str) -> bool:
    """Return whether a quantity is that of the best class or target, which says less than the worst one.

    Args:
        name: of the quantity.

    Example:
        >>> [is_best_of(name) for name in ("min(recall)", "max(recall)", "min(max_error)", "a/max(max_error)", "recall")]
        [False, True, True, False, False]
    """
    extreme = name.rpartition("/")[2].partition("(")[0]
    return extreme in ("min", "max") and extreme == {"lower": "min"}.get(better_value(name) or "", "max")


def base_measure(name: str) -> str:
    """Return the measure that a quantity is of, without its output, class, ``min()`` or ``max()``.

    Args:
        name: of the quantity.

    Example:
        >>> [base_measure(name) for name in ("accuracy", "a/b:recall", "min(recall)", "digit/min(f1)", "val_loss")]
        ['accuracy', 'recall', 'recall', 'f1', 'val_loss']
    """
    measure = name.rpartition(":")[2].rpartition("/")[2]
    is_extreme = measure.startswith(("min(", "max(")) and measure.endswith(")")
    return measure[4:-1] if is_extreme else measure


def model_quantities(summary: ModelSummary) -> dict[str, Quantity]:
    """Return how large a model is and what it costs.

    Args:
        summary: of the model.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.measures.summary.summary import summarise
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> found = model_quantities(summarise(read([np.ones((3, 2))])))
        >>> found["parameters"].value, found["flops"].value, found["size"].in_words
        (6, 12, '48 bytes')
    """
    lacking = "" if summary.parameter_count is not None else "the model's source lacks some weights"
    no_size = "" if summary.weight_bytes is not None else "the dtype of some weights is not known"
    cost, memory = summary.cost, summary.activation_memory
    uncounted = "" if cost.is_complete else "the operations of some layers, or their shapes, are not known"
    unmeasured = "" if memory.is_complete else "the shapes or dtypes of some layers are not known"
    found = {
        "parameters": Quantity(summary.parameter_count, "count", lacking),
        "trainable_parameters": Quantity(summary.trainable_count, "count", lacking),
        "layers": Quantity(summary.layer_count, "count"),
        "size": Quantity(summary.weight_bytes, "bytes", no_size),
        "macs": Quantity(cost.macs if cost.is_complete else None, "operations", uncounted),
        "flops": Quantity(cost.flops if cost.is_complete else None, "operations", uncounted),
        "activation_memory": Quantity(memory.total if memory.is_complete else None, "bytes", unmeasured),
    }
    return found | ({} if summary.file_size is None else {"file_size": Quantity(summary.file_size, "bytes")})


def finding_quantities(results: Sequence[Findings]) -> dict[str, Quantity]:
    """Return how many findings there are of each severity.

    Args:
        results: of the checks of a model, of a training, or of both.
    """
    counts = [result.counts() for result in results]
    return {f"{severity}s": Quantity(sum(count[severity] for count in counts), "count") for severity in SEVERITIES}


def training_quantities(run: TrainingRun | None) -> dict[str, Quantity]:
    """Return the metrics at the last epoch of a training, ``val_`` before those on the validation data, else ``train_``.

    Args:
        run: the training; ``None`` without one.

    Example:
        >>> from dotnet_viz.measures.training.sources import run_of
        >>> found = training_quantities(run_of({"loss": [0.9, 0.5], "val_loss": [1.0, 0.7]}))
        >>> {name: quantity.value for name, quantity in found.items()}
        {'train_loss': 0.5, 'val_loss': 0.7}
    """
    history = None if run is None else run.history
    found: dict[str, Quantity] = {}
    for metric in () if history is None else history.metrics:
        for prefix, values in (("train", metric.train), ("val", metric.validation)):
            if values:
                found[f"{prefix}_{metric.name}"] = Quantity(values[-1], _unit_of(metric.name))
    return found


def metric_quantities(evaluations: Sequence[OutputEvaluation]) -> dict[str, Quantity]:
    """Return what an evaluation measured: of everything, of each class (``cat:recall``), and of the worst (``min(recall)``).

    With several outputs, the name of the output and a slash stand before.

    Args:
        evaluations: of each output of the model.

    Example:
        >>> from dotnet_viz.evaluation.evaluate import evaluation_of
        >>> from dotnet_viz.measures.evaluation.evaluate import evaluate_predictions
        >>> found = metric_quantities([evaluation_of(evaluate_predictions(["cat", "dog", "dog"], ["cat", "dog", "cat"]))])
        >>> [found[name].value for name in ("accuracy", "dog:recall", "min(recall)", "samples")]
        [0.6666666666666666, 0.5, 0.5, 3]
    """
    found: dict[str, Quantity] = {}
    for prefix, evaluation in zip(output_prefixes(evaluations), evaluations, strict=True):
        found |= {f"{prefix}{name}": quantity for name, quantity in _of_output(evaluation.to_dict())}
    return found


def output_prefixes(evaluations: Sequence[OutputEvaluation]) -> list[str]:
    """Return what stands before the quantities of each output: its name and a slash, nothing where there is one output.

    Args:
        evaluations: of each output of the model.
    """
    if len(evaluations) < 2:
        return [""] * len(evaluations)
    return [f"{one.result.name or f'output {number}'}/" for number, one in enumerate(evaluations, start=1)]


def _of_output(numbers: Mapping[str, Any]) -> Iterator[tuple[str, Quantity]]:
    """Yield the quantities of one output."""
    scores = numbers.get("scores") or {name: value for name, value in numbers.items() if name in SCORES}
    yield from ((name, Quantity(value, _unit_of(name))) for name, value in scores.items())
    yield "samples", Quantity(numbers.get("samples", numbers.get("images")), "count")
    averages = {row["name"]: row for row in numbers.get("averages", ())}
    for measure in ("precision", "recall"):
        if "macro average" in averages:
            yield f"{measure}_macro", Quantity(averages["macro average"][measure], "share")
    rows = numbers.get("classes", numbers.get("targets", ()))
    if len(rows) < 2:
        return
    for measure in (name for name in rows[0] if name in SCORES):
        values = {str(row["name"]): row[measure] for row in rows}
        known = [value for value in values.values() if value == value]  # noqa: PLR0124 - NaN, of a class that does not occur
        for name, value in values.items():
            yield quantity_of(name, measure), Quantity(value, _unit_of(measure))
        for extreme in (min, max):
            yield f"{extreme.__name__}({measure})", Quantity(extreme(known, default=float("nan")), _unit_of(measure))


def _unit_of(measure: str) -> str:
    return "share" if measure in _SHARES else "number"
