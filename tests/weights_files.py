"""Small files with the weights of a model and no architecture, as each Keras writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]


def values(*shape: int, seed: int = 0) -> Values:
    """Return random numbers of a shape."""
    return np.random.default_rng(seed).normal(size=shape).astype("float32")


def write_named(path: Path, layers: Mapping[str, Mapping[str, Values]], version: str = "2.2.4") -> Path:
    """Write what ``save_weights`` of Keras 2 does.

    Args:
        path: where to.
        layers: the arrays of each outermost layer by their names without the layer's; none for a layer without weights.
        version: of Keras.
    """
    with h5py.File(path, "w") as file:
        file.attrs.update({"keras_version": version, "backend": "tensorflow"})
        file.attrs["layer_names"] = [name.encode() for name in layers]
        for name, arrays in layers.items():
            group = file.create_group(name)
            group.attrs["weight_names"] = [f"{name}/{own}".encode() for own in arrays]
            for own, array in arrays.items():
                group[f"{name}/{own}"] = array
    return path


def write_objects(path: Path, groups: Mapping[str, Sequence[Values]], names: Mapping[str, str] | None = None) -> Path:
    """Write what ``save_weights`` of Keras 3 does.

    Args:
        path: where to.
        groups: the variables of each object by its path, in the order in which Keras writes them.
        names: of objects by their paths, as Keras has written them since 3.6.
    """
    with h5py.File(path, "w") as file:
        for group, arrays in groups.items():
            own = file.create_group(f"{group}/vars" if group else "vars")
            if names and group in names:
                own.attrs["name"] = names[group]
            for number, array in enumerate(arrays):
                own[str(number)] = array
    return path


def write_shards(path: Path, shards: Mapping[str, Mapping[str, Sequence[Values]]]) -> Path:
    """Write the index and the files of ``save_weights`` with ``max_shard_size``.

    Args:
        path: of the index.
        shards: the groups of each file by its name.
    """
    index = {f"/{group}/vars": [name] for name, groups in shards.items() for group, arrays in groups.items() if arrays}
    path.write_text(json.dumps({"metadata": {"total_size": 0}, "weight_map": index}))
    for name, groups in shards.items():
        write_objects(path.with_name(name), groups)
    return path


MLP = {"hidden": {"kernel:0": values(6, 4), "bias:0": values(4)}, "out": {"kernel:0": values(4, 3), "bias:0": values(3)}}
CNN = {
    "": [],
    "layers/conv2d": [values(3, 3, 1, 8), values(8)],
    "layers/batch_normalization": [values(8), values(8), values(8), np.ones(8, "float32")],
    "layers/max_pooling2d": [],
    "layers/conv2d_1": [values(3, 3, 8, 16), values(16)],
    "layers/flatten": [],
    "layers/dense": [values(64, 10), values(10)],
}
