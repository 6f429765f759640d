"""Measures of a classifier: accuracy, precision, recall and F1 of each class, and the confusion matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.measures.evaluation.classifiers.ranking import Ranking, class_rankings, micro_ranking
from dotnet_viz.measures.evaluation.inputs.given_predictions import class_predictions
from dotnet_viz.measures.evaluation.inputs.predictions import NO_CLASS, ClassPredictions
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import translate

Counts = NDArray[np.int64]


@dataclass(frozen=True)
class ClassScore:
    """Measures of one class, or of an average over classes.

    Args:
        name: of the class.
        precision: share of samples of this class among those predicted as it; 0 if there are none.
        recall: share of samples predicted as this class among those of it; 0 if there are none.
        f1: harmonic mean of both.
        support: number of samples of this class.
    """

    name: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, eq=False)
class Classification:
    """How well one output separates two classes or more.

    Args:
        predictions: what was predicted, and what is true.
        accuracy: share of samples whose prediction equals the label; in multi-label, all labels.
        classes: measures of each class.
        macro: mean over the classes.
        weighted: mean over the classes, weighted by support.
        micro: over all decisions of all classes together.
        confusion: counts, rows true and columns predicted, shape (classes, classes); ``None`` for multi-label.
    """

    predictions: ClassPredictions = field(repr=False)
    accuracy: float
    classes: tuple[ClassScore, ...]
    macro: ClassScore
    weighted: ClassScore
    micro: ClassScore
    confusion: Counts | None

    @property
    def name(self) -> str:
        """Of the output; empty where the model has one."""
        return self.predictions.name

    @property
    def kind(self) -> str:
        """``"multi-class"``, ``"binary"`` or ``"multi-label"``."""
        return self.predictions.kind

    @property
    def score_kind(self) -> str:
        """What the predictions are: ``"probabilities"``, ``"logits"``, ``"scores"``, ``"decision values"`` or ``"labels"``."""
        return self.predictions.score_kind

    @property
    def class_names(self) -> tuple[str, ...]:
        """In the order of the outputs."""
        return self.predictions.class_names

    @property
    def samples(self) -> int:
        """Number of predictions."""
        return len(self.predictions.true)

    @cached_property
    def rankings(self) -> tuple[Ranking, ...]:
        """That of each class which curves are of; measures, charts and pages share them.

        Raises:
            OptionError: the predictions are labels.
        """
        return tuple(class_rankings(self.predictions))

    @cached_property
    def micro_ranking(self) -> Ranking | None:
        """That of all decisions of all classes together; ``None`` where these are too many.

        Raises:
            OptionError: the predictions are labels.
        """
        return micro_ranking(self.predictions)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences on what was inferred from the data."""
        absent = [score.name for score in self.classes if not score.support]
        if not absent or self.predictions.scores is None:
            return self.predictions.notes
        shown = ", ".join(absent[:5]) + (", ..." if len(absent) > 5 else "")
        note = translate(
            "There is no sample of {count} class ({names}), so that it has no curve.",
            "There is no sample of {count} classes ({names}), so that they have no curve.",
            count=len(absent),
            names=shown,
        )
        return (*self.predictions.notes, note)


def classify(
    name: str, predicted: NDArray[Any], true: NDArray[Any], *, class_names: Sequence[Any] | None = None, labels: Any = None
) -> Classification:
    """Measure predictions of classes.

    Args:
        name: of the output.
        predicted: probabilities or logits, one column a class or a single column; shape (samples, ..., columns);
            or the predicted labels themselves.
        true: labels, one-hot rows or class names; shape (samples, ...).
        class_names: names in the order of the classes.
        labels: the label of each class, as a scikit-learn estimator lists them.

    Raises:
        ShapeError: shapes do not fit, or a label has no output.
        OptionError: a wrong number of class names.

    Example:
        >>> result = classify("", np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([0, 1]), class_names=["cat", "dog"])
        >>> result.accuracy, result.confusion.tolist()
        (1.0, [[1, 0], [0, 1]])
    """
    return measure_classes(class_predictions(name, predicted, true, class_names=class_names, labels=labels))


def measure_classes(predictions: ClassPredictions) -> Classification:
    """Measure predictions that are in one form already.

    Args:
        predictions: of one output.
    """
    count = len(predictions.class_names)
    if predictions.is_multi_label:
        table = _label_counts(predictions)
        accuracy = float((predictions.chosen == predictions.true).all(axis=1).mean())
        classes = _multi_label_scores(predictions)
        return Classification(predictions, accuracy, classes, *_averages(classes, table), None)
    cells = confusion_cells(predictions.true, predictions.chosen, count)
    confusion = cells[:, :count].astype(np.int64)
    accuracy = float(np.trace(confusion)) / len(predictions.true)
    classes = _scores(cells, predictions.class_names)
    table = np.column_stack([np.diag(confusion), cells[:, :count].sum(axis=0), cells.sum(axis=1)])
    return Classification(predictions, accuracy, classes, *_averages(classes, table), confusion)


def confusion_cells(true: Any, chosen: Any, count: int, weights: Any = None) -> Counts:
    """Count samples by true and predicted class; the last column has those whose prediction is no class.

    Args:
        true: index of the true class of each sample.
        chosen: index of the predicted class, :data:`~dotnet_viz.measures.evaluation.inputs.predictions.NO_CLASS` for none.
        count: number of classes.
        weights: how often each sample counts; ``None`` for once.

    Returns:
        Shape (classes, classes + 1).

    Example:
        >>> confusion_cells(np.array([0, 1, 1]), np.array([0, 0, NO_CLASS]), 2).tolist()
        [[1, 0, 0], [1, 0, 1]]
    """
    columns = np.where(chosen == NO_CLASS, count, chosen) if (chosen == NO_CLASS).any() else chosen
    flat = np.bincount(true * (count + 1) + columns, weights, minlength=count * (count + 1))
    return np.rint(flat).astype(np.int64).reshape(count, count + 1)


def _scores(cells: Counts, names: tuple[str, ...]) -> tuple[ClassScore, ...]:
    """Return the measures of each class; scikit-learn is given each cell of the matrix once, weighted by its count."""
    from sklearn.metrics import precision_recall_fscore_support

    rows, columns = np.nonzero(cells)
    each = precision_recall_fscore_support(
        rows, columns, labels=range(len(names)), sample_weight=cells[rows, columns], zero_division=0
    )
    return _class_scores(names, each)


def _multi_label_scores(predictions: ClassPredictions) -> tuple[ClassScore, ...]:
    from sklearn.metrics import precision_recall_fscore_support

    # What is not a number is no yes, and wrong where the answer is yes.
    chosen = (predictions.chosen == 1).astype(np.intp)
    return _class_scores(predictions.class_names, precision_recall_fscore_support(predictions.true, chosen, zero_division=0))


def _class_scores(names: tuple[str, ...], each: Any) -> tuple[ClassScore, ...]:
    return tuple(
        ClassScore(name, float(precision), float(recall), float(f1), int(support))
        for name, precision, recall, f1, support in zip(names, *each, strict=True)
    )


def _label_counts(predictions: ClassPredictions) -> Counts:
    """Return for each class how many samples are rightly chosen, are chosen, and are of it; shape (classes, 3)."""
    chosen, true = predictions.chosen == 1, predictions.true == 1
    return np.column_stack([(chosen & true).sum(axis=0), chosen.sum(axis=0), true.sum(axis=0)])


def _averages(classes: tuple[ClassScore, ...], table: NDArray[Any]) -> tuple[ClassScore, ClassScore, ClassScore]:
    """Return the macro, the weighted and the micro average."""
    values = np.array([(score.precision, score.recall, score.f1) for score in classes])
    support = np.array([score.support for score in classes])
    total = int(support.sum())
    weighted = np.average(values, axis=0, weights=support) if total else np.zeros(3)
    right, chosen, of_class = (float(part) for part in table.sum(axis=0))
    micro = (right / max(chosen, 1.0), right / max(of_class, 1.0), 2 * right / max(chosen + of_class, 1.0))
    means = {"macro": values.mean(axis=0), "weighted": weighted, "micro": micro}
    macro, by_support, together = (
        ClassScore(f"{kind} average", float(one), float(two), float(f1), total) for kind, (one, two, f1) in means.items()
    )
    return macro, by_support, together
