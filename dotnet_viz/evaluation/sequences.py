"""The evaluation of sequences: classes or amounts for each of their steps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.evaluation.steps import accuracy_chart, error_chart_by_step, error_positions_chart
from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.evaluation.base import OutputEvaluation
from dotnet_viz.evaluation.classification import ClassificationEvaluation
from dotnet_viz.evaluation.regression import RegressionEvaluation
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.measures.evaluation.intervals.bootstrap import Interval, bootstrap_measures
from dotnet_viz.measures.evaluation.intervals.weighted_measures import Weighted
from dotnet_viz.measures.evaluation.sequences import Positions, SequenceRegression, TokenClassification
from dotnet_viz.measures.evaluation.worst import is_wrong
from dotnet_viz.runtime.cached import cached_property
from dotnet_viz.translation.translate import translate


class WholeSequences(OutputEvaluation):
    """What drawing whole sequences again means, since the steps of one are not independent."""

    def weighted_measures(self) -> list[Weighted]:
        """Return functions that measure the predictions when each sequence counts a number of times."""
        measured = super().weighted_measures()  # type: ignore[safe-super]  # of the class that stands beside this one
        return [_by_sequence(measure, self.result.positions) for measure in measured]

    @cached_property
    def intervals(self) -> tuple[Interval, ...]:
        """Confidence intervals (95 %) by bootstrap of whole sequences, where they were asked for."""
        if not self._draws:
            return ()
        return bootstrap_measures(self.weighted_measures(), self.result.positions.sequences, self._draws)


class TokenClassificationEvaluation(WholeSequences, ClassificationEvaluation):
    """How well one output classifies the steps of sequences, such as the words of sentences.

    Everything that an evaluation of classes has is of all positions that count; intervals draw whole sequences.

    Args:
        result: what was measured.
        theme: of its charts: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        samples: the sequences that were classified; ``None`` where they are not there.
        draws: how often sequences are drawn again for confidence intervals; 0 for none.
    """

    result: TokenClassification

    @property
    def heading(self) -> str:
        """What was evaluated, in one line."""
        found = translate(
            "accuracy {accuracy} on {positions} of {sequences} in {classes}",
            accuracy=format_percent(self.result.accuracy),
            positions=format_count(self.result.samples, "position"),
            sequences=_sequences(self.result.positions),
            classes=format_count(len(self.class_names), "class", "classes"),
        )
        return self._headed(translate("Token classification"), found)

    @cached_property
    def scores(self) -> dict[str, float]:
        """Single numbers by their names in scikit-learn, of all positions, and ``"sequence_accuracy"``: all steps right."""
        first, *others = super().scores.items()
        return dict([first, ("sequence_accuracy", self.result.sequence_accuracy), *others])

    @property
    def answers(self) -> NDArray[np.intp]:
        """Index of the class at each step, -1 where it does not count; shape (sequences, steps)."""
        positions, true = self.result.positions, self.result.predictions.true
        found = np.full((positions.sequences, positions.steps, *true.shape[1:]), -1, dtype=np.intp)
        found[positions.sequence, positions.step] = true
        return found

    @property
    def is_right(self) -> NDArray[np.bool_]:
        """Whether all steps of each sequence are right that count."""
        positions = self.result.positions
        wrong = np.bincount(positions.sequence, is_wrong(self.result.predictions), minlength=positions.sequences)
        return np.asarray(wrong == 0)

    def to_dict(self) -> dict[str, Any]:
        """Return its numbers as plain Python."""
        positions = self.result.positions
        counts = {"sequences": positions.sequences, "steps": positions.steps}
        return {**super().to_dict(), "task": "token-classification", **counts}

    def charts(self) -> Mapping[str, Chart]:
        """Return every chart that these predictions allow, by the name of its method, with its default options."""
        return {"accuracy_by_step": self.accuracy_by_step(), **super().charts()}

    def accuracy_by_step(self, *, title: str | None = None) -> Chart:
        """Draw the share of right predictions at each step, with its 95 % interval.

        Args:
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.
        """
        return self._themed(accuracy_chart(self.result), title)

    def errors(self, images: Any = None, rows: Any = None, *, count: int = 12, title: str | None = None) -> Chart:
        """Draw the worst examples: wrong positions with the smallest probability of the true class.

        Args:
            images: not of steps; ``None``.
            rows: a value of each step, such as words, shape (sequences, steps); ``None`` takes the samples that were evaluated
                where they have that shape.
            count: how many at most.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Returns:
            A chart of rows, each with its sequence and step.

        Raises:
            ShapeError: not one value for each step.
            OptionError: images, or a count below 1.
        """
        if images is not None:
            raise OptionError("positions of sequences have no images; pass rows= with a value for each step, such as words")
        positions = self.result.positions
        shape = (positions.sequences, positions.steps)
        values = self._samples if rows is None and getattr(self._samples, "shape", ()) == shape else rows
        if values is not None and np.shape(values) != shape:
            raise ShapeError(f"rows must have one value for each step, shape {shape}, not {np.shape(values)}")
        return self._themed(error_positions_chart(self.result, values, count), title)

    def errors_by_slice(self, column: Any, *, name: str = "", bins: int = 6, most: int = 12, title: str | None = None) -> Chart:
        """Draw the share of wrong positions by the values of a column.

        Args:
            column: a value of each sequence, shape (sequences,), or of each step, shape (sequences, steps).
            name: of the column, for the chart.
            bins: number of ranges, of numbers with many values.
            most: largest number of slices; less frequent values are one slice.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Raises:
            ShapeError: one value neither for each sequence nor for each step.
            OptionError: no such column.
        """
        return super().errors_by_slice(
            _of_positions(column, self.result.positions), name=name, bins=bins, most=most, title=title
        )


class SequenceRegressionEvaluation(WholeSequences, RegressionEvaluation):
    """How far amounts at the steps of sequences are from true ones, such as forecasts.

    Everything that an evaluation of amounts has is of all positions that count; intervals draw whole sequences.

    Args:
        result: the errors.
        theme: of its charts: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        samples: the sequences that were predicted from; ``None`` where they are not there.
        draws: how often sequences are drawn again for confidence intervals; 0 for none.
    """

    result: SequenceRegression

    @property
    def heading(self) -> str:
        """What was evaluated, in one line."""
        found = translate(
            "R² {value} on {positions} of {sequences}",
            value=format_number(self.result.overall.r2),
            positions=format_count(self.result.samples, "position"),
            sequences=_sequences(self.result.positions),
        )
        return self._headed(translate("Sequence regression"), found)

    @property
    def answers(self) -> NDArray[np.float64]:
        """True amounts, infinite where they do not count; shape (sequences, steps, amounts)."""
        positions = self.result.positions
        found = np.full((positions.sequences, positions.steps, self.result.true.shape[1]), np.inf)
        found[positions.sequence, positions.step] = self.result.true
        return found

    def to_dict(self) -> dict[str, Any]:
        """Return its numbers as plain Python: overall errors, those of each amount, and the number of sequences."""
        positions = self.result.positions
        counts = {"sequences": positions.sequences, "steps": positions.steps}
        return {**super().to_dict(), "task": "sequence-regression", **counts}

    def charts(self) -> Mapping[str, Chart]:
        """Return every chart, by the name of its method."""
        found = super().charts()
        return {"error_by_step": self.error_by_step(), **found} if found else found

    def error_by_step(self, *, title: str | None = None) -> Chart:
        """Draw the mean absolute and the root mean squared error at each step.

        Args:
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.
        """
        self._drawable  # noqa: B018 - raises where there is nothing to draw
        return self._themed(error_chart_by_step(self.result), title)

    def errors_by_slice(self, column: Any, *, name: str = "", bins: int = 6, most: int = 12, title: str | None = None) -> Chart:
        """Draw the mean absolute error by the values of a column.

        Args:
            column: a value of each sequence, shape (sequences,), or of each step, shape (sequences, steps).
            name: of the column, for the chart.
            bins: number of ranges, of numbers with many values.
            most: largest number of slices; less frequent values are one slice.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Raises:
            ShapeError: one value neither for each sequence nor for each step.
            OptionError: no such column, or less than 1 range or 2 slices.
        """
        return super().errors_by_slice(
            _of_positions(column, self.result.positions), name=name, bins=bins, most=most, title=title
        )


def _sequences(positions: Positions) -> str:
    sequences, steps = format_count(positions.sequences, "sequence"), format_count(positions.steps, "step")
    return translate("{sequences} of {steps}", sequences=sequences, steps=steps)


def _by_sequence(measure: Weighted, positions: Positions) -> Weighted:
    """Return what measures positions by how often their sequences count, since steps of one sequence are not independent."""
    return lambda weights: measure(weights[positions.sequence])


def _of_positions(column: Any, positions: Positions) -> Any:
    """Return a value of each position that counts; names of columns stay as they are."""
    shape = np.shape(column)
    if isinstance(column, str) or not shape:
        return column
    if shape[0] != positions.sequences or shape[1:] not in ((), (positions.steps,)):
        raise ShapeError(
            f"a slice needs a value for each of {positions.sequences:,} sequences, or for each of their {positions.steps:,} "
            f"steps, and the column has the shape {shape}"
        )
    values = np.asarray(column)[positions.sequence]
    return values if len(shape) == 1 else values[np.arange(len(positions.step)), positions.step]
