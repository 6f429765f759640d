"""Folders that have nearly as much as a limit takes."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dotnet_viz.files.formats.protobuf import field
from tests.files.formats.test_sorted_table import block, table

Maker = Callable[[Path], Path]


def layer(number: int, kind: str = "Dense", **config: Any) -> dict[str, Any]:
    """Return a layer as Keras writes it."""
    return {"class_name": kind, "config": {"name": f"d{number}", "units": 1, **config}}


def stack(layers: list[Any], name: str = "m") -> dict[str, Any]:
    """Return a model of such layers."""
    return {"class_name": "Sequential", "config": {"name": name, "layers": layers}}


def record(size: float) -> Maker:
    """Return what writes the record of a training that has so many bytes."""

    def write(path: Path) -> Path:
        path.mkdir()
        with (path / "record.jsonl").open("w", encoding="utf-8") as stream:
            for first in range(0, 1 << 30, 1000):
                values = {"steps": [*range(first, first + 1000)], "values": {"loss": [1] * 1000}}
                stream.write(json.dumps({"event": "batches", **values}, separators=(",", ":")) + "\n")
                if stream.tell() > size - 20_000:
                    break
        return path / "record.jsonl"

    return write


def metadata(count: float) -> Maker:
    """Return what writes a SavedModel of so many layers of Keras 2."""

    def write(path: Path) -> Path:
        path.mkdir()
        graph = field(1, b"")
        (path / "saved_model.pb").write_bytes(field(2, graph))
        config = json.dumps({"class_name": "Dense", "name": "d", "config": {"name": "d", "units": 1}}).encode()
        layers = (
            field(1, field(3, f"root.layer-{number}".encode()) + field(4, b"_tf_keras_layer") + field(5, config))
            for number in range(int(count))
        )
        model = json.dumps({"class_name": "Sequential", "name": "m", "config": {"name": "m", "layers": []}}).encode()
        root = field(1, field(3, b"root") + field(4, b"_tf_keras_sequential") + field(5, model))
        (path / "keras_metadata.pb").write_bytes(root + b"".join(layers))
        return path / "saved_model.pb"

    return write


def shards(count: float, layers: float) -> Maker:
    """Return what writes a model of TensorFlow.js of so many layers with so many files of weights."""

    def write(path: Path) -> Path:
        path.mkdir()
        names = [f"{number}.bin" for number in range(int(count))]
        for name in names:
            (path / name).write_bytes(bytes(4))
        weights = [{"name": f"d{number}/kernel", "shape": [1, 1], "dtype": "float32"} for number in range(len(names))]
        topology = {"model_config": stack([layer(number) for number in range(int(layers))])}
        manifest = [{"paths": names, "weights": weights}]
        (path / "model.json").write_text(json.dumps({"modelTopology": topology, "weightsManifest": manifest}), "utf-8")
        return path / "model.json"

    return write


def tensors_file(count: int, name: str = "l") -> bytes:
    """Return a ``.safetensors`` file with so many tensors of one number each."""
    tensors = {f"{name}{n}.weight": {"dtype": "F32", "shape": [1, 1], "data_offsets": [4 * n, 4 * n + 4]} for n in range(count)}
    header = json.dumps(tensors, separators=(",", ":")).encode()
    return struct.pack("<Q", len(header)) + header + bytes(4 * count)


def tensor_shards(count: float, tensors: float) -> Maker:
    """Return what writes an index of so many ``.safetensors`` files, and the files with so many tensors each."""

    def write(path: Path) -> Path:
        path.mkdir()
        names = [f"{number}.safetensors" for number in range(int(count))]
        for name in names:
            (path / name).write_bytes(tensors_file(int(tensors), f"{name}_"))
        index = path / "model.safetensors.index.json"
        index.write_text(json.dumps({"weight_map": {f"{name}_0.weight": name for name in names}}), "utf-8")
        return index

    return write


def checkpoint(count: float) -> Maker:
    """Return what writes a SavedModel without Keras whose checkpoint has so many variables."""

    def write(path: Path) -> Path:
        (path / "variables").mkdir(parents=True)
        (path / "saved_model.pb").write_bytes(field(2, field(1, b"")))
        total = int(count)
        (path / "variables" / "variables.data-00000-of-00001").write_bytes(bytes(4 * total))
        header = field(1, 1)
        entries = [(0, b"", header)]
        for number in range(total):
            value = field(1, 1) + field(2, b"") + field(4, 4 * number) + field(5, 4)
            entries.append((0, f"d{number:06}/kernel".encode(), value))
        (path / "variables" / "variables.index").write_bytes(table(block(*entries)))
        return path / "saved_model.pb"

    return write
