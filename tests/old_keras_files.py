"""Small files with the structure that older versions of Keras gave them, and Keras on Windows."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

Arrays = Mapping[str, NDArray[Any]]


def entry(kind: str, name: str, **config: Any) -> dict[str, Any]:
    """Return the configuration of a layer, with what Keras 2 writes for every layer."""
    return {"class_name": kind, "config": {"name": name, "trainable": True, "dtype": "float32", **config}}


def stack(*layers: dict[str, Any], name: str = "sequential", **entries: Any) -> dict[str, Any]:
    """Return the configuration of a Sequential model."""
    return {"class_name": "Sequential", "config": {"name": name, "layers": list(layers)}, **entries}


def dense_values(inputs: int, units: int, value: float) -> dict[str, NDArray[Any]]:
    """Return a kernel and a bias full of one value, by the names that ``.h5`` files have."""
    return {"kernel:0": np.full((inputs, units), value, "float32"), "bias:0": np.full(units, value, "float32")}


def write_h5(path: Path, config: Any, weights: Mapping[str, Arrays], version: str = "2.2.4") -> Path:
    """Write an ``.h5`` file of Keras 2.

    Args:
        path: where to.
        config: the configuration of the model.
        weights: for each outermost layer its arrays by their names without the layer's, none for a layer without.
        version: of Keras.
    """
    with h5py.File(path, "w") as file:
        file.attrs.update({"model_config": json.dumps(config), "keras_version": version, "backend": "tensorflow"})
        root = file.create_group("model_weights")
        root.attrs["layer_names"] = [name.encode() for name in weights]
        for name, arrays in weights.items():
            group = root.create_group(name)
            group.attrs["weight_names"] = [f"{name}/{own}".encode() for own in arrays]
            for own, values in arrays.items():
                group[f"{name}/{own}"] = values
    return path


def write_keras(path: Path, config: Any, groups: Mapping[str, Sequence[NDArray[Any]]], version: str) -> Path:
    """Write a ``.keras`` file of Keras 2, whose groups have no names of layers.

    Args:
        path: where to.
        config: the configuration of the model.
        groups: the variables of each group by its path, which may be none.
        version: of Keras.
    """
    inner = path.with_suffix(".weights.h5")
    with h5py.File(inner, "w") as file:
        for place, variables in groups.items():
            own = file.create_group(place).create_group("vars") if place else file.create_group("vars")
            for number, values in enumerate(variables):
                own[str(number)] = values
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("metadata.json", json.dumps({"keras_version": version, "date_saved": "2023-01-01@00:00:00"}))
        archive.writestr("config.json", json.dumps(config))
        archive.write(inner, "model.weights.h5")
    inner.unlink()
    return path
