"""Model files made from small real ones, with something changed in them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py

from tests.conftest import DATA

MLP = DATA / "models" / "mlp-6-3-7.keras"
CNN = DATA / "models" / "cnn-28x28.keras"


def edited(source: Path, target: Path, config: Callable[[Any], None] | None = None, *, factor: float | None = None) -> Path:
    """Write a ``.keras`` file with its layers' configurations changed in place, or its weights multiplied.

    Args:
        source: a ``.keras`` file.
        target: where to.
        config: is given the parsed list of layers of ``config.json``.
        factor: for every value of every weight.
    """
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "config.json" and config is not None:
                parsed = json.loads(data)
                config(parsed["config"]["layers"])
                data = json.dumps(parsed).encode()
            if name.endswith(".h5") and factor is not None:
                data = _scaled(data, factor)
            new.writestr(zipfile.ZipInfo(name, (2026, 1, 2, 0, 0, 0)), data)
    return target


def _scaled(data: bytes, factor: float) -> bytes:
    stream = io.BytesIO(data)
    with h5py.File(stream, "r+") as file:

        def scale(_: str, item: object) -> None:
            if isinstance(item, h5py.Dataset) and item.size:
                item[...] = item[...] * factor

        file.visititems(scale)
    return stream.getvalue()


def layer_of(layers: Any, kind: str, number: int = 0) -> Any:
    """Return the configuration of a layer, by its class and its number among those of the class."""
    return [layer for layer in layers if layer["class_name"] == kind][number]["config"]


def to_gelu(layers: Any) -> None:
    """Give the first dense layer another activation."""
    layer_of(layers, "Dense")["activation"] = "gelu"


def rename_first_dense(name: str) -> Callable[[Any], None]:
    """Return an edit that gives the first dense layer another name."""

    def edit(layers: Any) -> None:
        layer_of(layers, "Dense")["name"] = name

    return edit
