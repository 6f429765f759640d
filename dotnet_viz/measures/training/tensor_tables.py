"""One statistic of every tensor over the epochs, as a table: gradients, updates, dead and saturated units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from dotnet_viz.measures.training.run import Doubles, Integers, TensorStatistics
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.translate import mark

MAX_ROWS = 60
MAX_COLUMNS = 60

STATISTICS = (
    ("gradients", "gradients", "l2_norm", mark("Norm of the gradients"), True),
    ("updates", "updates", "log10_ratio", mark("Updates by weights: log10 of the norms' ratio"), False),
    ("dead", "activations", "dead_share", mark("Dead units: share of a layer"), False),
    ("saturated", "activations", "saturated_share", mark("Saturated activations: share of a layer"), False),
)
"""A word for the table, quantity, name of the statistic, title, and whether a logarithmic scale shows it best."""


@dataclass(frozen=True, eq=False)
class TensorTable:
    """A row for each tensor, a column for each epoch.

    Args:
        name: a word for it, such as ``"gradients"`` or ``"dead"``.
        quantity: what the statistic is of.
        statistic: its name.
        title: in words.
        logarithmic: whether a logarithmic scale shows it best.
        tensors: names of the rows, in the order of the model.
        epochs: numbers of the columns, ascending; shape (columns,).
        values: NaN where there is none; shape (rows, columns).
        left_out: how many tensors have no row, since they are too many.
    """

    name: str
    quantity: str
    statistic: str
    title: str
    logarithmic: bool
    tensors: tuple[str, ...]
    epochs: Integers = field(repr=False)
    values: Doubles = field(repr=False)
    left_out: int = 0

    @property
    def is_share(self) -> bool:
        """Whether the values are shares, which are shown from 0 to 1 always, so that tables can be compared."""
        return self.statistic.endswith("_share")


def tensor_tables(statistics: Sequence[TensorStatistics]) -> tuple[TensorTable, ...]:
    """Return the tables that a run has something for, in the order of :data:`STATISTICS`.

    Args:
        statistics: of a run.

    Example:
        >>> gradient = TensorStatistics("dense/kernel", "gradients", np.array([1, 2]), {"l2_norm": np.array([0.5, 0.25])})
        >>> [(table.title, table.values.tolist()) for table in tensor_tables([gradient])]
        [('Norm of the gradients', [[0.5, 0.25]])]
    """
    tables = (_table(statistics, *choice) for choice in STATISTICS)
    return tuple(table for table in tables if table is not None)


def _table(
    statistics: Sequence[TensorStatistics], name: str, quantity: str, statistic: str, title: str, logarithmic: bool
) -> TensorTable | None:
    rows = [one for one in statistics if one.quantity == quantity and np.isfinite(one.values.get(statistic, np.nan)).any()]
    if not rows:
        return None
    shown = [rows[index] for index in evenly(len(rows), MAX_ROWS)]
    epochs = np.unique(np.concatenate([one.epochs for one in shown]))
    epochs = epochs[evenly(epochs.size, MAX_COLUMNS)]
    values = np.array([_at(one, statistic, epochs) for one in shown])
    tensors, left_out = tuple(one.tensor for one in shown), len(rows) - len(shown)
    return TensorTable(name, quantity, statistic, title, logarithmic, tensors, epochs, values, left_out)


def _at(one: TensorStatistics, name: str, epochs: Integers) -> Doubles:
    values = np.full(epochs.size, np.nan)
    _, here, there = np.intersect1d(epochs, one.epochs, return_indices=True)
    values[here] = one.values[name][there]
    return values
