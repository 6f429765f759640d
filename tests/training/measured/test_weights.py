"""How much of which weights is looked at and kept."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from dotnet_viz.measures.training.statistics import STATISTICS
from dotnet_viz.training.measured.weights import NamedVariable, WeightMeasures, plan_snapshots, take_snapshot


class Variable(SimpleNamespace):
    """In the place of a variable of Keras."""

    def numpy(self) -> np.ndarray:
        return np.asarray(self.values)


def named(name: str, values: np.ndarray, *, trainable: bool = True) -> NamedVariable:
    return NamedVariable(name, Variable(values=values, trainable=trainable), values.size)


SMALL = named("small/kernel", np.arange(6.0).reshape(2, 3))
LARGE = named("large/kernel", np.ones((100, 100), np.float32))


def test_what_fits_is_kept_whole_after_every_epoch() -> None:
    plan = plan_snapshots((SMALL,), 1000, 1_000_000)
    assert (plan.every, plan.sampled, plan.notes) == (1, (), ())


def test_fewer_epochs_are_kept_before_weights_are_sampled() -> None:
    plan = plan_snapshots((SMALL, LARGE), 599, 40_024 * 100)
    assert (plan.every, plan.sampled) == (6, ())
    assert plan.notes == ("Weights are kept every 6 epochs, to stay within 3.8 MiB.",)


def test_large_weights_are_sampled_along_each_axis_and_small_ones_stay_whole() -> None:
    plan = plan_snapshots((SMALL, LARGE), 9, 10_000)
    assert (plan.every, plan.sampled) == (1, ("large/kernel",))
    kept = take_snapshot((SMALL, LARGE), plan)
    assert kept["small/kernel"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert kept["large/kernel"].ndim == 2
    assert sum(values.nbytes for values in kept.values()) * 10 <= 10_000


@pytest.mark.parametrize("epochs", [1, 10, 1000, 100_000])
def test_the_budget_is_kept(epochs: int) -> None:
    budget = 400_000
    plan = plan_snapshots((SMALL, LARGE), epochs, budget)
    bytes_each = sum(values.nbytes for values in take_snapshot((SMALL, LARGE), plan).values())
    assert bytes_each * (epochs // plan.every + 1) <= budget * 1.1


def test_updates_are_those_of_weights_that_are_trained() -> None:
    moving, trained = named("a/moving_mean", np.ones(3), trainable=False), named("b/kernel", np.array([3.0, 4.0]))
    measures = WeightMeasures((moving, trained), whole=True)
    assert [one.quantity for one in measures.measure()] == ["weights", "weights"]
    trained.variable.values = np.array([3.0, 4.05])
    found = list(measures.measure())
    assert [(one.quantity, one.tensor) for one in found][-1] == ("updates", "b/kernel")
    assert len(found) == 3
    assert found[-1].numbers[STATISTICS.index("log10_ratio")] == pytest.approx(-2)


def test_values_are_copied_before_training_changes_them_in_place() -> None:
    weight = named("b/kernel", np.array([3.0, 4.0]))
    measures = WeightMeasures((weight,), whole=True)
    measures.keep()
    weight.variable.values += 1  # in place, as asarray above shares the memory
    assert list(measures.measure())[1].numbers[STATISTICS.index("mean")] == 1


def test_large_weights_are_sampled_unless_all_values_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dotnet_viz.training.measured.weights.MEASURED_VALUES", 100)
    sampled, whole = (WeightMeasures((SMALL, LARGE), whole=whole) for whole in (False, True))
    assert [int(one.counts.sum()) for one in sampled.measure()] == [6, 94]
    assert [int(one.counts.sum()) for one in whole.measure()] == [6, 10_000]
    assert whole.notes == ()
    assert sampled.notes[0].startswith("Statistics of 1 large weight and")
