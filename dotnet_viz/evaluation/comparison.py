"""Two models evaluated on the same samples, beside each other."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.data import ChartData, plain
from dotnet_viz.charts.evaluation.paired import differences_chart, label_of
from dotnet_viz.display.notebook import harmless
from dotnet_viz.display.table import TextTable, result_html, text_table
from dotnet_viz.formatting import format_count, format_number
from dotnet_viz.measures.evaluation.intervals.paired import McNemar, MeasureDifference
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from pandas import DataFrame


class EvaluationComparison:
    """How the predictions of two models differ.

    Args:
        names: of both.
        differences: of each measure, the second less the first.
        errors: which samples each gets right; ``None`` for amounts.
        samples: number of samples.
        theme: of the chart: ``"light"``, ``"dark"``, ``"auto"`` or ``"print"``.
    """

    def __init__(
        self,
        names: tuple[str, str],
        differences: tuple[MeasureDifference, ...],
        errors: McNemar | None,
        samples: int,
        theme: str = "light",
    ) -> None:
        self.names, self.differences, self.errors, self.samples = names, differences, errors, samples
        self._theme = theme

    @property
    def heading(self) -> str:
        """What was compared, in one line."""
        samples = format_count(self.samples, "sample")
        return translate("{second} against {first} on {samples}", second=self.names[1], first=self.names[0], samples=samples)

    @property
    def summary(self) -> str:
        """The differences as text."""
        return "\n\n".join([self.heading, text_table(self._table), *self._sentences])

    def __str__(self) -> str:
        return self.summary

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {harmless(self.heading)}>"

    def _repr_html_(self) -> str:
        return result_html(self.heading, [self._table, *self._sentences])

    def chart(self, *, title: str | None = None) -> Chart:
        """Draw the differences with their intervals.

        Args:
            title: heading over the chart; ``None`` for none.
        """
        chosen = [one for one in self.differences if one.of in ("all", "macro average")] or list(self.differences)
        chart = differences_chart(chosen, self.names)
        return chart.presented(self._theme, title, None)

    def to_dict(self) -> dict[str, Any]:
        """Return all numbers as plain Python: each measure of both, its difference and interval, and McNemar's test."""
        return {
            "models": list(self.names),
            "samples": self.samples,
            "differences": [{**asdict(one), "difference": plain(one.change)} for one in self.differences],
            "mcnemar": None if self.errors is None else asdict(self.errors),
        }

    def to_frame(self) -> DataFrame:
        """Return a row for each measure as a frame of pandas.

        Raises:
            MissingDependencyError: pandas is not installed.
        """
        rows = [{**asdict(one), "difference": one.change} for one in self.differences]
        return ChartData({name: [row[name] for row in rows] for name in rows[0]}).to_frame()

    @property
    def _table(self) -> TextTable:
        heads = (translate("measure"), *self.names, translate("difference"), translate("95 % interval"), "")
        rows = [
            (
                label_of(one),
                *map(format_number, (one.first, one.second, one.change)),
                translate("{low} to {high}", low=format_number(one.low), high=format_number(one.high)),
                "" if one.is_beyond_chance else translate("may be chance"),
            )
            for one in self.differences
        ]
        return TextTable(heads, rows, numbers=heads[1:4], what=mark("measures"))

    @property
    def _sentences(self) -> tuple[str, ...]:
        found = self.errors
        if found is None:
            return ()
        exact, other = translate("exact binomial test"), translate("chi-square test with continuity correction")
        sentence = translate(
            "{first} alone is right on {samples}, {second} alone on {others}; McNemar's test gives p = {p} ({test}).",
            first=self.names[0],
            second=self.names[1],
            samples=format_count(found.only_first, "sample"),
            others=format_count(found.only_second),
            p=format_number(found.p_value),
            test=exact if found.test == "exact" else other,
        )
        return (sentence,)
