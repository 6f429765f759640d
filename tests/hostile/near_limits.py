"""Files that have nearly as much as a limit takes, or far more: each a few lines of code, none kept in the repository."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
from PIL import Image

import dotnet_viz as dv
from dotnet_viz.diagrams.annotations.colors.overlays import MOST_CHARACTERS, read_overlays
from dotnet_viz.files.formats.yaml_text import MAX_CHARACTERS, parse_yaml
from dotnet_viz.files.inputs import read_inputs
from dotnet_viz.files.limits import Limits
from dotnet_viz.measures.training.logs import read_run
from tests.hostile.near_limit_folders import (
    Maker,
    checkpoint,
    layer,
    metadata,
    record,
    shards,
    stack,
    tensor_shards,
    tensors_file,
)

LIMITS = Limits()
NEAR, OVER, FAR = 0.99, 1.2, 8.0
"""How much of a limit a file has."""
Use = Callable[[str], Any]


def _joined(count: int, sources: int) -> dict[str, Any]:
    """Return a model whose every layer has so many inputs."""
    config = {"name": "i", "batch_shape": [None, 4]}
    layers: list[dict[str, Any]] = [{"class_name": "InputLayer", "name": "i", "config": config, "inbound_nodes": []}]
    for number in range(count):
        names = ["i", *(f"a{before}" for before in range(max(0, number - sources + 1), number))]
        ends = [[[name, 0, 0, {}] for name in names]]
        layers.append({"class_name": "Add", "name": f"a{number}", "config": {"name": f"a{number}"}, "inbound_nodes": ends})
    borders = {"input_layers": [["i", 0, 0]], "output_layers": [[f"a{count - 1}", 0, 0]]}
    return {"class_name": "Functional", "config": {"name": "m", "layers": layers, **borders}}


def _values(unit: str, count: float) -> str:
    """Return a model with a setting of many values."""
    whole, separator, end = json.dumps(stack([layer(0, x="@")])).partition('"@"')
    assert separator
    return f"{whole}[{unit * int(count)}1]{end}"


def _json(make: Callable[[], Any]) -> Maker:
    def write(path: Path) -> Path:
        made = make()
        path.with_suffix(".json").write_text(made if isinstance(made, str) else json.dumps(made), encoding="utf-8")
        return path.with_suffix(".json")

    return write


def _objects(count: float, version: str) -> Maker:
    def write(path: Path) -> Path:
        path = path.with_suffix(".weights.h5")
        with h5py.File(path, "w", libver=version) as file:
            for number in range(int(count) // 3):
                file[f"layers/dense_{number}/vars/0"] = 0.0
        return path

    return write


def _chunks(count: float, *, filled: bool) -> Maker:
    def write(path: Path) -> Path:
        path = path.with_suffix(".weights.h5")
        with h5py.File(path, "w") as file:
            file["layers/dense/vars/1"] = np.zeros(1, "f4")
            chunked = file.create_dataset("layers/dense/vars/0", (int(count), 1), "f4", chunks=(1, 1), compression="gzip")
            if filled:
                chunked[:] = 1
        return path

    return write


def _zeros(megabytes: int) -> Maker:
    def write(path: Path) -> Path:
        path = path.with_suffix(".weights.h5")
        with h5py.File(path, "w") as file:
            file["layers/dense/vars/1"] = np.zeros(1, "f4")
            shape = (megabytes << 18, 1)
            file.create_dataset("layers/dense/vars/0", data=np.zeros(shape, "f4"), chunks=(1 << 18, 1), compression="gzip")
        return path

    return write


def _safetensors(count: float) -> Maker:
    def write(path: Path) -> Path:
        path.with_suffix(".safetensors").write_bytes(tensors_file(int(count)))
        return path.with_suffix(".safetensors")

    return write


def _archive(count: int) -> Maker:
    def write(path: Path) -> Path:
        path, array = path.with_suffix(".npz"), io.BytesIO()
        np.save(array, np.ones((1, 1), "f4"))
        data = array.getvalue()
        with zipfile.ZipFile(path, "w") as archive:
            for number in range(count):
                archive.writestr(f"{number}.npy", data)
        return path

    return write


def _text(suffix: str, start: str, unit: str, size: float) -> Maker:
    def write(path: Path) -> Path:
        path.with_suffix(suffix).write_text(start + unit * int((size - len(start)) // len(unit)), encoding="utf-8")
        return path.with_suffix(suffix)

    return write


def _image(side: float) -> Maker:
    def write(path: Path) -> Path:
        Image.new("1", (int(side), int(side))).save(path.with_suffix(".png"))
        return path.with_suffix(".png")

    return write


def _database(rows: float) -> Maker:
    def write(path: Path) -> Path:
        path = path.with_suffix(".db")
        with sqlite3.connect(path) as database:
            database.execute(
                "CREATE TABLE runs (run_uuid TEXT, name TEXT, status TEXT, lifecycle_stage TEXT, start_time INTEGER)"
            )
            database.execute(
                "CREATE TABLE metrics (key TEXT, value REAL, timestamp INTEGER, run_uuid TEXT, step INTEGER, is_nan INTEGER)"
            )
            database.execute("CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT)")
            database.execute("INSERT INTO runs VALUES ('a', 'a', 'FINISHED', 'active', 1)")
            counted = f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {int(rows)})"
            database.execute(f"INSERT INTO metrics {counted} SELECT 'loss', i * 0.1, i, 'a', i, 0 FROM n")
        return path

    return write


def _trackio(size: float) -> Maker:
    def write(path: Path) -> Path:
        path = path.with_suffix(".db")
        row = json.dumps({f"{number}": 1 for number in range(1000)}, separators=(",", ":"))
        with sqlite3.connect(path) as database:
            database.execute("CREATE TABLE metrics (id INTEGER PRIMARY KEY, run_name TEXT, step INTEGER, metrics TEXT)")
            rows = (("a", number, row) for number in range(int(size / len(row))))
            database.executemany("INSERT INTO metrics (run_name, step, metrics) VALUES (?, ?, ?)", rows)
        return path

    return write


def _checked(path: str) -> None:
    str(dv.check(dv.read(path)))


def _folder(path: str) -> Any:
    return dv.read(str(Path(path).parent))


def _card(path: str) -> Any:
    return parse_yaml(Path(path).read_text(encoding="utf-8"), "card.yaml")


_WIDE = {f"k{number}": number for number in range(80)}
NODES, EDGES, VALUES = LIMITS.nodes, LIMITS.connections, LIMITS.json_values
CASES: dict[str, tuple[Maker, Use]] = {
    "layers, near": (_json(lambda: stack([layer(number) for number in range(int(NODES * NEAR))])), dv.read),
    "layers, far": (_json(lambda: stack([layer(number) for number in range(int(NODES * FAR))])), dv.read),
    "lists, near": (_json(lambda: _values("[],", VALUES * NEAR / 2)), dv.read),
    "objects of JSON, near": (_json(lambda: _values('{"a":1},', VALUES * NEAR / 3)), dv.read),
    "lists, far": (_json(lambda: _values("[],", VALUES * FAR / 2)), dv.read),
    "overlay, near": (_text(".csv", "layer,ms\n", "a,1\n", MOST_CHARACTERS), read_overlays),
    "layers of two directions, near": (
        _json(lambda: stack([layer(n, "Bidirectional", layer=layer(0, "LSTM")) for n in range(int(NODES * NEAR / 3))])),
        dv.read,
    ),
    "unknown layers, near": (_json(lambda: stack([layer(n, "Own", a=[1, 2]) for n in range(int(NODES * NEAR))])), dv.read),
    "wide layers, near": (_json(lambda: stack([layer(n, "Own", **_WIDE) for n in range(int(VALUES * NEAR / 87))])), dv.read),
    "nested, near": (_json(lambda: stack([stack([layer(n) for n in range(98)], f"s{m}") for m in range(98)])), dv.read),
    "nested, far": (_json(lambda: stack([stack([layer(n) for n in range(300)], f"s{m}") for m in range(300)])), dv.read),
    "joined, near": (_json(lambda: _joined(int(EDGES * NEAR / 12), 12)), dv.read),
    "joined to all, near": (_json(lambda: _joined(int(EDGES * NEAR / 200) + 90, 200)), dv.read),
    "joined, over": (_json(lambda: _joined(int(EDGES * OVER / 20), 20)), dv.read),
    "long text": (_json(lambda: stack([layer(0, x="a" * int(LIMITS.json_bytes * NEAR))])), dv.read),
    "half characters": (_json(lambda: _values(r'"\ud801",', VALUES * NEAR)), dv.read),
    "long name": (_json(lambda: stack([layer(0)], "n" * (LIMITS.json_bytes // 2))), dv.read),
    "long class": (_json(lambda: stack([layer(0, "K" * (LIMITS.json_bytes // 2))])), dv.read),
    "long numbers": (_json(lambda: _values("1234567890123456789,", VALUES * NEAR)), dv.read),
    "checked layers, near": (_json(lambda: stack([layer(number) for number in range(int(NODES * NEAR))])), _checked),
    "objects, near": (_objects(LIMITS.hdf5_objects * NEAR, "earliest"), dv.read),
    "newer objects, near": (_objects(LIMITS.hdf5_objects * NEAR, "latest"), dv.read),
    "objects, over": (_objects(LIMITS.hdf5_objects * OVER, "earliest"), dv.read),
    "chunks, near": (_chunks(LIMITS.hdf5_chunks * NEAR, filled=True), _checked),
    "empty chunks, near": (_chunks(LIMITS.hdf5_chunks * NEAR, filled=False), _checked),
    "chunks, over": (_chunks(LIMITS.hdf5_chunks * OVER, filled=False), _checked),
    "zeros": (_zeros(400), _checked),
    "tensors, near": (_safetensors(LIMITS.tensors * NEAR), dv.read),
    "tensors, over": (_safetensors(LIMITS.tensors * OVER), dv.read),
    "members": (_archive(LIMITS.zip_directory_bytes // 56), dv.read),
    "log, near": (_text(".csv", "epoch,loss,b\n", "1,2,3\n", LIMITS.log_bytes), read_run),
    "quoted log, near": (_text(".csv", "epoch,loss\n", "1,\n", LIMITS.log_values * NEAR * 1.5), read_run),
    "columns of a log": (_text(".csv", "epoch", ",a", LIMITS.log_bytes), read_run),
    "log, over": (_text(".csv", "epoch,loss\n", "1,\n", LIMITS.log_bytes * OVER), read_run),
    "database, near": (_database(LIMITS.log_rows * NEAR), read_run),
    "record, near": (record(LIMITS.record_bytes * NEAR), read_run),
    "numbers of Trackio, near": (_trackio(LIMITS.log_bytes * NEAR), read_run),
    "numbers of Trackio, over": (_trackio(LIMITS.log_bytes * OVER), read_run),
    "objects of a SavedModel, near": (metadata(LIMITS.objects * NEAR), _folder),
    "variables of a checkpoint, near": (checkpoint(LIMITS.tensors * NEAR), _folder),
    "entries of a checkpoint, near": (checkpoint(LIMITS.objects * NEAR), _folder),
    "shards, near": (shards(LIMITS.shards * NEAR, NODES * NEAR), dv.read),
    "tensors of shards, near": (tensor_shards(LIMITS.shards * NEAR, LIMITS.tensors / LIMITS.shards), dv.read),
    "tensors of shards, over": (tensor_shards(2, LIMITS.tensors * NEAR), dv.read),
    "headers of shards, over": (tensor_shards(LIMITS.shards * NEAR, LIMITS.tensors / 40), dv.read),
    "image, near": (_image((LIMITS.pixels * NEAR) ** 0.5), read_inputs),
    "image, over": (_image((LIMITS.pixels * OVER) ** 0.5), read_inputs),
    "card": (_text(".yaml", "a:\n", "- b\n", MAX_CHARACTERS), _card),
    "deep card": (_text(".yaml", "a: [", "[", MAX_CHARACTERS), _card),
}  # fmt: skip
