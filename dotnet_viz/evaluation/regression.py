"""The evaluation of predicted amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.evaluation.amounts import coverage_chart, quantiles_chart
from dotnet_viz.charts.evaluation.regression import predicted_against_true, residual_histogram, residuals_chart
from dotnet_viz.charts.evaluation.slices.by_column import amount_slices_chart
from dotnet_viz.display.table import TextTable
from dotnet_viz.errors import OptionError
from dotnet_viz.evaluation.base import OutputEvaluation
from dotnet_viz.evaluation.words import ends_in_words
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.evaluation.coverage import coverage
from dotnet_viz.measures.evaluation.intervals.bootstrap import Interval, bootstrap_measures
from dotnet_viz.measures.evaluation.intervals.regression import regression_measures
from dotnet_viz.measures.evaluation.intervals.weighted_measures import Weighted
from dotnet_viz.measures.evaluation.regression import Regression
from dotnet_viz.measures.evaluation.samples import column_of
from dotnet_viz.measures.evaluation.slices.by_column import amount_slices
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import mark, translate

_HEADS = (mark("target"), mark("mean absolute error"), mark("root mean squared error"), "R²", mark("largest error"))


class RegressionEvaluation(OutputEvaluation):
    """How far predicted amounts are from true ones.

    Args:
        result: the errors.
        theme: of its charts: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        samples: what was predicted, whose columns errors can be compared by; ``None`` where it is not known.
        draws: how often samples are drawn again for confidence intervals; 0 for none.
    """

    result: Regression

    @property
    def heading(self) -> str:
        """What was evaluated, in one line."""
        found = translate(
            "R² {value} on {samples}",
            value=format_number(self.result.overall.r2),
            samples=format_count(self.result.samples, "sample"),
        )
        return self._headed(translate("Regression"), found)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out."""
        return self.result.notes

    @property
    def answers(self) -> NDArray[np.float64]:
        """True amounts; shape (samples, targets)."""
        return self.result.true

    @property
    def is_right(self) -> None:
        """Amounts are not right or wrong."""

    def weighted_measures(self) -> list[Weighted]:
        """Return functions that measure the predictions when samples count several times; none of no numbers."""
        return [regression_measures(self.result)] if self.result.true.size else []

    @cached_property
    def intervals(self) -> tuple[Interval, ...]:
        """Confidence intervals (95 %) of the errors of all targets by bootstrap, where they were asked for."""
        return bootstrap_measures(self.weighted_measures(), len(self.answers), self._draws) if self._draws else ()

    @property
    def tables(self) -> tuple[TextTable, ...]:
        """Errors of each target."""
        scores = self.result.targets if len(self.result.targets) == 1 else (*self.result.targets, self.result.overall)
        rows = [
            (
                score.name or translate("output"),
                *map(format_number, (score.mean_absolute_error, score.root_mean_squared_error, score.r2, score.max_error)),
            )
            for score in scores
        ]
        columns = tuple(map(translate, _HEADS))
        errors = TextTable(columns, rows, numbers=columns[1:], what=mark("targets"))
        if not self.intervals:
            return (errors,)
        ends = [
            (
                translate(one.measure),
                format_number(one.value),
                ends_in_words(one),
            )
            for one in self.intervals
        ]
        heads = tuple(map(translate, ("measure", "value", "95 % interval")))
        return (errors, TextTable(heads, ends, numbers=heads[1:2], what=mark("measures")))

    def to_dict(self) -> dict[str, Any]:
        """Return its numbers as plain Python: overall errors, those of each target, and the number of samples."""
        targets = [asdict(score) for score in self.result.targets]
        return self._plain(
            {
                "task": "regression",
                "output": self.result.name,
                "samples": self.result.samples,
                **asdict(self.result.overall),
                "targets": targets,
                "intervals": [asdict(one) for one in self.intervals],
                "notes": self.notes,
            }
        )

    def charts(self) -> Mapping[str, Chart]:
        """Return every chart, by the name of its method."""
        if not self.result.true.size:
            return {}
        return {
            "predicted_against_true": self.predicted_against_true(),
            "residuals": self.residuals(),
            "residual_histogram": self.residual_histogram(),
            "qq": self.qq(),
        }

    def predicted_against_true(self, *, title: str | None = None) -> Chart:
        """Draw each prediction over its true amount.

        Args:
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.
        """
        return self._themed(predicted_against_true(self._drawable), title)

    def residuals(self, *, title: str | None = None) -> Chart:
        """Draw the errors over what was predicted.

        Args:
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.
        """
        return self._themed(residuals_chart(self._drawable), title)

    def residual_histogram(self, *, title: str | None = None) -> Chart:
        """Draw how often errors of each size occur.

        Args:
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.
        """
        return self._themed(residual_histogram(self._drawable), title)

    def qq(self, *, title: str | None = None) -> Chart:
        """Draw the quantiles of the errors over those of a normal distribution: on the line where they are normal.

        Args:
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.
        """
        return self._themed(quantiles_chart(self._drawable), title)

    def errors_by_slice(self, column: Any, *, name: str = "", bins: int = 6, most: int = 12, title: str | None = None) -> Chart:
        """Draw the mean absolute error by the values of a column, to find parts of the data that a model fails on.

        Args:
            column: a value of each sample; or, where a frame was evaluated, the name of one of its columns.
            name: of the column, for the chart.
            bins: number of ranges, of numbers with many values.
            most: largest number of slices; less frequent values are one slice.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Raises:
            ShapeError: not one value a sample.
            OptionError: no such column, or less than 1 range or 2 slices.
        """
        values, found = column_of(column, self._samples)
        slices = amount_slices(self._drawable, values, bins=bins, most=most)
        return self._themed(amount_slices_chart(slices, name or found, self.result.overall.mean_absolute_error), title)

    def prediction_intervals(self, lower: Any, upper: Any, *, level: float | None = None, title: str | None = None) -> Chart:
        """Draw intervals that the model gives with its predictions, and how many true amounts are inside.

        Args:
            lower: lower end for each sample; shape (samples,).
            upper: upper end; shape (samples,).
            level: share of the samples that should be inside, such as 0.9; ``None`` where it is not known.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Raises:
            ShapeError: not one end a sample.
            OptionError: there are several targets, or a level that is not between 0 and 1.
        """
        return self._themed(coverage_chart(coverage(self._drawable, lower, upper, level)), title)

    @property
    def _drawable(self) -> Regression:
        if not self.result.true.size:
            raise OptionError("no prediction is a finite number, so there is nothing to draw")
        return self.result
