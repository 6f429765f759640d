"""Models that several tests save, and the graphs of their files."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from dotnet_viz.graph import Graph
from dotnet_viz.readers.keras import h5_file, keras_file


def read_file(path: Path) -> Graph:
    return keras_file.read(path) if path.suffix == ".keras" else h5_file.read(path)


def assert_same_values(one: Graph, other: Graph) -> None:
    for left, right in zip(one.layers, other.layers, strict=True):
        for first, second in zip(left.weights, right.weights, strict=True):
            np.testing.assert_array_equal(first.array, second.array)


def saved(model: Any, folder: Path, suffix: str = ".keras") -> Graph:
    path = folder / f"model{suffix}"
    model.save(path)
    return read_file(path)


def parallel(keras: ModuleType) -> Any:
    x = keras.Input((4,), name="x")
    y = keras.layers.Dense(4, name="d")
    once = y(x)
    return keras.Model(x, keras.layers.Add()([y(once), y(once), once]), name="parallel")


def built_later(keras: ModuleType) -> Any:
    model = keras.Sequential([keras.layers.Dense(3), keras.layers.Dropout(0.5), keras.layers.Dense(2)], name="later")
    model.build((None, 4))
    return model
