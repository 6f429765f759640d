from __future__ import annotations

import numpy as np

from dotnet_viz.measures.training.logs.points import Points, count_epochs


def points(name: str, steps: list[int]) -> Points:
    return Points(name, np.arange(float(len(steps))), np.array(steps))


def units(*logged: Points) -> dict[str, tuple[str, list[int]]]:
    return {curve.name: (curve.unit, curve.positions.tolist()) for curve in count_epochs(logged).curves}


def test_consecutive_numbers_from_0_or_1_are_epochs_from_1() -> None:
    assert units(points("a", [0, 1, 2])) == {"a": ("epoch", [1, 2, 3])}
    assert units(points("a", [1, 2, 3])) == {"a": ("epoch", [1, 2, 3])}


def test_of_rows_of_consecutive_numbers_the_shortest_have_the_epochs() -> None:
    found = units(points("batch", list(range(50))), points("val_loss", [0, 1, 2, 3]), points("train_loss", [0, 1, 2, 3, 4]))
    assert {name: unit for name, (unit, _) in found.items()} == {"batch": "step", "val_loss": "epoch", "loss": "epoch"}


def test_gaps_are_steps() -> None:
    assert units(points("a", [0, 100, 200])) == {"a": ("step", [1, 101, 201])}


def test_a_value_that_was_logged_once_is_no_curve_beside_others() -> None:
    counted = count_epochs([points("loss", [0, 1, 2]), points("test accuracy", [0])])
    assert [curve.name for curve in counted.curves] == ["loss"]
    assert counted.single_values == {"test accuracy": 0.0}


def test_a_training_of_one_epoch_has_curves_of_one_point() -> None:
    assert units(points("loss", [0]), points("val_loss", [0])) == {"loss": ("epoch", [1]), "val_loss": ("epoch", [1])}


def test_names_that_state_their_unit_are_believed() -> None:
    counted = count_epochs([points("loss_step", [0, 1, 2]), points("loss_epoch", [10, 20])])
    assert [(curve.name, curve.unit, curve.positions.tolist()) for curve in counted.curves] == [
        ("loss", "epoch", [10, 20]),
        ("loss", "step", [1, 2, 3]),
    ]
