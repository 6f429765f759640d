"""The evaluation of predicted classes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.evaluation import curves, distributions
from dotnet_viz.charts.evaluation.calibration import calibration_chart
from dotnet_viz.charts.evaluation.classes import per_class_chart, slice_chart
from dotnet_viz.charts.evaluation.confusion import confusion_chart
from dotnet_viz.charts.evaluation.errors import error_chart, error_images_chart, error_rows_chart
from dotnet_viz.charts.evaluation.thresholds import threshold_chart
from dotnet_viz.display.table import TextTable
from dotnet_viz.errors import OptionError, ShapeError, unknown_choice
from dotnet_viz.evaluation.base import OutputEvaluation
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.evaluation.calibration import class_calibration, confidence_calibration
from dotnet_viz.measures.evaluation.classification import Classification
from dotnet_viz.measures.evaluation.intervals import Interval, Weighted, bootstrap, weighted_measures
from dotnet_viz.measures.evaluation.predictions import DECISION, LABELS, LOGITS
from dotnet_viz.measures.evaluation.ranking import Ranking, class_ranking, class_rankings, micro_ranking
from dotnet_viz.measures.evaluation.samples import column_of, rows_of
from dotnet_viz.measures.evaluation.scores import overall_scores
from dotnet_viz.measures.evaluation.slices import error_slices
from dotnet_viz.measures.evaluation.thresholds import at_thresholds
from dotnet_viz.measures.evaluation.top_k import top_k_accuracy
from dotnet_viz.measures.evaluation.worst import is_wrong, worst_predictions

_HEADS = ("class", "precision", "recall", "F1", "samples")
_MEASURES = ("precision", "recall", "f1")


class ClassificationEvaluation(OutputEvaluation):
    """How well one output separates classes.

    Args:
        result: what was measured.
        theme: of its charts: ``"light"`` or ``"dark"``.
        samples: what was predicted, to show the worst examples; ``None`` where it is not there.
        draws: how often samples are drawn again for confidence intervals; 0 for none.
    """

    def __init__(self, result: Classification, theme: str = "light", samples: Any = None, draws: int = 0) -> None:
        super().__init__(theme)
        self.result = result
        self._samples, self._draws = samples, draws

    @property
    def heading(self) -> str:
        """What was evaluated, in one line."""
        output = f" of {self.result.name!r}" if self.result.name else ""
        return (
            f"Classification{output}: accuracy {format_percent(self.result.accuracy)} on "
            f"{format_count(self.result.samples, 'sample')} in {format_count(len(self.class_names), 'class', 'classes')}"
        )

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the classes, in the order of the outputs."""
        return self.result.class_names

    @property
    def notes(self) -> tuple[str, ...]:
        """What was inferred from the data, or left out."""
        return self.result.notes

    @cached_property
    def scores(self) -> dict[str, float]:
        """Single numbers by their names in scikit-learn, such as ``"balanced_accuracy"`` and ``"roc_auc"``."""
        return overall_scores(self.result, self._rankings if self.result.score_kind != LABELS else ())

    @property
    def answers(self) -> NDArray[np.intp]:
        """Index of the class of each sample; with several labels 0 or 1, shape (samples, classes)."""
        return self.result.predictions.true

    @property
    def is_right(self) -> NDArray[np.bool_]:
        """Whether each sample is predicted right, all of its labels where it has several."""
        return ~is_wrong(self.result.predictions)

    def weighted_measures(self) -> list[Weighted]:
        """Return functions that measure the predictions when each sample counts a number of times."""
        return weighted_measures(self.result.predictions)

    @cached_property
    def intervals(self) -> tuple[Interval, ...]:
        """Confidence intervals (95 %) by bootstrap, where they were asked for."""
        return bootstrap(self.result.predictions, self._draws) if self._draws else ()

    @property
    def tables(self) -> tuple[TextTable, ...]:
        """Single numbers, with their intervals where there are any, and measures of each class."""
        intervals = self._score_intervals
        rows = [(name.replace("_", " "), format_number(value), intervals.get(name, "")) for name, value in self.scores.items()]
        heads = ("measure", "value", "95 % interval") if self.intervals else ("measure", "value")
        scores = (*self.result.classes, self.result.macro, self.result.weighted)
        classes = [
            (score.name, *map(format_percent, (score.precision, score.recall, score.f1)), format_count(score.support))
            for score in scores
        ]
        return (
            TextTable(heads, [row[: len(heads)] for row in rows], numbers=heads[1:]),
            TextTable(_HEADS, classes, numbers=_HEADS[1:], what="classes"),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return its numbers as plain Python."""
        result = self.result
        return self._plain(
            {
                "task": "classification",
                "output": result.name,
                "kind": result.kind,
                "predictions": result.score_kind,
                "samples": result.samples,
                "scores": self.scores,
                "classes": [asdict(score) for score in result.classes],
                "averages": [asdict(score) for score in (result.macro, result.weighted, result.micro)],
                "confusion_matrix": result.confusion,
                "intervals": [asdict(one) for one in self.intervals],
                "notes": self.notes,
            }
        )

    def charts(self) -> Mapping[str, Chart]:
        """Return every chart that these predictions allow, by the name of its method, with its default options."""
        found = {"per_class": self.per_class()}
        if self.result.confusion is not None:
            found["confusion_matrix"] = self.confusion_matrix()
        if self.result.score_kind != LABELS and self._rankings:
            found |= {
                name: getattr(self, name)()
                for name in ("roc", "precision_recall", "det", "gain", "lift", "score_distributions")
            }
            if self.result.score_kind != DECISION:
                found["calibration"] = self.calibration()
            if len(self.result.predictions.curve_classes) == 1:
                found["thresholds"] = self.thresholds()
            if len(self.class_names) > 2 and not self.result.predictions.is_multi_label:
                found["top_k"] = self.top_k()
        return found | {"errors": self.errors()}

    def confusion_matrix(self, *, normalize: str | None = None, sort: str = "classes", max_classes: int | None = 30) -> Chart:
        """Draw which classes are taken for which: a row for each true class, a column for each predicted one.

        Args:
            normalize: ``"true"`` shows shares of the true class, ``"pred"`` of the predicted one, ``"all"`` of all samples;
                ``None`` shows counts, and in up to 12 classes shares of the true class below.
            sort: ``"classes"`` for their own order, ``"errors"`` for the most errors first, ``"confusion"`` to place classes
                next to each other that are taken for each other.
            max_classes: most classes with a row of their own, those that are confused most; ``None`` for all.

        Returns:
            A chart whose ``to_frame()`` has a row for each cell.

        Raises:
            OptionError: an unknown option, or samples of several labels.
        """
        return self._themed(confusion_chart(self.result, normalize=normalize, sort=sort, max_classes=max_classes))

    def roc(self, classes: Iterable[str | int] | None = None, *, averages: bool = True) -> Chart:
        """Draw ROC curves: of two classes that of the positive one, of more each against all others, with averages.

        Args:
            classes: names or indices of the classes to draw; ``None`` for all that occur.
            averages: whether the micro and the macro average of several classes are drawn; the micro average ranks every
                score, and is left out of more than 30 million.

        Raises:
            OptionError: the predictions are labels, all samples are of one class, or there is no such class.
        """
        rankings = self._chosen(classes)
        has_macro = averages and self._has_averages
        micro = self._micro if has_macro else None
        return self._themed(curves.roc_chart(rankings, micro, self._intervals_of("ROC AUC"), has_macro=has_macro))

    def precision_recall(self, classes: Iterable[str | int] | None = None, *, averages: bool = True) -> Chart:
        """Draw precision-recall curves, as :meth:`roc` draws ROC curves.

        Args:
            classes: names or indices of the classes to draw; ``None`` for all that occur.
            averages: whether the micro and the macro average of several classes are drawn; the micro average ranks every
                score, and is left out of more than 30 million.

        Raises:
            OptionError: the predictions are labels, all samples are of one class, or there is no such class.
        """
        rankings = self._chosen(classes)
        has_macro = averages and self._has_averages
        micro = self._micro if has_macro else None
        intervals = self._intervals_of("average precision")
        return self._themed(curves.precision_recall_chart(rankings, micro, intervals, has_macro=has_macro))

    def det(self, classes: Iterable[str | int] | None = None) -> Chart:
        """Draw false negatives over false positives on stretched axes, for detectors whose errors are rare.

        Args:
            classes: names or indices of the classes to draw; ``None`` for all that occur.

        Raises:
            OptionError: as :meth:`roc`.
        """
        return self._themed(curves.detection_error_chart(self._chosen(classes)))

    def gain(self, classes: Iterable[str | int] | None = None) -> Chart:
        """Draw which share of a class is found in the best ranked part of the samples.

        Args:
            classes: names or indices of the classes to draw; ``None`` for all that occur.

        Raises:
            OptionError: as :meth:`roc`.
        """
        return self._themed(curves.gain_chart(self._chosen(classes)))

    def lift(self, classes: Iterable[str | int] | None = None) -> Chart:
        """Draw how many times as many samples of a class the best ranked part has as a random part of that size.

        Args:
            classes: names or indices of the classes to draw; ``None`` for all that occur.

        Raises:
            OptionError: as :meth:`roc`.
        """
        return self._themed(curves.lift_chart(self._chosen(classes)))

    def calibration(
        self, classes: Iterable[str | int] | None = None, *, bins: int = 10, strategy: str = "uniform"
    ) -> Chart:  # fmt: skip
        """Draw whether predicted probabilities are the shares that occur, above a histogram of them.

        Args:
            classes: names or indices of classes, each with a curve of its own; ``None`` for the positive one of two, and of
                more for the class that is predicted: how often it is right.
            bins: number of bins.
            strategy: ``"uniform"`` for bins of equal width, ``"quantile"`` for bins of equal numbers of samples.

        Raises:
            OptionError: the predictions are no probabilities, or an unknown option.
        """
        predictions = self.result.predictions
        if classes is None and not (predictions.is_binary or predictions.is_multi_label):
            return self._themed(calibration_chart([confidence_calibration(predictions, bins=bins, strategy=strategy)]))
        indices = predictions.curve_classes if classes is None else self._indices(classes)
        found = [class_calibration(predictions, index, bins=bins, strategy=strategy) for index in indices]
        return self._themed(calibration_chart(found))

    def thresholds(
        self, of: str | int | None = None, *, false_positive_cost: float = 1.0, false_negative_cost: float = 1.0
    ) -> Chart:  # fmt: skip
        """Draw precision, recall, F1 and the mean cost over the threshold from which a sample is called positive.

        Args:
            of: name or index of the class; ``None`` for the positive one of two.
            false_positive_cost: of calling a sample positive that is not of the class.
            false_negative_cost: of missing one of the class.

        Raises:
            OptionError: several classes of which none is chosen, costs below 0, or as :meth:`roc`.
        """
        predictions = self.result.predictions
        if of is None and len(predictions.curve_classes) > 1:
            raise OptionError(f"a threshold is of one class; choose it: thresholds({self.class_names[0]!r})")
        index = predictions.curve_classes[0] if of is None else self._indices([of])[0]
        ranking = class_ranking(predictions, index, keep_all=True)
        if ranking is None:
            raise OptionError(f"a threshold needs samples of {self.class_names[index]!r} and of others")
        found = at_thresholds(ranking, false_positive_cost, false_negative_cost)
        is_probability = predictions.score_kind not in (LOGITS, DECISION)
        costs = (false_positive_cost, false_negative_cost)
        return self._themed(threshold_chart(found, costs, is_probability=is_probability))

    def score_distributions(self, classes: Iterable[str | int] | None = None) -> Chart:
        """Draw histograms of the score of each class, apart for its own samples and for the others.

        Args:
            classes: names or indices of the classes; ``None`` for the positive one of two, else for all, 12 at most.

        Raises:
            OptionError: the predictions are labels, or there is no such class.
        """
        predictions = self.result.predictions
        indices = predictions.curve_classes if classes is None else self._indices(classes)
        usable = predictions.is_usable
        groups = []
        for index in indices[: distributions.PANELS]:
            score, is_true = predictions.score(index)[usable], predictions.is_true(index)[usable]
            groups.append(distributions.ScoreGroup(self.class_names[index], score[is_true], score[~is_true]))
        other = self.class_names[1 - predictions.positive] if predictions.is_binary else ""
        is_probability = predictions.score_kind != DECISION and not (
            predictions.score_kind == LOGITS and (predictions.is_multi_label or predictions.kind == "binary")
        )
        chart = distributions.distribution_chart(groups, other_name=other, is_probability=is_probability, total=len(indices))
        return self._themed(chart)

    def top_k(self, most: int = 10) -> Chart:
        """Draw how often the true class is among the first k that are predicted.

        Args:
            most: largest k.

        Raises:
            OptionError: there is no score for each of several classes, or ``most`` is below 1.
        """
        found = top_k_accuracy(self.result.predictions, most)
        return self._themed(distributions.top_k_chart(found, len(self.class_names)))

    def per_class(self) -> Chart:
        """Draw precision, recall and F1 of each class and their averages, with intervals where they were asked for."""
        intervals = {(one.of, one.measure): (one.low, one.high) for one in self.intervals if one.measure in _MEASURES}
        return self._themed(per_class_chart(self.result.classes, (self.result.macro, self.result.weighted), intervals))

    def errors(self, images: Any = None, rows: Any = None, *, count: int = 12) -> Chart:
        """Draw the worst examples: wrong predictions with the smallest probability of the true class.

        Args:
            images: of all samples, shape (samples, height, width) or (samples, height, width, channels); ``None`` takes the
                samples that were evaluated where they are images.
            rows: values of all samples as a frame or an array of shape (samples, columns); ``None`` takes the samples that were
                evaluated where they are a table.
            count: how many at most.

        Returns:
            A chart of images or of rows; its ``to_frame()`` has the index of each sample.

        Raises:
            ShapeError: not one image or row for each sample.
            OptionError: a count below 1.
        """
        predictions = self.result.predictions
        examples = worst_predictions(predictions, count)
        totals = (int(is_wrong(predictions).sum()), self.result.samples)
        if images is not None:
            return self._themed(error_images_chart(examples, images, *totals))
        if rows is not None:
            values, names = rows_of(rows, self.result.samples)
            if values is None:
                raise ShapeError(f"rows must have the shape ({self.result.samples:,}, columns), not {np.shape(rows)}")
            return self._themed(error_rows_chart(examples, values, names, *totals))
        return self._themed(error_chart(examples, self._samples, *totals))

    def errors_by_slice(self, column: Any, *, name: str = "", bins: int = 6, most: int = 12) -> Chart:
        """Draw the share of wrong predictions by the values of a column, to find parts of the data that a model fails on.

        Args:
            column: a value of each sample; or, where a frame was evaluated, the name of one of its columns.
            name: of the column, for the chart.
            bins: number of ranges, of numbers with many values.
            most: largest number of slices; less frequent values are one slice.

        Raises:
            ShapeError: not one value a sample.
            OptionError: no such column.
        """
        values, found = column_of(column, self._samples)
        wrong = is_wrong(self.result.predictions)
        slices = error_slices(wrong, values, bins=bins, most=most)
        return self._themed(slice_chart(slices, name or found, float(wrong.mean())))

    @cached_property
    def _rankings(self) -> tuple[Ranking, ...]:
        return tuple(class_rankings(self.result.predictions))

    @cached_property
    def _micro(self) -> Ranking | None:
        return micro_ranking(self.result.predictions)

    @property
    def _has_averages(self) -> bool:
        return len(self.result.predictions.curve_classes) > 1

    def _chosen(self, classes: Iterable[str | int] | None) -> tuple[Ranking, ...]:
        predictions = self.result.predictions
        if classes is None:
            found = self._rankings
        else:
            ranked = (class_ranking(predictions, index) for index in self._indices(classes))
            found = tuple(ranking for ranking in ranked if ranking is not None)
        if not found:
            occurring = [score.name for score in self.result.classes if score.support]
            raise OptionError(
                f"a curve needs samples of a class and of others; all samples are of {', '.join(occurring[:5]) or 'no class'}"
            )
        return found

    def _indices(self, classes: Iterable[str | int]) -> tuple[int, ...]:
        given: list[Any] = [classes] if isinstance(classes, str | int) else list(classes)
        names = self.class_names
        for one in given:
            is_known = one in names if isinstance(one, str) else isinstance(one, int | np.integer) and 0 <= one < len(names)
            if not is_known:
                raise unknown_choice("class", one, names)
        return tuple(names.index(one) if isinstance(one, str) else int(one) for one in given)

    @property
    def _score_intervals(self) -> dict[str, str]:
        """The intervals of single numbers in words, by the names of :attr:`scores`."""
        positive = self.class_names[self.result.predictions.curve_classes[0]]
        found = {(one.of, one.measure): one for one in self.intervals}
        keys = {
            name: ("all", name.replace("_", " ").replace("brier", "Brier"))
            for name in ("accuracy", "balanced_accuracy", "brier_score")
        }
        for name, measure in (("f1", "f1"), ("roc_auc", "ROC AUC"), ("average_precision", "average precision")):
            keys |= {name: (positive, measure), f"{name}_macro": ("macro average", measure)}
            keys[f"{name}_weighted"] = ("weighted average", measure)
        shown = {name: found[key] for name, key in keys.items() if key in found}
        return {name: f"{format_number(one.low)} to {format_number(one.high)}" for name, one in shown.items()}

    def _intervals_of(self, measure: str) -> dict[str, tuple[float, float]]:
        return {one.of: (one.low, one.high) for one in self.intervals if one.measure == measure}

    def with_positive(self, positive: str | int) -> ClassificationEvaluation:
        """Return the evaluation with another positive class, which curves of two classes are of.

        Args:
            positive: name or index of one of two classes.

        Raises:
            OptionError: there are more than two classes, or no such class.
        """
        if not self.result.predictions.is_binary:
            raise OptionError(f"a positive class is one of two; here are {len(self.class_names)}, each of which has its curves")
        predictions = replace(self.result.predictions, positive=self._indices([positive])[0])
        return ClassificationEvaluation(replace(self.result, predictions=predictions), self._theme, self._samples, self._draws)
