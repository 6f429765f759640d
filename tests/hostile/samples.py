"""Small sound files of every kind that is read; each is what mutations start from."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import h5py
import numpy as np
from PIL import Image

import dotnet_viz as dv
from tests.architecture_files import TWO_LAYERS, two_layers_values, write_json, write_tfjs, write_weights
from tests.conftest import DATA
from tests.weights_files import values, write_objects

MODELS = DATA / "models"


@dataclass(frozen=True)
class Sample:
    """A file or folder, and which of its files is damaged.

    Args:
        kind: what it is, for the table.
        path: what is handed to the package.
        damaged: the file that mutations change; the path itself for a file that stands alone.
        is_model: whether it is a model; else it is a training log or data.
    """

    kind: str
    path: Path
    damaged: Path
    is_model: bool = True


def make_samples(folder: Path) -> list[Sample]:
    """Write the samples.

    Args:
        folder: an empty one.
    """
    found = [Sample(f"{path.parent.name} .keras", *_copied(path, folder)) for path in sorted(MODELS.glob("keras-3*/*.keras"))]
    found += [
        Sample(".keras", *_copied(MODELS / name, folder)) for name in ("mlp-6-3-7.keras", "cnn-28x28.keras", "multi.keras")
    ]
    found += [Sample(".h5", *_copied(path, folder)) for path in sorted(MODELS.glob("keras-2.15/*.h5"))]
    for kind, name, make in _MADE:
        path = make(folder / name)
        found.append(Sample(kind, path, path))
    found += _folders(folder)
    found += [Sample("training log", *_copied(DATA / "logs" / "csv_logger.csv", folder), is_model=False)]
    events = next((DATA / "logs" / "keras" / "train").iterdir())
    found.append(Sample("TensorBoard log", *_copied(events, folder), is_model=False))
    return found + _inputs(folder)


def _copied(path: Path, folder: Path) -> tuple[Path, Path]:
    target = folder / f"{path.parent.name}-{path.name}" if not path.name.startswith("events") else folder / path.name
    shutil.copy(path, target)
    return target, target


def _folders(folder: Path) -> list[Sample]:
    found = []
    for name, damaged in (
        ("nested", "saved_model.pb"),
        ("nested", "keras_metadata.pb"),
        ("exported", "variables/variables.index"),
    ):
        target = folder / f"{name}-{Path(damaged).stem}"
        shutil.copytree(DATA / "saved_models" / name, target)
        found.append(Sample("SavedModel", target, target / damaged))
    tfjs = folder / "tfjs"
    tfjs.mkdir()
    model = write_tfjs(tfjs, TWO_LAYERS, two_layers_values())
    return [*found, Sample("TensorFlow.js", model, model)]


def _inputs(folder: Path) -> list[Sample]:
    """Write an image of each format that is read, and arrays and a table, which are what models run on."""
    pixels = np.arange(192, dtype=np.uint8).reshape(8, 8, 3)
    paths = [folder / f"pixels{suffix}" for suffix in (".png", ".jpg", ".gif", ".bmp", ".webp")]
    for path in paths:
        Image.fromarray(pixels).save(path)
    np.save(folder / "array.npy", pixels)
    (folder / "table.csv").write_text("width,depth\n1,2\n3,4.5\n", encoding="utf-8")
    return [Sample("inputs", path, path, is_model=False) for path in (*paths, folder / "array.npy", folder / "table.csv")]


def _graph_json(path: Path) -> Path:
    path.write_text(dv.read(str(MODELS / "multi.keras")).to_json(), encoding="utf-8")
    return path


def _npz(path: Path) -> Path:
    random = np.random.default_rng(0)
    np.savez(path, kernel_1=random.normal(size=(6, 4)), bias_1=np.zeros(4), kernel_2=random.normal(size=(4, 3)))
    return path


def _compressed_npz(path: Path) -> Path:
    np.savez_compressed(path, kernel_1=np.ones((60, 40)), kernel_2=np.ones((40, 3)))
    return path


def _safetensors(path: Path) -> Path:
    random = np.random.default_rng(0)
    tensors = {"fc1.weight": random.normal(size=(4, 6)).astype("<f4"), "fc1.bias": np.zeros(4, "<f4")}
    header: dict[str, object] = {}
    data = io.BytesIO()
    for name, tensor in tensors.items():
        start = data.tell()
        data.write(tensor.tobytes())
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [start, data.tell()]}
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data.getvalue())
    return path


def _chunked_h5(path: Path) -> Path:
    weights = write_weights(path, two_layers_values())
    with h5py.File(weights, "r+") as file:
        del file["dense_1/dense_1/kernel:0"]
        file["dense_1"].create_dataset(
            "dense_1/kernel:0", data=two_layers_values()["dense_1/kernel"], chunks=(2, 2), compression="gzip"
        )
    return weights


def _newer_h5(path: Path) -> Path:
    with h5py.File(path, "w", libver="latest") as file:
        for number in range(12):
            group = f"layers/dense{f'_{number}' if number else ''}/vars"
            file[f"{group}/0"] = np.ones((3, 3), "f4")
            file[f"{group}/1"] = np.zeros(3, "f4")
    return path


def _newer_chunks(path: Path) -> Path:
    """Write arrays by the chunk indexes of the newer format: a fixed array, an extensible one and a tree of version 2."""
    with h5py.File(path, "w", libver="latest") as file:
        for number, most in enumerate((None, (None, 6), (None, None))):
            group = f"layers/dense{f'_{number}' if number else ''}/vars"
            file.create_dataset(f"{group}/0", data=np.ones((6, 6), "f4"), chunks=(2, 2), maxshape=most, compression="gzip")
            file[f"{group}/1"] = np.zeros(6, "f4")
    return path


_MADE: tuple[tuple[str, str, Callable[[Path], Path]], ...] = (
    ("graph JSON", "graph.json", _graph_json),
    ("architecture JSON", "architecture.json", lambda path: write_json(path, TWO_LAYERS)),
    ("weights alone", "weights.h5", lambda path: write_weights(path, two_layers_values())),
    ("weights alone", "objects.weights.h5", lambda path: write_objects(path, {"dense": [values(3, 2), values(2)]})),
    ("weights alone", "chunked.h5", _chunked_h5),
    ("weights alone", "newer.weights.h5", _newer_h5),
    ("weights alone", "newer-chunks.weights.h5", _newer_chunks),
    (".npz", "arrays.npz", _npz),
    (".npz", "compressed.npz", _compressed_npz),
    (".safetensors", "state.safetensors", _safetensors),
)
