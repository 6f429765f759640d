"""The course of metrics within an epoch, of a bounded number of training steps."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping

POINTS = 50
"""Points of an epoch; of one whose number of steps is not known before, as many again each time it doubles."""
ALL_POINTS = 50_000
"""Points of all planned epochs together."""
_SECONDS = 2.0


class BatchCurves:
    """Chooses training steps evenly and hands their metrics on, at once when an epoch is long.

    Steps may be reported by several threads and out of order, as Keras does where it can.

    Args:
        write: is given the numbers of steps and, by metric, the value after each of them.
        planned_epochs: how many epochs there are to be.
        steps: of an epoch, where known.
    """

    def __init__(
        self, write: Callable[[list[int], dict[str, list[float]]], None], planned_epochs: int, steps: int | None
    ) -> None:
        self._write = write
        self._points = max(2, min(POINTS, ALL_POINTS // max(1, planned_epochs)))
        self._steps = steps
        self._lock = threading.Lock()
        self._kept: dict[int, dict[str, float]] = {}
        self._written = time.monotonic()
        self._taken = 0
        self._interval = self._first = 1
        self.begin(1)

    def begin(self, first_step: int) -> None:
        """Begin an epoch.

        Args:
            first_step: the number of its first step, counted over all epochs.
        """
        self._first, self._taken = first_step, 0
        self._interval = max(1, -(-self._steps // self._points)) if self._steps else 1

    def add(self, index: int, metrics: Mapping[str, object]) -> None:
        """Take note of the metrics after a step.

        Args:
            index: of the step in its epoch, from 0.
            metrics: by name.
        """
        with self._lock:
            if (index + 1) % self._interval and index:
                return
            self._kept[self._first + index] = {
                name: float(value) for name, value in metrics.items() if isinstance(value, (int, float))
            }
            self._taken += 1
            if self._steps is None and self._taken % self._points == 0:
                self._interval *= 2
            if time.monotonic() - self._written > _SECONDS:
                self._flush()

    def end(self, steps: int) -> None:
        """End an epoch.

        Args:
            steps: that it had.
        """
        with self._lock:
            self._steps = steps
            self._flush()

    def _flush(self) -> None:
        steps = sorted(self._kept)
        if steps:
            names = dict.fromkeys(name for metrics in self._kept.values() for name in metrics)
            nan = float("nan")
            self._write(steps, {name: [self._kept[step].get(name, nan) for step in steps] for name in names})
        self._kept.clear()
        self._written = time.monotonic()
