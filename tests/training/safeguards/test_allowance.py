"""The time that recording may take: all of it counts, and parts that may be left out ask first."""

from __future__ import annotations

import pytest

from dotnet_viz.training.safeguards import allowance as module
from dotnet_viz.training.safeguards.allowance import Allowance, LimitedPart


class Clock:
    """In the place of ``time``: it goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def perf_counter(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


def test_time_of_recording_is_no_time_of_training(clock: Clock) -> None:
    allowance = Allowance(0.1)
    clock.now += 10
    with allowance.recording():
        clock.now += 1
        assert (allowance.own, allowance.training) == (1, 10)
        with allowance.recording():
            clock.now += 1
    allowance.take(0.5)
    assert (allowance.own, allowance.training) == (2.5, 9.5)


def test_what_is_always_recorded_leaves_less_for_what_asks(clock: Clock) -> None:
    allowance = Allowance(0.1)
    part = LimitedPart(allowance, 1.0, "auto")
    clock.now += 10
    assert part.is_due(1.0)
    allowance.take(0.5)
    assert not part.is_due(1.0)
    assert (part.is_due(0.4), part.skipped) == (True, 1)


def test_a_part_keeps_to_its_own_share_and_learns_what_it_takes(clock: Clock) -> None:
    allowance = Allowance(1.0)
    part = LimitedPart(allowance, 0.1, "auto", later=0.5)
    clock.now += 10
    assert (part.is_due(1.1), part.is_due(1.0)) == (False, True)
    with part.spending():
        clock.now += 2
    clock.now += 19  # 29 seconds of training, of which 2.9 may be taken
    assert not part.is_due(0.0)
    clock.now += 1
    assert part.is_due(99.0)  # 2 are taken, and the next time is expected to take 1
    with part.spending():
        clock.now += 0.1
    assert part.is_due(99.0)
    assert part.measured == 2


def test_what_was_asked_for_is_done_whatever_it_takes(clock: Clock) -> None:
    allowance = Allowance(0.0)
    allowance.take(1000.0)
    assert LimitedPart(allowance, 0.0, "always").is_due(1000.0)
    assert not LimitedPart(allowance, 1.0, "never").is_due(0.0)
