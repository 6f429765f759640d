from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.graph import Array, InMemory
from dotnet_viz.keras_format.optimizer import optimizer_state
from dotnet_viz.keras_format.variables import Variable
from dotnet_viz.readers import read
from tests.model_files import MLP

SCHEDULED = {"optimizer": {"class_name": "Adam", "config": {"learning_rate": {"class_name": "CosineDecay", "config": {}}}}}


def scalar(value: float, dtype: str) -> Variable:
    """Return a variable of one number."""
    return Variable((), dtype, InMemory(np.array(value, dtype)))


class Damaged:
    """Values that cannot be read."""

    def read(self) -> Array:
        raise UnreadableFileError("damaged")

    def chunks(self, max_values: int) -> Any:
        raise UnreadableFileError("damaged")


def with_optimizer(target: Path, date: object = "2026-11-28@21:33:09", compression: str | None = None) -> Path:
    """Write a ``.keras`` file whose optimizer has made 40 steps, with a given date."""
    weights = target.with_suffix(".weights")
    with zipfile.ZipFile(MLP) as old, zipfile.ZipFile(target, "w") as new:
        weights.write_bytes(old.read("model.weights.h5"))
        with h5py.File(weights, "a") as file:
            group = file.create_group("optimizer/vars")
            group.create_dataset("0", data=np.int64(40))
            group.create_dataset("1", data=np.float32(0.25))
            for number in range(2, 12):
                group.create_dataset(str(number), data=np.zeros(number, "float32"), compression=compression)
        new.write(weights, "model.weights.h5")
        new.writestr("metadata.json", json.dumps({"keras_version": "3.15.1", "date_saved": date}))
        new.writestr("config.json", old.read("config.json"))
    return target


def test_a_file_has_them_in_their_order_beside_the_weights(tmp_path: Path) -> None:
    graph = read(with_optimizer(tmp_path / "m.keras"))
    found = graph.origin.optimizer
    assert found is not None
    assert (found.iterations, found.learning_rate) == (40, 0.25)
    assert [item.name for item in found.variables[:3]] == ["iteration", "learning_rate", "vars/2"]
    assert [item.size for item in found.variables] == [1, 1, *range(2, 12)]
    assert graph.parameter_count == read(MLP).parameter_count
    assert graph.notes == read(MLP).notes


@pytest.mark.parametrize(
    "date", [None, 5, ["2026-11-28@21:33:09"], "yesterday", "2026-11-28@21:33:09\x1b[2J", "<b>", "٢٠٢٦-11-28@21:33:09"]
)
def test_what_is_no_date_is_left_out(date: object, tmp_path: Path) -> None:
    assert read(with_optimizer(tmp_path / "m.keras", date)).origin.date_saved is None


def test_a_date_is_written_as_iso_8601(tmp_path: Path) -> None:
    assert read(with_optimizer(tmp_path / "m.keras")).origin.date_saved == "2026-11-28T21:33:09"


def test_names_are_those_of_the_format() -> None:
    named = {"adam/iteration": scalar(7, "int64"), "adam/learning_rate": scalar(0.5, "float32"), "adam/m": scalar(1, "float32")}
    found = optimizer_state(named, None)
    assert found is not None
    assert (found.iterations, found.learning_rate) == (7, 0.5)
    assert [item.name for item in found.variables] == list(named)


def test_what_a_schedule_leaves_out_is_not_taken_from_the_next_variable() -> None:
    numbered = {"vars/0": scalar(7, "int64"), "vars/1": scalar(0.5, "float32")}
    found = optimizer_state(numbered, SCHEDULED)
    assert found is not None
    assert (found.iterations, found.learning_rate) == (7, None)
    assert [item.name for item in found.variables] == ["iteration", "vars/1"]


def test_the_steps_inside_an_optimizer_that_scales_the_loss_count() -> None:
    scaled = {
        "vars/0": scalar(3, "int64"),
        "inner_optimizer/vars/0": scalar(7, "int64"),
        "inner_optimizer/vars/1": scalar(0.5, "float32"),
    }
    found = optimizer_state(scaled, None)
    assert found is not None
    assert (found.iterations, found.learning_rate) == (7, 0.5)


@pytest.mark.parametrize(
    "value", [Variable((), "int64", Damaged()), Variable((), "int64", None), Variable((2,), "int64", None)]
)
def test_numbers_that_cannot_be_read_are_not_known(value: Variable) -> None:
    found = optimizer_state({"adam/iteration": value, "adam/learning_rate": scalar(float("nan"), "float32")}, None)
    assert found is not None
    assert (found.iterations, found.learning_rate) == (None, None)


def test_no_variables_are_no_state() -> None:
    assert optimizer_state({}, None) is None
