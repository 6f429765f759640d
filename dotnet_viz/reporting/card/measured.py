"""What an evaluation says in a model card: results as Hugging Face reads them, and sentences on single classes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.evaluation.classifiers.classification import Classification, ClassScore
from dotnet_viz.measures.evaluation.evaluate import Evaluation, Result
from dotnet_viz.measures.evaluation.regression import Regression
from dotnet_viz.measures.evaluation.segmentation import Segmentation
from dotnet_viz.translation.translate import mark, translate

MAX_GROUPS = 20
"""Classes in a card at most; the worst ones come first."""
UNKNOWN = "unknown"
_DIGITS = 6


def task_of(result: Result) -> str:
    """Return what an output does, in the words of Hugging Face's tasks without their kind of input.

    Args:
        result: of one output.
    """
    if isinstance(result, Segmentation):
        return "image-segmentation"
    return "classification" if isinstance(result, Classification) else "regression"


def measured_index(evaluation: Evaluation, model: str, dataset: str, task: str | None) -> dict[str, Any]:
    """Return an evaluation as an entry of the ``model-index``.

    Args:
        evaluation: of the model.
        model: its name.
        dataset: that it was measured on; empty where it has no name, for which Hugging Face needs a word.
        task: as Hugging Face names it; ``None`` where that is not known.

    Example:
        >>> from dotnet_viz.measures.evaluation.evaluate import evaluate_predictions
        >>> entry = measured_index(evaluate_predictions([0, 1, 1], [0, 1, 0]), "m", "held out", None)
        >>> entry["results"][0]["metrics"][0]
        {'type': 'accuracy', 'value': 0.666667, 'name': 'Accuracy'}
    """
    results = [_result(result, dataset or UNKNOWN, task) for result in evaluation.outputs]
    return {"name": model, "results": [result for result in results if result["metrics"]]}


def _result(result: Result, dataset: str, task: str | None) -> dict[str, Any]:
    named = {"name": result.name} if result.name else {}
    metrics = [
        {"type": kind, "value": round(value, _DIGITS), "name": title}
        for kind, title, value in _scores(result)
        if math.isfinite(value)
    ]
    return {
        "task": dict({"type": task or task_of(result)}, **named),
        "dataset": {"type": dataset, "name": dataset},
        "metrics": metrics,
    }


def measures_of(evaluation: Evaluation) -> dict[str, str]:
    """Return what an evaluation measured: what Hugging Face calls each measure, and what a reader does.

    Args:
        evaluation: of the model.
    """
    return {kind: title for result in evaluation.outputs for kind, title, _ in _scores(result)}


def results_of_groups(evaluation: Evaluation) -> tuple[str, ...]:
    """Return sentences on the results of single classes, the worst first.

    Args:
        evaluation: of the model.
    """
    found: list[str] = []
    for result in evaluation.outputs:
        if not isinstance(result, Classification):
            continue
        scores = sorted((score for score in result.classes if score.support), key=lambda score: score.f1)
        where = f"{result.name}, " if result.name else ""
        found += [f"{where}{_sentence(score)}" for score in scores[:MAX_GROUPS]]
        if len(scores) > MAX_GROUPS:
            found.append(
                where
                + translate(
                    "{classes} more, each with an F1 of {f1} or more",
                    classes=format_count(len(scores) - MAX_GROUPS, "class", "classes"),
                    f1=format_number(scores[MAX_GROUPS].f1),
                )
            )
    return tuple(found)


def _sentence(score: ClassScore) -> str:
    return translate(
        "{name}: precision {precision}, recall {recall}, F1 {f1}, {samples}",
        name=score.name,
        precision=format_percent(score.precision),
        recall=format_percent(score.recall),
        f1=format_number(score.f1),
        samples=format_count(score.support, "sample"),
    )


def _scores(result: Result) -> Iterator[tuple[str, str, float]]:
    """Yield what Hugging Face calls a metric, what a reader calls it, and its value."""
    if isinstance(result, Classification):
        yield "accuracy", "Accuracy", result.accuracy
        yield "f1", "F1, mean of the classes", result.macro.f1
        yield "precision", mark("Precision, mean of the classes"), result.macro.precision
        yield "recall", mark("Recall, mean of the classes"), result.macro.recall
    elif isinstance(result, Regression):
        overall = result.overall
        yield "mae", "Mean absolute error", overall.mean_absolute_error
        yield "rmse", "Root mean squared error", overall.root_mean_squared_error
        yield "r_squared", "R²", overall.r2
    else:
        for key, value in result.scores.items():
            title = key.replace("_", " ").replace("iou", "IoU").replace("dice", "Dice")
            yield key, title[0].upper() + title[1:], value
