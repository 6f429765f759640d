"""Which states of a training become frames: all, evenly chosen ones, or those between which much changes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError, unknown_choice

CHOICES = ("even", "change")

Arrays = Mapping[str, NDArray[np.generic]]


def check_selection(frames: object, choose: str) -> None:
    """Raise where these are no options of a selection.

    Args:
        frames: how many there are to be at most; ``None`` for all.
        choose: one of :data:`CHOICES`.

    Raises:
        OptionError: fewer than two frames, or an unknown selection.
    """
    if choose not in CHOICES:
        raise unknown_choice("selection of frames", choose, CHOICES)
    if frames is not None and (isinstance(frames, bool) or not isinstance(frames, int) or frames < 2):
        raise OptionError(f"frames takes a whole number of at least 2, or None for all, not {frames!r}")


def even_positions(count: int, most: int | None) -> list[int]:
    """Return evenly spaced positions, the first and the last among them.

    Args:
        count: how many there are.
        most: how many are taken at most; ``None`` for all.

    Example:
        >>> even_positions(10, 4)
        [0, 3, 6, 9]
    """
    if most is None or count <= most:
        return list(range(count))
    return [round(position * (count - 1) / (most - 1)) for position in range(most)]


def positions_by_change(states: Iterable[Arrays], most: int | None) -> list[int]:
    """Return positions between which about equally much changes, the first and the last among them.

    Args:
        states: the weights at each time, by name; gone through once.
        most: how many are taken at most; ``None`` for all.

    Example:
        >>> states = [{"w": np.array([value])} for value in (0.0, 4.0, 6.0, 7.0, 7.5, 7.75, 8.0)]
        >>> positions_by_change(states, 3)
        [0, 1, 6]
    """
    changes, before = [], None
    for state in states:
        changes.append(0.0 if before is None else _distance(before, state))
        before = state
    count = len(changes)
    if most is None or count <= most:
        return list(range(count))
    path = np.cumsum(changes)
    wanted = np.linspace(0.0, path[-1], most)[1:-1]
    nearest = [int(np.argmin(np.abs(path - length))) for length in wanted]
    chosen = {0, *nearest, count - 1}
    # Where nothing changes for long, several of these are the same state; the others are chosen evenly.
    for position in even_positions(count, most):
        if len(chosen) >= most:
            break
        chosen.add(position)
    return sorted(chosen)


def _distance(before: Arrays, after: Arrays) -> float:
    """Return how far the weights went, each in parts of its own size, so that large layers do not hide small ones."""
    total = 0.0
    for name, values in after.items():
        old = before.get(name)
        if old is None or old.shape != values.shape:
            continue
        one, other = np.asarray(old, np.float64), np.asarray(values, np.float64)
        size = max(float(np.linalg.norm(one)), float(np.linalg.norm(other)))
        step = float(np.linalg.norm(other - one))
        if size and math.isfinite(step) and math.isfinite(size):
            total += step / size
    return total
