"""What the evaluation of any output has: a summary, a table for notebooks, its numbers, and charts in one theme."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from dotnet_viz.charts.chart import Chart
from dotnet_viz.charts.data import plain
from dotnet_viz.charts.themes import THEMES
from dotnet_viz.display.table import TextTable, result_html
from dotnet_viz.errors import unknown_choice


class OutputEvaluation(ABC):
    """How well the predictions of one output fit what is true.

    Args:
        theme: of its charts: ``"light"`` or ``"dark"``.

    Raises:
        OptionError: no such theme.
    """

    def __init__(self, theme: str = "light") -> None:
        if theme not in THEMES:
            raise unknown_choice("theme of charts", theme, THEMES)
        self._theme = theme

    @property
    @abstractmethod
    def heading(self) -> str:
        """What was evaluated, in one line."""

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

    @abstractmethod
    def charts(self) -> Mapping[str, Chart]:
        """Return every chart that these predictions allow, by the name of its method, with its default options."""

    @property
    def summary(self) -> str:
        """The most important numbers as text."""
        parts = [self.heading, *(_as_text(table) for table in self.tables if table.rows), *self.notes]
        return "\n\n".join(parts)

    def __str__(self) -> str:
        return self.summary

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.heading}>"

    def _repr_html_(self) -> str:
        return result_html(self.heading, [*self.tables, *self.notes])

    def _themed(self, chart: Chart) -> Chart:
        return chart if self._theme == "light" else chart.with_theme(self._theme)

    def _plain(self, numbers: Mapping[str, Any]) -> dict[str, Any]:
        return {name: plain(value) for name, value in numbers.items()}


def _as_text(table: TextTable) -> str:
    """Return a table with aligned columns."""
    lines = [list(table.heads), *(list(row) for row in table.rows)]
    widths = [max(len(line[position]) for line in lines) for position in range(len(table.heads))]
    right = [head in table.numbers for head in table.heads]
    return "\n".join(
        "  ".join(
            text.rjust(width) if is_right else text.ljust(width)
            for text, width, is_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in lines
    )
