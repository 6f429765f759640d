"""The charts of a classifier that need its scores, not only the classes it chose."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.evaluation import curves, distributions
from dotnet_viz.charts.evaluation.calibration import calibration_chart
from dotnet_viz.charts.evaluation.thresholds import threshold_chart
from dotnet_viz.charts.evaluation.top_k import top_k_chart
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.evaluation.base import OutputEvaluation
from dotnet_viz.measures.evaluation.classifiers.calibration import class_calibration, confidence_calibration
from dotnet_viz.measures.evaluation.classifiers.classification import Classification
from dotnet_viz.measures.evaluation.classifiers.ranking import Ranking, class_ranking
from dotnet_viz.measures.evaluation.classifiers.thresholds import at_thresholds
from dotnet_viz.measures.evaluation.classifiers.top_k import top_k_accuracy
from dotnet_viz.measures.evaluation.inputs.predictions import DECISION, LOGITS
from dotnet_viz.measures.evaluation.intervals.bootstrap import Interval, bootstrap
from dotnet_viz.runtime.cached import cached_property


class ScoreCharts(OutputEvaluation):
    """Curves, calibration and distributions of the scores of classes.

    Args:
        result: what was measured.
        theme: of its charts: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        samples: what was predicted, to show the worst examples; ``None`` where it is not there.
        draws: how often samples are drawn again for confidence intervals; 0 for none.
    """

    result: Classification

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the classes, in the order of the outputs."""
        return self.result.class_names

    @cached_property
    def intervals(self) -> tuple[Interval, ...]:
        """Confidence intervals (95 %) by bootstrap, where they were asked for."""
        return bootstrap(self.result.predictions, self._draws) if self._draws else ()

    def roc(self, classes: Iterable[str | int] | None = None, *, averages: bool = True, title: str | None = None) -> Chart:
        """Draw ROC curves: of two classes that of the positive one, of more each against all others, with averages.

        Args:
            classes: names or indices of the classes to draw; ``None`` for all that occur.
            averages: whether the micro and the macro average of several classes are drawn; the micro average ranks every
                score, and is left out of more than 30 million.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Raises:
            OptionError: the predictions are labels, all samples are of one class, or there is no such class.
        """
        rankings, micro, has_macro = self._averaged(classes, averages)
        return self._themed(curves.roc_chart(rankings, micro, self._intervals_of("ROC AUC"), has_macro=has_macro), title)

    def precision_recall(
        self, classes: Iterable[str | int] | None = None, *, averages: bool = True, title: str | None = None
    ) -> Chart:
        """Draw precision-recall curves, as :meth:`roc` draws ROC curves.

        Args:
            classes: names or indices of the classes to draw; ``None`` for all that occur.
            averages: whether the micro and the macro average of several classes are drawn; the micro average ranks every
                score, and is left out of more than 30 million.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Raises:
            OptionError: the predictions are labels, all samples are of one class, or there is no such class.
        """
        rankings, micro, has_macro = self._averaged(classes, averages)
        intervals = self._intervals_of("average precision")
        return self._themed(curves.precision_recall_chart(rankings, micro, intervals, has_macro=has_macro), title)

    def det(self, classes: Iterable[str | int] | None = None, *, title: str | None = None) -> Chart:
        """Draw false negatives over false positives on stretched axes, for detectors whose errors are rare.

        Args:
            classes: names or indices of the classes to draw; ``None`` for all that occur.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Raises:
            OptionError: as :meth:`roc`.
        """
        return self._themed(curves.detection_error_chart(self._chosen(classes)), title)

    def gain(self, classes: Iterable[str | int] | None = None, *, title: str | None = None) -> Chart:
        """Draw which share of a class is found in the best ranked part of the samples.

        Args:
            classes: names or indices of the classes to draw; ``None`` for all that occur.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Raises:
            OptionError: as :meth:`roc`.
        """
        return self._themed(curves.gain_chart(self._chosen(classes)), title)

    def lift(self, classes: Iterable[str | int] | None = None, *, title: str | None = None) -> Chart:
        """Draw how many times as many samples of a class the best ranked part has as a random part of that size.

        Args:
            classes: names or indices of the classes to draw; ``None`` for all that occur.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Raises:
            OptionError: as :meth:`roc`.
        """
        return self._themed(curves.lift_chart(self._chosen(classes)), title)

    def calibration(
        self,
        classes: Iterable[str | int] | None = None,
        *,
        bins: int = 10,
        strategy: str = "uniform",
        title: str | None = None,
    ) -> Chart:
        """Draw whether predicted probabilities are the shares that occur, above a histogram of them.

        Args:
            classes: names or indices of classes, each with a curve of its own; ``None`` for the positive one of two, and of
                more for the class that is predicted: how often it is right.
            bins: number of bins.
            strategy: ``"uniform"`` for bins of equal width, ``"quantile"`` for bins of equal numbers of samples.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Raises:
            OptionError: the predictions are no probabilities, or an unknown option.
        """
        predictions = self.result.predictions
        if classes is None and not (predictions.is_binary or predictions.is_multi_label):
            return self._themed(calibration_chart([confidence_calibration(predictions, bins=bins, strategy=strategy)]), title)
        indices = predictions.curve_classes if classes is None else self._indices(classes)
        found = [class_calibration(predictions, index, bins=bins, strategy=strategy) for index in indices]
        return self._themed(calibration_chart(found), title)

    def thresholds(
        self,
        of: str | int | None = None,
        *,
        false_positive_cost: float = 1.0,
        false_negative_cost: float = 1.0,
        title: str | None = None,
    ) -> Chart:
        """Draw precision, recall, F1 and the mean cost over the threshold from which a sample is called positive.

        Args:
            of: name or index of the class; ``None`` for the positive one of two.
            false_positive_cost: of calling a sample positive that is not of the class.
            false_negative_cost: of missing one of the class.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

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
        return self._themed(threshold_chart(found, costs, is_probability=is_probability), title)

    def score_distributions(self, classes: Iterable[str | int] | None = None, *, title: str | None = None) -> Chart:
        """Draw histograms of the score of each class, apart for its own samples and for the others.

        Args:
            classes: names or indices of the classes; ``None`` for the positive one of two, else for all, 12 at most.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

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
        return self._themed(chart, title)

    def top_k(self, most: int = 10, *, title: str | None = None) -> Chart:
        """Draw how often the true class is among the first k that are predicted.

        Args:
            most: largest k.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Raises:
            OptionError: there is no score for each of several classes, or ``most`` is below 1.
        """
        found = top_k_accuracy(self.result.predictions, most)
        return self._themed(top_k_chart(found, len(self.class_names)), title)

    def _averaged(
        self, classes: Iterable[str | int] | None, averages: bool
    ) -> tuple[tuple[Ranking, ...], Ranking | None, bool]:  # fmt: skip
        """Return the rankings of classes, that of all decisions together, and whether the mean of the classes is drawn."""
        has_averages = averages and len(self.result.predictions.curve_classes) > 1
        return self._chosen(classes), self.result.micro_ranking if has_averages else None, has_averages

    def _chosen(self, classes: Iterable[str | int] | None) -> tuple[Ranking, ...]:
        predictions = self.result.predictions
        if classes is None:
            found = self.result.rankings
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

    def _intervals_of(self, measure: str) -> dict[str, tuple[float, float]]:
        return {one.of: (one.low, one.high) for one in self.intervals if one.measure == measure}
