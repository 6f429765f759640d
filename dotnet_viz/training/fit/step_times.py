"""How long the steps of a training take: they tell what a pass of the recording's own will take."""

from __future__ import annotations

import time

_COMPILING = {"tensorflow": 0.1, "jax": 0.75, "torch": 0.5}
"""What a first pass with gradients takes, as a part of the time by which the first step of training is longer than others.

Both compile, or meet each operation for the first time. Measured on two models: 0.06 to 0.16, 0.65 to 0.79, and up to 0.4.
"""
_STEPS = 2.0
"""Steps of as many samples that a pass takes in addition."""
_UNKNOWN = 0.5


class StepTimes:
    """Measures the first step and the usual one, in the first epoch."""

    def __init__(self) -> None:
        self._begun: float | None = None
        self._first: float | None = None
        self._last = 0.0
        self._first_steps = self._steps = 0

    def begin(self) -> None:
        """Take note that the first epoch begins."""
        self._begun = time.perf_counter()

    def add(self, steps: int) -> None:
        """Take note that a step has ended.

        Args:
            steps: of the first epoch so far.
        """
        if self._begun is None or steps <= self._steps:
            return
        self._last, self._steps = time.perf_counter() - self._begun, steps
        if self._first is None:
            self._first, self._first_steps = self._last, steps

    def end(self) -> None:
        """Take note that the first epoch has ended: later ones compile nothing."""
        self._begun = None

    def first_pass(self, backend: str, samples_a_step: int | None, samples: int) -> float:
        """Return how many seconds the first pass with gradients is expected to take.

        Args:
            backend: of Keras.
            samples_a_step: of the training.
            samples: of the pass.
        """
        if self._first is None:
            return _UNKNOWN
        others = self._steps - self._first_steps
        usual = (self._last - self._first) / others if others else 0.0
        compiling = _COMPILING.get(backend, 1.0) * max(0.0, self._first - usual)
        return compiling + _STEPS * usual * samples / (samples_a_step or samples)
