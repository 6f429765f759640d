"""Metrics within an epoch, of a bounded number of steps."""

from __future__ import annotations

from dotnet_viz.training.fit.batches import POINTS, BatchCurves


def recorded(epochs: int, steps: int, known: int | None, planned: int = 1) -> list[int]:
    """Return the steps whose metrics are written in epochs of some steps."""
    found: list[int] = []
    curves = BatchCurves(lambda numbers, _values: found.extend(numbers), planned, known)
    for epoch in range(epochs):
        curves.begin(epoch * steps + 1)
        for index in range(steps):
            curves.add(index, {"loss": 1.0, "text": "left out"})
        curves.end(steps)
    return found


def test_short_epochs_have_every_step() -> None:
    assert recorded(2, 3, 3) == [1, 2, 3, 4, 5, 6]


def test_long_epochs_have_evenly_chosen_steps_and_the_first() -> None:
    found = recorded(1, 1000, 1000)
    assert found == [1, *range(20, 1001, 20)]


def test_an_epoch_of_unknown_length_has_a_bound_too() -> None:
    found = recorded(1, 100_000, None)
    assert len(found) <= 13 * POINTS
    assert found == sorted(set(found))


def test_once_the_length_is_known_the_number_is_the_usual_one() -> None:
    assert len(recorded(2, 1000, None)) - len(recorded(1, 1000, None)) == POINTS + 1


def test_many_epochs_share_the_points() -> None:
    assert recorded(1, 1000, 1000, planned=50_000) == [1, 500, 1000]


def test_a_metric_that_comes_later_is_no_number_before() -> None:
    written: list[dict[str, list[float]]] = []
    curves = BatchCurves(lambda _steps, values: written.append(values), 1, 2)
    curves.begin(1)
    curves.add(1, {"loss": 1.0, "late": 2.0})
    curves.add(0, {"loss": 3.0})
    curves.end(2)
    assert written[0]["loss"] == [3.0, 1.0]
    assert [value == value for value in written[0]["late"]] == [False, True]  # noqa: PLR0124 - NaN
