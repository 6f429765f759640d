"""The evaluation of predicted classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.evaluation.confusion import confusion_chart
from dotnet_viz.display.table import Table
from dotnet_viz.evaluation.base import OutputEvaluation
from dotnet_viz.formatting import format_count, format_percent
from dotnet_viz.measures.evaluation.classification import Classification

_HEADS = ("class", "precision", "recall", "F1", "samples")


class ClassificationEvaluation(OutputEvaluation):
    """How well one output tells classes apart.

    Args:
        result: what was measured.
        theme: of its charts: ``"light"`` or ``"dark"``.
    """

    def __init__(self, result: Classification, theme: str = "light") -> None:
        super().__init__(theme)
        self.result = result

    @property
    def heading(self) -> str:
        """What was evaluated, in one line."""
        output = f" of {self.result.name!r}" if self.result.name else ""
        return (
            f"Classification{output}: accuracy {format_percent(self.result.accuracy)} on "
            f"{format_count(self.result.samples, 'sample')} in {format_count(len(self.result.class_names), 'class', 'classes')}"
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What was inferred from the data."""
        return self.result.notes

    @property
    def tables(self) -> tuple[Table, ...]:
        """Measures of each class and their averages."""
        scores = (*self.result.classes, self.result.macro, self.result.weighted)
        rows = [
            (score.name, *map(format_percent, (score.precision, score.recall, score.f1)), format_count(score.support))
            for score in scores
        ]
        return (Table(_HEADS, rows, numbers=_HEADS[1:], what="classes"),)

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
                "accuracy": result.accuracy,
                "classes": [asdict(score) for score in result.classes],
                "averages": [asdict(score) for score in (result.macro, result.weighted, result.micro)],
                "confusion_matrix": result.confusion,
                "notes": self.notes,
            }
        )

    def charts(self) -> Mapping[str, Chart]:
        """Return every chart that these predictions allow, by the name of its method."""
        return {} if self.result.confusion is None else {"confusion_matrix": self.confusion_matrix()}

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
