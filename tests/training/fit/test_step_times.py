"""What a first pass is expected to take, from the steps of the training."""

from __future__ import annotations

import pytest

from dotnet_viz.training.fit import step_times as module
from dotnet_viz.training.fit.step_times import StepTimes
from tests.training.safeguards.test_allowance import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


def test_a_pass_is_expected_to_take_a_part_of_what_the_first_step_compiled_and_two_steps(clock: Clock) -> None:
    times = StepTimes()
    times.begin()
    for steps, seconds in ((1, 10.0), (2, 0.5), (3, 0.5)):
        clock.now += seconds
        times.add(steps)
    times.end()
    clock.now += 100
    times.add(4)
    assert times.first_pass("tensorflow", 32, 32) == pytest.approx(0.1 * 9.5 + 1.0)
    assert times.first_pass("jax", 64, 32) == pytest.approx(0.75 * 9.5 + 0.5)


def test_several_steps_an_execution_are_divided(clock: Clock) -> None:
    times = StepTimes()
    times.begin()
    for steps, seconds in ((4, 10.0), (8, 2.0)):
        clock.now += seconds
        times.add(steps)
    assert times.first_pass("tensorflow", 32, 32) == pytest.approx(0.1 * 9.5 + 1.0)


def test_without_steps_or_with_one_there_is_still_an_answer(clock: Clock) -> None:
    times = StepTimes()
    assert times.first_pass("tensorflow", None, 32) > 0
    times.begin()
    clock.now += 10
    times.add(1)
    assert times.first_pass("tensorflow", None, 32) == pytest.approx(1.0)
