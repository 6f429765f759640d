"""The evaluation of predicted classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.evaluation.classes import per_class_chart
from dotnet_viz.charts.evaluation.confusion import confusion_chart
from dotnet_viz.charts.evaluation.errors import error_chart, error_images_chart, error_rows_chart
from dotnet_viz.charts.evaluation.slices.by_column import slice_chart
from dotnet_viz.display.table import TextTable
from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.evaluation.score_charts import ScoreCharts
from dotnet_viz.evaluation.words import ends_in_words, score_in_words
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.evaluation.classifiers.scores import overall_scores
from dotnet_viz.measures.evaluation.inputs.predictions import DECISION, LABELS
from dotnet_viz.measures.evaluation.intervals.weighted_measures import Weighted, weighted_measures
from dotnet_viz.measures.evaluation.samples import column_of, rows_of
from dotnet_viz.measures.evaluation.slices.by_column import error_slices
from dotnet_viz.measures.evaluation.worst import is_wrong, worst_predictions
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from typing_extensions import Self  # Python 3.10 has none in typing

_HEADS = (mark("class"), mark("precision"), mark("recall"), "F1", mark("samples"))
_MEASURES = ("precision", "recall", "f1")


class ClassificationEvaluation(ScoreCharts):
    """How well one output separates classes.

    Args:
        result: what was measured.
        theme: of its charts: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        samples: what was predicted, to show the worst examples; ``None`` where it is not there.
        draws: how often samples are drawn again for confidence intervals; 0 for none.
    """

    @property
    def heading(self) -> str:
        """What was evaluated, in one line."""
        found = translate(
            "accuracy {accuracy} on {samples} in {classes}",
            accuracy=format_percent(self.result.accuracy),
            samples=format_count(self.result.samples, "sample"),
            classes=format_count(len(self.class_names), "class", "classes"),
        )
        return self._headed(translate("Classification"), found)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was inferred from the data, or left out."""
        return self.result.notes

    @cached_property
    def scores(self) -> dict[str, float]:
        """Single numbers by their names in scikit-learn, such as ``"balanced_accuracy"`` and ``"roc_auc"``."""
        return overall_scores(self.result, self.result.rankings if self.result.score_kind != LABELS else ())

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

    @property
    def tables(self) -> tuple[TextTable, ...]:
        """Single numbers, with their intervals where there are any, and measures of each class."""
        intervals = self._score_intervals
        rows = [(score_in_words(name), format_number(value), intervals.get(name, "")) for name, value in self.scores.items()]
        heads = tuple(map(translate, ("measure", "value", "95 % interval")[: 3 if self.intervals else 2]))
        averages = [replace(score, name=translate(score.name)) for score in (self.result.macro, self.result.weighted)]
        classes = [
            (score.name, *map(format_percent, (score.precision, score.recall, score.f1)), format_count(score.support))
            for score in (*self.result.classes, *averages)
        ]
        columns = tuple(map(translate, _HEADS))
        return (
            TextTable(heads, [row[: len(heads)] for row in rows], numbers=heads[1:]),
            TextTable(columns, classes, numbers=columns[1:], what=mark("classes")),
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
        if self.result.score_kind != LABELS and self.result.rankings:
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

    def confusion_matrix(
        self, *, normalize: str | None = None, sort: str = "classes", max_classes: int | None = 30, title: str | None = None
    ) -> Chart:
        """Draw which classes are taken for which: a row for each true class, a column for each predicted one.

        Args:
            normalize: ``"true"`` shows shares of the true class, ``"pred"`` of the predicted one, ``"all"`` of all samples;
                ``None`` shows counts, and in up to 12 classes shares of the true class below.
            sort: ``"classes"`` for their own order, ``"errors"`` for the most errors first, ``"confusion"`` to place classes
                next to each other that are taken for each other.
            max_classes: most classes with a row of their own, those that are confused most; ``None`` for all.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Returns:
            A chart whose ``to_frame()`` has a row for each cell.

        Raises:
            OptionError: an unknown option, or samples of several labels.
        """
        return self._themed(confusion_chart(self.result, normalize=normalize, sort=sort, max_classes=max_classes), title)

    def per_class(self, *, title: str | None = None) -> Chart:
        """Draw precision, recall and F1 of each class and their averages, with intervals where they were asked for.

        Args:
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.
        """
        intervals = {(one.of, one.measure): (one.low, one.high) for one in self.intervals if one.measure in _MEASURES}
        return self._themed(per_class_chart(self.result.classes, (self.result.macro, self.result.weighted), intervals), title)

    def errors(self, images: Any = None, rows: Any = None, *, count: int = 12, title: str | None = None) -> Chart:
        """Draw the worst examples: wrong predictions with the smallest probability of the true class.

        Args:
            images: of all samples, shape (samples, height, width) or (samples, height, width, channels); ``None`` takes the
                samples that were evaluated where they are images.
            rows: values of all samples as a frame or an array of shape (samples, columns); ``None`` takes the samples that were
                evaluated where they are a table.
            count: how many at most.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

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
            return self._themed(error_images_chart(examples, images, *totals), title)
        if rows is not None:
            values, names = rows_of(rows, self.result.samples)
            if values is None:
                raise ShapeError(f"rows must have the shape ({self.result.samples:,}, columns), not {np.shape(rows)}")
            return self._themed(error_rows_chart(examples, values, names, *totals), title)
        return self._themed(error_chart(examples, self._samples, *totals), title)

    def errors_by_slice(self, column: Any, *, name: str = "", bins: int = 6, most: int = 12, title: str | None = None) -> Chart:
        """Draw the share of wrong predictions by the values of a column, to find parts of the data that a model fails on.

        Args:
            column: a value of each sample; or, where a frame was evaluated, the name of one of its columns.
            name: of the column, for the chart.
            bins: number of ranges, of numbers with many values.
            most: largest number of slices; less frequent values are one slice.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Raises:
            ShapeError: not one value a sample.
            OptionError: no such column.
        """
        values, found = column_of(column, self._samples)
        wrong = is_wrong(self.result.predictions)
        slices = error_slices(wrong, values, bins=bins, most=most)
        return self._themed(slice_chart(slices, name or found, float(wrong.mean())), title)

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
            keys |= {name: (positive, measure), f"{name}_macro": (mark("macro average"), measure)}
            keys[f"{name}_weighted"] = (mark("weighted average"), measure)
        shown = {name: found[key] for name, key in keys.items() if key in found}
        return {name: ends_in_words(one) for name, one in shown.items()}

    def with_positive(self, positive: str | int) -> Self:
        """Return the evaluation with another positive class, which curves of two classes are of.

        Args:
            positive: name or index of one of two classes.

        Raises:
            OptionError: there are more than two classes, or no such class.
        """
        if not self.result.predictions.is_binary:
            raise OptionError(f"a positive class is one of two; here are {len(self.class_names)}, each of which has its curves")
        predictions = replace(self.result.predictions, positive=self._indices([positive])[0])
        found = type(self)(replace(self.result, predictions=predictions), self._theme, self._samples, self._draws)
        return found.presented(self._title, self._background, self._size)
