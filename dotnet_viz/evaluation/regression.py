"""The evaluation of predicted amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.evaluation.regression import predicted_against_true, residual_histogram, residuals_chart
from dotnet_viz.display.table import TextTable
from dotnet_viz.errors import OptionError
from dotnet_viz.evaluation.base import OutputEvaluation
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.evaluation.regression import Regression

_HEADS = ("target", "mean absolute error", "root mean squared error", "R²", "largest error")


class RegressionEvaluation(OutputEvaluation):
    """How far predicted amounts are from true ones.

    Args:
        result: the errors.
        theme: of its charts: ``"light"`` or ``"dark"``.
    """

    def __init__(self, result: Regression, theme: str = "light") -> None:
        super().__init__(theme)
        self.result = result

    @property
    def heading(self) -> str:
        """What was evaluated, in one line."""
        output = f" of {self.result.name!r}" if self.result.name else ""
        return (
            f"Regression{output}: R² {format_number(self.result.overall.r2)} on {format_count(self.result.samples, 'sample')}"
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out."""
        return self.result.notes

    @property
    def tables(self) -> tuple[TextTable, ...]:
        """Errors of each target."""
        scores = self.result.targets if len(self.result.targets) == 1 else (*self.result.targets, self.result.overall)
        rows = [
            (score.name or "output", *map(format_number, (score.mean_absolute_error, score.root_mean_squared_error, score.r2)),
             format_number(score.max_error))
            for score in scores
        ]  # fmt: skip
        return (TextTable(_HEADS, rows, numbers=_HEADS[1:], what="targets"),)

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
        }

    def predicted_against_true(self) -> Chart:
        """Draw each prediction over its true amount."""
        return self._themed(predicted_against_true(self._drawable))

    def residuals(self) -> Chart:
        """Draw the errors over what was predicted."""
        return self._themed(residuals_chart(self._drawable))

    def residual_histogram(self) -> Chart:
        """Draw how often errors of each size occur."""
        return self._themed(residual_histogram(self._drawable))

    @property
    def _drawable(self) -> Regression:
        if not self.result.true.size:
            raise OptionError("no prediction is a finite number, so there is nothing to draw")
        return self.result
