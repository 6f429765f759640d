"""Tables of many models or trainings that are sorted, filtered and grouped in a browser: their columns and cells."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dotnet_viz.formatting import format_number
from dotnet_viz.reporting.measured.quantities import better_value
from dotnet_viz.reporting.section import Cell

MAX_METRICS = 8


@dataclass(frozen=True)
class BrowsableColumn:
    """The head of a column.

    Args:
        title: as it is read.
        kind: word for the page, such as ``"metric"`` or ``"setting"``.
        numeric: whether its cells are numbers, which stand right-aligned.
        better: whether ``"lower"`` or ``"higher"`` values are better; empty where neither is known to be.
        detail: a second line of the head.
        groups: whether rows can be grouped by it.
    """

    title: str
    kind: str
    numeric: bool = False
    better: str = ""
    detail: str = ""
    groups: bool = False


@dataclass(frozen=True)
class BrowsableCell(Cell):
    """One cell.

    Args:
        hint: shown while the pointer rests on it.
    """

    hint: str = ""


def most_common_metrics(names: Sequence[str], most: int) -> tuple[list[str], int]:
    """Return the names that most rows have, in the order of the rows but the loss first, and how many others there are.

    Args:
        names: of the metrics of all rows.
        most: how many there may be.

    Example:
        >>> most_common_metrics(["accuracy", "loss", "accuracy", "auc"], 2)
        (['loss', 'accuracy'], 1)
    """
    counts = Counter(names)
    chosen = {name for name, _ in counts.most_common(most)}
    ordered = sorted((name for name in counts if name in chosen), key=lambda name: name.lower() != "loss")
    return ordered, len(counts) - len(chosen)


def metric_column(name: str, detail: str) -> BrowsableColumn:
    """Return the column of a metric.

    Args:
        name: of the metric.
        detail: which of its values stands there.
    """
    return BrowsableColumn(name, "metric", numeric=True, better=better_value(name) or "", detail=detail)


def metric_cell(value: float | None) -> Cell:
    """Return the cell of a metric; a dash where there is none.

    Args:
        value: the number, which may be NaN.
    """
    if value is None or math.isnan(value):
        return Cell("–")
    if math.isinf(value):
        return Cell(format_number(value))
    # Six digits are enough to sort by, and a thousand rows have many numbers.
    return Cell(format_number(value), float(f"{value:.6g}"))
