"""Folders that have nearly as much as a limit takes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

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
        graph = _field(1, b"")
        (path / "saved_model.pb").write_bytes(_field(2, graph))
        config = json.dumps({"class_name": "Dense", "name": "d", "config": {"name": "d", "units": 1}}).encode()
        layers = (
            _field(1, _field(3, f"root.layer-{number}".encode()) + _field(4, b"_tf_keras_layer") + _field(5, config))
            for number in range(int(count))
        )
        model = json.dumps({"class_name": "Sequential", "name": "m", "config": {"name": "m", "layers": []}}).encode()
        root = _field(1, _field(3, b"root") + _field(4, b"_tf_keras_sequential") + _field(5, model))
        (path / "keras_metadata.pb").write_bytes(root + b"".join(layers))
        return path / "saved_model.pb"

    return write


def _field(number: int, content: bytes) -> bytes:
    """Return a field of a protocol buffer that has bytes."""
    return bytes([number << 3 | 2]) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    return bytes([value & 127 | 128]) + _varint(value >> 7) if value > 127 else bytes([value])


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


def checkpoint(count: float) -> Maker:
    """Return what writes a SavedModel without Keras whose checkpoint has so many variables."""

    def write(path: Path) -> Path:
        (path / "variables").mkdir(parents=True)
        (path / "saved_model.pb").write_bytes(_field(2, _field(1, b"")))
        total = int(count)
        (path / "variables" / "variables.data-00000-of-00001").write_bytes(bytes(4 * total))
        header = bytes([1 << 3, 1])
        entries = [(b"", header)]
        for number in range(total):
            value = bytes([1 << 3, 1]) + _field(2, b"") + bytes([4 << 3]) + _varint(4 * number) + bytes([5 << 3, 4])
            entries.append((f"d{number:06}/kernel".encode(), value))
        (path / "variables" / "variables.index").write_bytes(_table(entries))
        return path / "saved_model.pb"

    return write


def _table(entries: list[tuple[bytes, bytes]]) -> bytes:
    """Return a table of LevelDB with one block."""
    content = _block(entries)
    index = _block([(b"z", _varint(0) + _varint(len(content) - 5))])
    footer = _varint(0) * 2 + _varint(len(content)) + _varint(len(index) - 5)
    return content + index + footer.ljust(40, b"\0") + bytes.fromhex("57fb808b247547db")


def _block(entries: list[tuple[bytes, bytes]]) -> bytes:
    body = b"".join(_varint(0) + _varint(len(key)) + _varint(len(value)) + key + value for key, value in entries)
    return body + bytes(4) + (1).to_bytes(4, "little") + bytes(5)
