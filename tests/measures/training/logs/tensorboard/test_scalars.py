from __future__ import annotations

import numpy as np

from dotnet_viz.measures.training.logs.tensorboard.scalars import Scalars, epoch_seconds, is_keras, keras_curves, scalar_curves
from dotnet_viz.measures.training.run import Curve


def scalars(tag: str, steps: list[int], values: list[float], folder: str = "", times: list[float] | None = None) -> Scalars:
    when = np.arange(float(len(steps))) if times is None else np.array(times)
    return Scalars(folder, tag, np.array(steps), when, np.array(values))


def shown(curves: tuple[Curve, ...]) -> dict[tuple[str, str], tuple[list[int], list[float]]]:
    return {(curve.name, curve.unit): (curve.positions.tolist(), curve.values.tolist()) for curve in curves}


def test_lightnings_scalar_epoch_states_the_epoch_of_each_step() -> None:
    log = [
        scalars("epoch", [1, 3, 4, 7, 9], [0, 0, 0, 1, 1]),
        scalars("train_loss_step", [1, 3, 7], [3.0, 2.0, 1.0]),
        scalars("train_loss_epoch", [4, 9], [2.5, 1.5]),
        scalars("val_loss", [4, 9], [2.75, 1.75]),
    ]
    assert shown(scalar_curves(log).curves) == {
        ("loss", "step"): ([2, 4, 8], [3.0, 2.0, 1.0]),
        ("loss", "epoch"): ([1, 2], [2.5, 1.5]),
        ("val_loss", "epoch"): ([1, 2], [2.75, 1.75]),
    }
    assert scalar_curves(log).notes == ()


def test_epochs_that_keras_left_out_are_filled_by_batches_and_evaluations() -> None:
    log = [
        scalars("batch_loss", [4, 8, 12, 16, 20], [9.0, 8.0, 7.0, 6.0, 5.0], "train", [1, 2, 3, 4, 5]),
        scalars("epoch_loss", [3], [5.5], "train", [6]),
        scalars("evaluation_loss_vs_iterations", [5, 10, 20], [8.5, 7.5, 4.5], "validation"),
    ]
    curves, notes = keras_curves(log)
    assert shown(curves)["loss", "epoch"] == ([1, 2, 3, 4], [9.0, 8.0, 7.0, 5.5])
    assert shown(curves)["val_loss", "epoch"] == ([1, 2, 4], [8.5, 7.5, 4.5])
    assert len(notes) == 1


def test_batches_that_do_not_fit_epochs_are_left_as_they_are() -> None:
    log = [
        scalars("batch_loss", [4, 8], [9.0, 8.0], "train", [1, 2]),
        scalars("epoch_loss", [2], [5.5], "train", [6]),
    ]
    curves, notes = keras_curves(log)
    assert shown(curves) == {("loss", "step"): ([4, 8], [9.0, 8.0]), ("loss", "epoch"): ([3], [5.5])}
    assert notes == ()


def test_a_log_that_was_written_twice_has_its_last_values() -> None:
    curves, _ = keras_curves([scalars("epoch_loss", [0, 1, 2, 0, 1], [5, 4, 3, 2, 1], "train")])
    assert shown(curves) == {("loss", "epoch"): ([1, 2, 3], [2.0, 1.0, 3.0])}


def test_seconds_are_between_the_times_of_epochs() -> None:
    seconds = epoch_seconds([scalars("epoch_loss", [0, 1, 2], [3, 2, 1], "train", [10.0, 12.5, 16.0])])
    assert seconds is not None
    assert (seconds.positions.tolist(), seconds.values.tolist()) == ([2, 3], [2.5, 3.5])
    assert epoch_seconds([scalars("epoch_loss", [0, 2], [3, 1], "train", [10.0, 16.0])]) is None


def test_keras_is_known_by_its_folders_even_beside_other_tags() -> None:
    assert is_keras([scalars("epoch_loss", [0], [1.0], "train"), scalars("my own", [0], [1.0], "train")])
    assert is_keras([scalars("epoch_loss", [0], [1.0])])
    assert not is_keras([scalars("epoch_loss", [0], [1.0]), scalars("loss", [0], [1.0])])
    assert not is_keras([])


def test_folders_name_the_data_that_values_are_on() -> None:
    log = [scalars("loss", [0, 1], [float(place), 0.0], folder) for place, folder in enumerate(("test", "train", "val"))]
    assert {curve.name: curve.values[0] for curve in scalar_curves(log).curves} == {"test_loss": 0, "loss": 1, "val_loss": 2}
