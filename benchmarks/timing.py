"""Whole processes, timed in turns, so that a slow moment of the machine hits both sides."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

# An installed package has its compiled files; a checkout gets them in the unmeasured turn.
QUIET = {"PYTHONDONTWRITEBYTECODE": "", "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONHASHSEED": "0"}


@dataclass(frozen=True)
class Comparison:
    """Two ways to the same end and their times.

    Args:
        task: what is done.
        ours: median seconds of the first way.
        theirs: median seconds of the other way.
        other: what the other way is.
        bound: the ratio that must not be exceeded; ``None`` where there is none.
        note: what a reader should know.
        unit: of both numbers; megabytes are compared in the same way as seconds.
    """

    task: str
    ours: float
    theirs: float
    other: str
    bound: float | None = None
    note: str = ""
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """Our time as a part of theirs."""
        return self.ours / self.theirs

    @property
    def holds(self) -> bool:
        """Whether the bound holds."""
        return self.bound is None or self.ratio <= self.bound


def python(code: str) -> list[str]:
    """Return the command that runs some code with this Python."""
    return [sys.executable, "-c", code]


def race(ours: Sequence[str], theirs: Sequence[str], rounds: int) -> tuple[float, float]:
    """Return the median seconds of two commands that take turns, after one unmeasured turn each.

    Raises:
        subprocess.CalledProcessError: one of them failed.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds + 1):
        for command, kept in zip((ours, theirs), times, strict=True):
            seconds = run(command)
            if turn:
                kept.append(seconds)
    return statistics.median(times[0]), statistics.median(times[1])


def run(command: Sequence[str]) -> float:
    """Return the seconds that a command took."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **QUIET})
    return time.perf_counter() - start
