"""Small ``.keras`` files, written without Keras."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from dotnet_viz.graph import Graph
from tests.old_keras_files import entry, stack


def write_model(path: Path, config: dict[str, Any], weights: dict[str, Any] | None = None, version: str = "3.15.1") -> Path:
    """Write a ``.keras`` file; weights are arrays by path, names of groups stand under ``path@name``."""
    inner = path.with_suffix(".weights.h5")
    with h5py.File(inner, "w") as file:
        for key, value in (weights or {}).items():
            if key.endswith("@name"):
                file.require_group(key.removesuffix("@name")).attrs["name"] = value
            else:
                file[key] = value
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("metadata.json", json.dumps({"keras_version": version}))
        archive.writestr("config.json", json.dumps(config))
        if weights is not None:
            archive.write(inner, "model.weights.h5")
    return path


def layer(kind: str, name: str, **config: Any) -> dict[str, Any]:
    return {"module": "keras.layers", "class_name": kind, "config": {"name": name, **config}}


def sequential(name: str, *layers: dict[str, Any]) -> dict[str, Any]:
    return {"module": "keras", "class_name": "Sequential", "config": {"name": name, "layers": list(layers)}}


def tensor(name: str, shape: list[int | None], node: int = 0) -> dict[str, Any]:
    return {"class_name": "__keras_tensor__", "config": {"shape": shape, "dtype": "float32", "keras_history": [name, node, 0]}}


def called(entry: dict[str, Any], *calls: list[Any]) -> dict[str, Any]:
    nodes = [{"args": call, "kwargs": {}} for call in calls]
    return entry | {"name": entry["config"]["name"], "inbound_nodes": nodes}


def functional(name: str, layers: list[dict[str, Any]], inputs: Any, outputs: Any) -> dict[str, Any]:
    config = {"name": name, "layers": layers, "input_layers": inputs, "output_layers": outputs}
    return {"module": "keras.src.models.functional", "class_name": "Functional", "config": config}


INPUT = layer("InputLayer", "x", batch_shape=[None, 4], dtype="float32")


def shapes(graph: Graph) -> list[str]:
    return [str(node.outputs[0]) for node in graph.nodes]


SIX = entry("InputLayer", "input_1", batch_input_shape=[None, 6])
NAMES = ("first", "second", "third")
THREE_DENSE = stack(SIX, *(entry("Dense", name, units=6, activation="linear") for name in NAMES))


def dense(value: float, inputs: int = 6, units: int = 6) -> list[Any]:
    return [np.full((inputs, units), value, "float32"), np.full(units, value, "float32")]


def values(graph: Graph) -> dict[str, float]:
    """Return the first value of the first weight of each layer that has weights."""
    return {layer.name: float(layer.weights[0].array.flat[0]) for layer in graph.layers if layer.weights}
