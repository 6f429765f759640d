"""Single numbers for a whole classification, from scikit-learn."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from dotnet_viz.measures.evaluation.classifiers.classification import Classification, confusion_cells
from dotnet_viz.measures.evaluation.classifiers.ranking import Ranking
from dotnet_viz.measures.evaluation.inputs.predictions import LOGITS, PROBABILITIES


def overall_scores(result: Classification, rankings: Sequence[Ranking] = ()) -> dict[str, float]:
    """Return single numbers by their names, as scikit-learn has them; those that are not defined for the data are left out.

    Args:
        result: of one output.
        rankings: of its classes; without them there are no areas.

    Example:
        >>> from dotnet_viz.measures.evaluation.classifiers.classification import classify
        >>> found = overall_scores(classify("", np.array([0, 1, 1, 1]), np.array([0, 0, 1, 1])))
        >>> found["accuracy"], found["balanced_accuracy"], found["most_frequent_class"]
        (0.75, 0.75, 0.5)
    """
    found = {"accuracy": result.accuracy, **_label_scores(result)}
    found |= {"f1_macro": result.macro.f1, "f1_weighted": result.weighted.f1, "f1_micro": result.micro.f1}
    if rankings:
        suffix = "_macro" if len(rankings) > 1 else ""
        found[f"roc_auc{suffix}"] = float(np.mean([ranking.roc_area for ranking in rankings]))
        found[f"average_precision{suffix}"] = float(np.mean([ranking.average_precision for ranking in rankings]))
    return found | _probability_scores(result)


def _label_scores(result: Classification) -> dict[str, float]:
    """Return what predicted labels alone decide; scikit-learn is given each cell of the matrix once, weighted by its count."""
    from sklearn.metrics import balanced_accuracy_score, cohen_kappa_score, matthews_corrcoef

    predictions = result.predictions
    if predictions.is_multi_label:
        return {"hamming_loss": float((predictions.chosen != predictions.true).mean())}
    cells = confusion_cells(predictions.true, predictions.chosen, len(predictions.class_names))
    rows, columns = np.nonzero(cells)
    given: dict[str, Any] = {"y_true": rows, "y_pred": columns, "sample_weight": cells[rows, columns]}
    frequent = float(cells.sum(axis=1).max() / cells.sum())
    if len(np.unique(rows)) < 2:
        return {"most_frequent_class": frequent}
    with warnings.catch_warnings():
        # A prediction that is no class counts as one that never occurs, which is meant.
        warnings.simplefilter("ignore", UserWarning)
        return {
            "most_frequent_class": frequent,
            "balanced_accuracy": float(balanced_accuracy_score(**given)),
            "matthews_correlation": float(matthews_corrcoef(**given)),
            "cohen_kappa": float(cohen_kappa_score(rows, columns, sample_weight=given["sample_weight"])),
        }


def _probability_scores(result: Classification) -> dict[str, float]:
    predictions = result.predictions
    if predictions.is_multi_label or predictions.scores is None or predictions.score_kind not in (PROBABILITIES, LOGITS):
        return {}
    usable = predictions.is_usable
    if not usable.any():
        return {}
    probabilities, true = predictions.probabilities[usable], predictions.true[usable]
    # As log_loss of scikit-learn: probabilities of 0 count as the smallest number that can be told from 0.
    own = np.take_along_axis(probabilities, true[:, np.newaxis], axis=1)[:, 0]
    smallest = float(np.finfo(np.float64).eps)
    found = {"log_loss": float(-np.log(np.clip(own / probabilities.sum(axis=1), smallest, 1 - smallest)).mean())}
    if predictions.is_binary:
        index = predictions.positive
        found["brier_score"] = float(np.mean((probabilities[:, index] - (true == index)) ** 2))
    return found
