from __future__ import annotations

import inspect
import json
from dataclasses import fields
from pathlib import Path

import h5py
import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, UnsafeFileError
from dotnet_viz.files.limits import LIMIT_NAMES, Limits, active, exceeded

DENSE = {"class_name": "Sequential", "config": {"name": "m", "layers": [{"class_name": "Dense", "config": {"units": 2}}]}}


@pytest.mark.parametrize("value", [0, -1, 1.5, True, "10", None])
def test_a_limit_is_a_whole_number_above_zero(value: object) -> None:
    with pytest.raises(OptionError, match=r"the limit json_bytes must be a whole number above zero, not "):
        Limits(json_bytes=value)  # type: ignore[arg-type]


def test_limits_hold_inside_and_the_inner_ones_win() -> None:
    usual = active()
    with Limits(tensors=5):
        with Limits(tensors=7):
            assert active().tensors == 7
        assert active().tensors == 5
    assert active() is usual


def test_limits_end_with_an_error() -> None:
    usual = active()
    with pytest.raises(KeyError), Limits(tensors=5):
        raise KeyError
    assert active() is usual


def test_every_limit_is_explained_and_names_its_flag() -> None:
    for field in fields(Limits):
        assert f"\n    {field.name}: " in (inspect.getdoc(Limits) or ""), field.name
        assert f"--max-{field.name.replace('_', '-')} or dv.Limits({field.name}=...)" in str(exceeded(field.name, "it"))


def test_a_limit_is_lowered_and_raised_from_python(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(json.dumps(DENSE))
    with pytest.raises(UnsafeFileError, match=r"at most 3 are read \(--max-json-values or dv.Limits\(json_values=...\)"):
        dv.read(path, limits=dv.Limits(json_values=3))
    with dv.Limits(json_values=3), pytest.raises(UnsafeFileError):
        dv.summary(path)
    with dv.Limits(json_values=3):
        assert dv.read(path, limits=dv.Limits()).name == "m"
    with pytest.raises(OptionError, match=r"limits must be a dv\.Limits, such as .*, not 3"):
        dv.read(path, limits=3)  # type: ignore[arg-type]


def test_weights_that_are_read_later_keep_the_limits_of_their_file(tmp_path: Path) -> None:
    path = tmp_path / "m.weights.h5"
    with h5py.File(path, "w") as file:
        file.create_dataset("layers/dense/vars/0", data=np.ones((4, 3), "float32"), chunks=(1, 1))
        file.create_dataset("layers/dense/vars/1", data=np.ones(3, "float32"))
    with pytest.raises(UnsafeFileError, match=r"in 12 chunks; at most 11 are read \(--max-hdf5-chunks"):
        dv.read(path, limits=Limits(hdf5_chunks=11))
    graph = dv.read(path, limits=Limits(hdf5_chunks=12))
    with Limits(hdf5_chunks=1):
        assert all(
            sum(chunk.sum() for chunk in weight.chunks()) in (12, 3) for layer in graph.layers for weight in layer.weights
        )


def test_every_limit_is_used() -> None:
    package = Path(dv.__file__).parent
    texts = [
        path.read_text(encoding="utf-8") for path in package.rglob("*.py") if path.name != "limits.py" or "hdf5" in path.parts
    ]
    for name in LIMIT_NAMES:
        assert any(f"active().{name}" in text or f'"{name}"' in text for text in texts), name


def test_an_architecture_with_more_layers_than_the_limit_is_refused_before_they_are_read() -> None:
    layer = {"class_name": "Dense", "config": {"units": 4}}
    layers = [{**layer, "config": {"name": f"d{index}", "units": 4}} for index in range(6)]
    text = json.dumps({"class_name": "Sequential", "config": {"name": "m", "layers": layers}})
    assert len(dv.read(text, limits=Limits(nodes=6)).nodes) == 6
    with pytest.raises(UnsafeFileError, match=r"has 6 layers; at most 5 are read \(--max-nodes or"):
        dv.read(text, limits=Limits(nodes=5))
