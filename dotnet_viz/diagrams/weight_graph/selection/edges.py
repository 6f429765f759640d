"""Which lines of a layer are drawn: all, those above a threshold, or the strongest."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Array

_TEXT = re.compile(r"(q|share)?\s*([0-9.eE+-]+)")
Mask = NDArray[np.bool_]
_KINDS = {None: "value", "q": "quantile", "share": "share"}


@dataclass(frozen=True)
class Threshold:
    """Where weak lines end.

    Args:
        kind: ``"value"``: lines of at least this magnitude are drawn. ``"quantile"``: of at least this quantile of a
            layer's magnitudes; 0.9 draws the strongest tenth. ``"share"``: the strongest that together have at least
            this share in the sum of a layer's magnitudes.
        number: the magnitude, or a number from 0 to 1.

    Raises:
        OptionError: a kind that there is not, or a number that it cannot have.

    Example:
        >>> Threshold.of("q0.9")
        Threshold(kind='quantile', number=0.9)
    """

    kind: str
    number: float

    def __post_init__(self) -> None:
        top = np.inf if self.kind == "value" else 1.0
        if self.kind not in _KINDS.values() or not 0 <= self.number <= top or not np.isfinite(self.number):
            raise _refused(f"{self.kind} {self.number!r}")

    @classmethod
    def of(cls, value: float | str | Threshold) -> Threshold:
        """Return the threshold of a number, or of a text such as ``"0.1"``, ``"q0.9"`` or ``"share0.5"``."""
        if isinstance(value, Threshold):
            return value
        found = _TEXT.fullmatch(str(value).strip())
        try:
            number = float(found[2]) if found else None
        except ValueError:
            number = None
        if found is None or number is None:
            raise _refused(repr(value))
        return cls(_KINDS[found[1]], number)

    def least(self, magnitudes: NDArray[np.floating]) -> float:
        """Return the least magnitude that is drawn.

        Args:
            magnitudes: finite ones; shape (n,).
        """
        if self.kind == "value" or not magnitudes.size:
            return self.number if self.kind == "value" else 0.0
        if self.kind == "quantile":
            return float(np.quantile(magnitudes, self.number, method="higher"))
        strongest = np.sort(magnitudes)[::-1]
        sums = np.cumsum(strongest, dtype=np.float64)
        # A sum of floats can miss the whole by a hair.
        needed = int(np.searchsorted(sums, self.number * sums[-1] * (1 - 1e-12)))
        return float(strongest[min(needed, len(strongest) - 1)]) if self.number else float("inf")


def _refused(value: str) -> OptionError:
    return OptionError(
        f"threshold {value} is none: give a magnitude such as 0.1, a quantile from 0 to 1 such as 'q0.9', "
        "or a share in the total from 0 to 1 such as 'share0.5'"
    )


def choose_lines(values: Array, present: Mask | None, threshold: Threshold | None, most: int | None) -> NDArray[np.intp]:
    """Return the positions of the lines that are drawn, weak ones first and NaN last.

    Infinite values and NaN are drawn whatever the threshold, since they are what one looks for. What is exactly zero, as in
    a pruned model, is no line.

    Args:
        values: shape (inputs, units).
        present: where there are lines; ``None`` if everywhere.
        threshold: what is drawn; ``None`` for all.
        most: how many at most, the strongest; ``None`` for all.

    Returns:
        Positions in the flat values.

    Example:
        >>> choose_lines(np.array([[0.5, -2.0], [0.1, 1.0]]), None, None, 2).tolist()
        [3, 1]
    """
    magnitudes = np.abs(values.reshape(-1))
    drawn = _lines(magnitudes, present)
    if threshold is not None:
        drawn = _above(magnitudes, drawn, threshold)
    if most is not None and (magnitudes.size if drawn is None else np.count_nonzero(drawn)) > most:
        drawn = _strongest(magnitudes, drawn, most)
    places = np.arange(magnitudes.size) if drawn is None else np.flatnonzero(drawn)
    order: NDArray[np.intp] = places[np.argsort(magnitudes[places], kind="stable")]
    return order


def _lines(magnitudes: Array, present: Mask | None) -> Mask | None:
    """Return where there are lines; ``None`` if everywhere."""
    there = None if present is None else present.reshape(-1)
    if np.count_nonzero(magnitudes) == magnitudes.size:
        return there
    nonzero: Mask = magnitudes != 0
    return nonzero if there is None else nonzero & there


def _above(magnitudes: Array, drawn: Mask | None, threshold: Threshold) -> Mask:
    among = magnitudes if drawn is None else magnitudes[drawn]
    weak = magnitudes < threshold.least(among[np.isfinite(among)])
    return ~weak if drawn is None else drawn & ~weak


def _strongest(magnitudes: Array, drawn: Mask | None, most: int) -> Mask:
    """Return which are the strongest among those drawn; of equal ones the first, and NaN before all."""
    own = np.nan_to_num(magnitudes, nan=np.inf, posinf=np.inf) if np.isnan(magnitudes).any() else magnitudes
    among = own if drawn is None else own[drawn]
    least = np.partition(among, len(among) - most)[len(among) - most]
    above: Mask = own > least
    equal = own == least
    if drawn is not None:
        above, equal = above & drawn, equal & drawn
    room = most - int(np.count_nonzero(above))
    above[np.flatnonzero(equal)[:room]] = True
    return above
