"""The rows of a table that sections on an estimator look at: few enough that each of them takes seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dotnet_viz.formatting import format_count
from dotnet_viz.measures.importance.columns import as_rows, features_of, row_count
from dotnet_viz.readers.sklearn.estimator import is_estimator
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.translate import translate

MAX_ROWS = 1000


@dataclass(frozen=True, eq=False)
class TabularData:
    """Rows of a table with their targets.

    Args:
        x: an array or frame.
        y: the targets.
        feature_names: of its columns; ``None`` where they only have numbers.
        count: rows of the whole table.
    """

    x: Any
    y: Any
    feature_names: list[str] | None
    count: int

    @property
    def note(self) -> str:
        """Says how many rows were taken; empty for all."""
        taken, whole = len(self.x), format_count(self.count, "sample")
        return (
            ""
            if taken == self.count
            else translate("Measured on {taken} of {all}, evenly taken.", taken=format_count(taken), all=whole)
        )


def tabular_data(context: ReportContext, most: int = MAX_ROWS) -> TabularData | None:
    """Return the data of a report on an estimator as a table; ``None`` where it has none, or another model.

    Args:
        context: of the report.
        most: rows at most, evenly taken.
    """
    if context.data is None or context.data[1] is None or not is_estimator(context.model):
        return None
    x, y = as_rows(context.data[0]), context.data[1]
    if isinstance(x, dict | list) or getattr(x, "ndim", 0) != 2:
        return None
    count = row_count(x)
    chosen = evenly(count, most)
    rows = x.iloc[chosen] if hasattr(x, "iloc") else x[chosen]
    targets = y.iloc[chosen] if hasattr(y, "iloc") else np.asarray(y)[chosen]
    return TabularData(rows, targets, _names(context, x), count)


def _names(context: ReportContext, x: Any) -> list[str] | None:
    known = features_of(x)
    given = context.feature_names
    if given is not None and len(given) == len(known):
        return list(given)
    return [one.name for one in known] if hasattr(x, "columns") else None
