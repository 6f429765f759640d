"""Importances of features as numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

PERMUTATION, BUILT_IN, DROP_COLUMN = "permutation", "built-in", "drop-column"
METHODS = (PERMUTATION, BUILT_IN, DROP_COLUMN)

_DROP = "drop in "


def drop_in(score: str) -> str:
    """Return what importances are that say by how much a score drops.

    Args:
        score: its name, such as ``"accuracy"``.

    Example:
        >>> drop_in("accuracy"), dropping_score(drop_in("accuracy")), dropping_score("importance")
        ('drop in accuracy', 'accuracy', None)
    """
    return f"{_DROP}{score}"


def dropping_score(measured: str) -> str | None:
    """Return the score whose drop importances are; ``None`` where they are something else.

    Args:
        measured: what they are, see :func:`drop_in`.
    """
    return measured.removeprefix(_DROP) if measured.startswith(_DROP) else None


@dataclass(frozen=True, eq=False)
class Importances:
    """How much each feature matters to a model.

    Args:
        method: one of :data:`METHODS`.
        names: of the features, in the order of the data.
        values: of each feature; shape (features,).
        deviations: their standard deviations, over repeats, folds or trees, or their standard errors; shape (features,), or
            ``None`` where nothing is known of them.
        repeats: each repeat's value; shape (features, repeats), or ``None``.
        measured: what a value is, such as ``"drop in accuracy"``.
        deviations_are: what the deviations are over, such as ``"5 repeats"``.
        baseline: the score with all features as they are; ``None`` where none was measured.
        notes: what a reader should know.
    """

    method: str
    names: tuple[str, ...]
    values: Numbers
    deviations: Numbers | None
    repeats: Numbers | None
    measured: str
    deviations_are: str = ""
    baseline: float | None = None
    notes: tuple[str, ...] = ()

    @property
    def order(self) -> NDArray[np.intp]:
        """Positions of the features, those with the largest magnitude first; equal ones stay in their order."""
        return np.argsort(-np.nan_to_num(np.abs(self.values) if self.is_signed else self.values), kind="stable")

    @property
    def is_signed(self) -> bool:
        """Whether the sign of a value has a meaning, as that of a coefficient has."""
        return "coefficient" in self.measured
