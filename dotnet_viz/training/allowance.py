"""How much time the recording may take from a training."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Clock:
    """Tells the seconds of training apart from those of recording.

    Attributes:
        own: seconds that recording has taken.
    """

    def __init__(self) -> None:
        self._start = time.perf_counter()
        self.own = 0.0

    @property
    def training(self) -> float:
        """Seconds since the start that were not taken by recording."""
        return time.perf_counter() - self._start - self.own

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Count the time inside as that of recording."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.own += time.perf_counter() - begun


class Allowance:
    """A share of the training's time that one part of the recording may take.

    A part is due once and then whenever it has taken less than its share, so that what it takes beyond the share is
    at most its first and its last time.

    Args:
        share: of the time of training, such as 0.02.
        when: ``"auto"`` keeps to the share, ``"always"`` is due at any time, ``"never"`` at none.

    Example:
        >>> allowance = Allowance(0.1, "auto")
        >>> allowance.is_due(0.0)
        True
        >>> allowance.spent = 1.0
        >>> allowance.is_due(5.0), allowance.is_due(10.5)
        (False, True)
    """

    def __init__(self, share: float, when: str) -> None:
        self._share, self._when = share, when
        self.spent = 0.0
        self.skipped = 0
        self._last = 0.0

    def is_due(self, training: float, *, is_last: bool = False) -> bool:
        """Return whether it is time again.

        Args:
            training: seconds of training so far.
            is_last: whether this is the last opportunity, which may take as much again as the share.
        """
        if self._when != "auto":
            return self._when == "always"
        due = self.spent <= self._share * training
        if is_last:
            due = due or self.spent + self._last <= 2 * self._share * training
        self.skipped += not due
        return due

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Count the time inside."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._last = time.perf_counter() - begun
            self.spent += self._last
