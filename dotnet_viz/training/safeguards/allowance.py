"""How much time the recording may take from a training."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

SHARE = 0.04
"""Of the time of training, what the whole recording may take with the parts that can be left out."""


class Allowance:
    """Adds up what the recording takes, and answers whether there is time for more.

    What is always recorded (metrics, settings, the graph, snapshots) counts too, and leaves the less for the parts that
    ask first. Nothing is taken in advance, for a training may end at any moment.

    Args:
        share: of the time of training.

    Example:
        >>> allowance = Allowance(0.5)
        >>> allowance.take(1000.0)
        >>> allowance.affords(0.0)
        False
    """

    def __init__(self, share: float = SHARE) -> None:
        self._share = share
        self._start = time.perf_counter()
        self._taken = 0.0
        self._begun: float | None = None
        self._lock = threading.Lock()

    @property
    def own(self) -> float:
        """Seconds that recording has taken so far."""
        begun = self._begun
        return self._taken + (0.0 if begun is None else time.perf_counter() - begun)

    @property
    def training(self) -> float:
        """Seconds since the start that recording has not taken."""
        return time.perf_counter() - self._start - self.own

    def affords(self, seconds: float) -> bool:
        """Return whether something that takes so long fits the share now.

        Args:
            seconds: that it is expected to take.
        """
        return self.own + seconds <= self._share * self.training

    def take(self, seconds: float) -> None:
        """Count what recording took in any thread.

        Args:
            seconds: that it took.
        """
        with self._lock:
            self._taken += seconds

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Count the time inside, in the thread of the training; what is inside another such block is counted once."""
        if self._begun is not None:
            yield
            return
        self._begun = time.perf_counter()
        try:
            yield
        finally:
            begun, self._begun = self._begun, None
            self.take(time.perf_counter() - begun)


class LimitedPart:
    """A part of the recording that is left out where there is no time for it.

    Args:
        allowance: of the whole recording.
        share: of the time of training, what this part may take of it.
        when: ``"auto"`` keeps to both shares, ``"always"`` is due at any time, ``"never"`` at none.
        later: what its second time is expected to take, as a part of the first, which compiles and imports.

    Attributes:
        measured: how often it was done.
        skipped: how often there was no time for it.

    Example:
        >>> part = LimitedPart(Allowance(0.1), 0.1, "auto")
        >>> part.is_due(60.0), LimitedPart(Allowance(0.1), 0.1, "always").is_due(60.0)
        (False, True)
    """

    def __init__(self, allowance: Allowance, share: float, when: str, *, later: float = 1.0) -> None:
        self._allowance, self._share, self._later = allowance, share, later
        self.when = when
        self.measured = self.skipped = 0
        self._spent = self._last = 0.0

    def is_due(self, first: float) -> bool:
        """Return whether there is time for it; where there is not, it counts as skipped.

        Args:
            first: seconds that it is expected to take if this is the first time; later it is known.
        """
        if self.when != "auto":
            return self.when == "always"
        cost = self._last if self.measured else first
        within_share = self._spent + cost <= self._share * self._allowance.training
        is_due = within_share and self._allowance.affords(cost)
        self.skipped += not is_due
        return is_due

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Count the time inside as that of this part."""
        begun = time.perf_counter()
        try:
            with self._allowance.recording():
                yield
        finally:
            seconds = time.perf_counter() - begun
            self._spent += seconds
            self._last = seconds if self.measured else seconds * self._later
            self.measured += 1
