"""What the evaluation of any output has: a summary, a table for notebooks, its numbers, and charts in one theme."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import whole_number
from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.data import ChartData, plain
from dotnet_viz.charts.evaluation.slices.weak_spots import weak_spots_chart
from dotnet_viz.charts.svg.heading import paper_of
from dotnet_viz.charts.themes import check_theme
from dotnet_viz.display.notebook import harmless
from dotnet_viz.display.table import TextTable, result_html, text_table
from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.evaluation.comparison import EvaluationComparison
from dotnet_viz.fitting.drawn_size import DrawnSize
from dotnet_viz.measures.evaluation.intervals.bootstrap import DRAWS
from dotnet_viz.measures.evaluation.intervals.paired import mcnemar, paired_differences
from dotnet_viz.measures.evaluation.intervals.weighted_measures import Weighted
from dotnet_viz.measures.evaluation.slices.of_result import check_rows, sample_count_of, weak_spots_of
from dotnet_viz.translation.translate import translate

if TYPE_CHECKING:
    from pandas import DataFrame


_Evaluation = TypeVar("_Evaluation", bound="OutputEvaluation")


class OutputEvaluation(ABC):
    """How well the predictions of one output fit what is true.

    Args:
        result: what was measured.
        theme: of its charts: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
        samples: what was predicted; ``None`` where it is not there.
        draws: how often samples are drawn again for confidence intervals; 0 for none.

    Raises:
        OptionError: no such theme.
    """

    result: Any

    def __init__(self, result: Any, theme: str = "light", samples: Any = None, draws: int = 0) -> None:
        check_theme(theme)
        self.result = result
        self._theme, self._samples, self._draws = theme, samples, draws
        self._title: str | None = None
        self._background: str | None = None
        self._size: DrawnSize | None = None

    @property
    @abstractmethod
    def heading(self) -> str:
        """What was evaluated, in one line."""

    def _headed(self, kind: str, sentence: str) -> str:
        """Return what was evaluated in front of how well.

        Args:
            kind: such as ``"Regression"``, in the language that is written.
            sentence: what was found.
        """
        if not self.result.name:
            return translate("{kind}: {sentence}", kind=kind, sentence=sentence)
        return translate("{kind} of {name}: {sentence}", kind=kind, name=repr(self.result.name), sentence=sentence)

    @property
    @abstractmethod
    def tables(self) -> tuple[TextTable, ...]:
        """Its numbers as tables of texts: for the summary, and for notebooks."""

    @property
    @abstractmethod
    def notes(self) -> tuple[str, ...]:
        """What was inferred from the data, or left out."""

    @abstractmethod
    def to_dict(self) -> dict[str, Any]:
        """Return its numbers as plain Python."""

    def to_frame(self) -> DataFrame:
        """Return a row for each class or target as a frame of pandas.

        Raises:
            MissingDependencyError: pandas is not installed.
        """
        numbers = self.to_dict()
        rows = numbers["classes"] if "classes" in numbers else numbers["targets"]
        return ChartData({name: [row[name] for row in rows] for name in rows[0]}).to_frame()

    @abstractmethod
    def charts(self) -> Mapping[str, Chart]:
        """Return every chart that these predictions allow, by the name of its method, with its default options."""

    @property
    @abstractmethod
    def answers(self) -> NDArray[Any]:
        """What is true: indices of classes, or amounts; samples are the first axis."""

    @property
    @abstractmethod
    def is_right(self) -> NDArray[np.bool_] | None:
        """Whether each sample is predicted right; ``None`` for amounts."""

    @abstractmethod
    def weighted_measures(self) -> list[Weighted]:
        """Return functions that measure the predictions when each sample counts a number of times, for bootstrap."""

    def compare(
        self, other: OutputEvaluation, *, names: tuple[str, str] = ("first", "second"), draws: int = DRAWS, seed: int = 0
    ) -> EvaluationComparison:
        """Compare another model on the same samples: differences with intervals, and McNemar's test of classifiers.

        Args:
            other: its evaluation, of the same samples in the same order.
            names: of this model and of the other.
            draws: how often samples are drawn again for the intervals, the same ones for both.
            seed: of the random numbers.

        Raises:
            ShapeError: the samples differ.
            OptionError: one predicts classes and the other amounts.

        Example:
            >>> import dotnet_viz as dv
            >>> true = [0, 0, 1, 1]
            >>> one, two = (dv.evaluate(predictions=(true, found)) for found in ([0, 1, 1, 1], [0, 0, 1, 1]))
            >>> one.compare(two).errors.only_second
            1
        """
        if type(self) is not type(other):
            raise OptionError(f"{type(self).__name__} and {type(other).__name__} have no measures in common")
        if self.answers.shape != other.answers.shape or not np.array_equal(self.answers, other.answers):
            raise ShapeError("the true answers of both differ; compare evaluations of the same samples in the same order")
        count = len(self.answers)
        right, others = self.is_right, other.is_right
        errors = None if right is None or others is None else mcnemar(right, others)
        found = paired_differences(self.weighted_measures(), other.weighted_measures(), count, draws, seed=seed)
        return EvaluationComparison((str(names[0]), str(names[1])), found, errors, count, self._theme)

    def weak_spots(
        self, rows: Any = None, *, feature_names: Sequence[str] | None = None, most: int = 6, title: str | None = None
    ) -> Chart:
        """Draw the slices of the data where the model does worst, such as a range of a feature or two conditions together.

        Only slices are shown that are worse than all other samples beyond chance, corrected for the many that are tried
        (:mod:`dotnet_viz.measures.evaluation.slices.weak_spots`); of a model without weak spots there are none.

        Args:
            rows: what slices are made of, one row for each sample: a frame, an array, or a dict of columns; ``None`` takes the
                samples that were evaluated.
            feature_names: names of the columns of an array.
            most: slices at most.
            title: heading over the chart; ``None`` for that of the evaluation, and ``""`` for none.

        Returns:
            A chart whose ``to_frame()`` has a row for each slice: its samples, error with interval, error of all others, and
            the corrected probability of so large a difference by chance.

        Raises:
            ShapeError: not one row for each sample.
            OptionError: a number of slices below 1, or not one name for each column.

        Example:
            >>> import dotnet_viz as dv
            >>> true = np.arange(200) % 2
            >>> town = np.where(np.arange(200) % 5 == 0, "Oslo", "Rome")
            >>> predicted = np.where(town == "Oslo", 1 - true, true)
            >>> dv.evaluate(predictions=(true, predicted)).weak_spots({"town": town}).to_dict()["slice"]
            ['town = Oslo']
        """
        given = self._samples if rows is None else rows
        if rows is not None:
            check_rows(rows, sample_count_of(self.result), feature_names)
        found = weak_spots_of(self.result, given, feature_names, whole_number("most", most))
        return self._themed(weak_spots_chart(found), title)

    @property
    def summary(self) -> str:
        """The most important numbers as text."""
        parts = [self.heading, *(text_table(table) for table in self.tables if table.rows), *self.notes]
        return "\n\n".join(parts)

    def __str__(self) -> str:
        return self.summary

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {harmless(self.heading)}>"

    def _repr_html_(self) -> str:
        return result_html(self.heading, [*self.tables, *self.notes])

    def _themed(self, chart: Chart, title: str | None) -> Chart:
        own = f"{self._title}: {chart.title}" if self._title else None
        return chart.presented(self._theme, own if title is None else title, self._background, self._size)

    def presented(self: _Evaluation, title: str | None, background: str | None, size: DrawnSize | None = None) -> _Evaluation:
        """Return the same evaluation, whose charts have a heading and other paper.

        Args:
            title: such as the name of the model; it stands before what each chart shows. ``None`` for no heading.
            background: a colour of the paper, or ``"transparent"``; ``None`` for that of the theme.
            size: of the files of each chart; ``None`` for its own.

        Raises:
            OptionError: no such colour, or one on which the text of the theme cannot be read.
        """
        paper_of(background, self._theme)
        found = copy(self)
        vars(found).update(_title=title, _background=background, _size=size)
        return found

    def _plain(self, numbers: Mapping[str, Any]) -> dict[str, Any]:
        return {name: plain(value) for name, value in numbers.items()}
