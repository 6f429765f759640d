"""Architectures of Keras 2 as JSON, with their weights in files of their own or in shards of TensorFlow.js."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from numpy.typing import NDArray

from tests.old_keras_files import entry, stack

Values = dict[str, NDArray[Any]]

TWO_LAYERS = {
    **stack(
        entry("Dense", "dense_1", units=4, activation="relu", use_bias=True, batch_input_shape=[None, 6]),
        entry("Dense", "dense_2", units=3, activation="softmax", use_bias=True),
        name="sequential_1",
    ),
    "keras_version": "2.2.4",
    "backend": "tensorflow",
}


def two_layers_values() -> Values:
    """Return the weights of :data:`TWO_LAYERS` by their full names."""
    random = np.random.default_rng(0)
    shapes = {"dense_1/kernel": (6, 4), "dense_1/bias": (4,), "dense_2/kernel": (4, 3), "dense_2/bias": (3,)}
    return {name: random.normal(size=shape).astype("float32") for name, shape in shapes.items()}


def write_json(path: Path, value: object) -> Path:
    """Write a JSON file."""
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def write_weights(path: Path, values: Values) -> Path:
    """Write what ``save_weights`` of Keras 2 does: groups of layers at the root of the file."""
    layers = list(dict.fromkeys(name.split("/")[0] for name in values))
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = [name.encode() for name in layers]
        for layer in layers:
            own = [name for name in values if name.startswith(f"{layer}/")]
            group = file.create_group(layer)
            group.attrs["weight_names"] = [f"{name}:0".encode() for name in own]
            for name in own:
                group[f"{name}:0"] = values[name]
    return path


def write_tfjs(folder: Path, config: dict[str, Any], values: Values, *, quantised: str = "", shard_bytes: int = 40) -> Path:
    """Write a layers model of TensorFlow.js.

    Args:
        folder: where to.
        config: the serialised model.
        values: by full name.
        quantised: ``"uint8"``, ``"uint16"`` or ``"float16"``; empty for none.
        shard_bytes: how long a shard is at most, which weights may lie across.
    """
    folder.mkdir(exist_ok=True)
    stored, weights = bytearray(), []
    for name, array in values.items():
        quantization, numbers = _quantised(array, quantised)
        listed = {"name": name, "shape": list(array.shape), "dtype": "float32"}
        weights.append(listed | ({"quantization": quantization} if quantization else {}))
        stored += numbers.tobytes()
    pieces = [bytes(stored[start : start + shard_bytes]) for start in range(0, len(stored), shard_bytes)]
    paths = [f"group1-shard{number}of{len(pieces)}.bin" for number in range(1, len(pieces) + 1)]
    for path, piece in zip(paths, pieces, strict=True):
        (folder / path).write_bytes(piece)
    topology = {"keras_version": "2.4.0", "backend": "tensorflow", "model_config": config}
    manifest = [{"paths": paths, "weights": weights}]
    model = {"format": "layers-model", "modelTopology": topology, "weightsManifest": manifest}
    return write_json(folder / "model.json", model)


def _quantised(array: NDArray[Any], kind: str) -> tuple[dict[str, Any], NDArray[Any]]:
    if not kind:
        return {}, array
    if kind == "float16":
        return {"dtype": kind, "original_dtype": "float32"}, array.astype("<f2")
    least = float(array.min())
    scale = float(array.max() - least) / np.iinfo(kind).max or 1.0
    numbers = np.round((array - least) / scale).astype(np.dtype(kind).newbyteorder("<"))
    return {"dtype": kind, "scale": scale, "min": least, "original_dtype": "float32"}, numbers
