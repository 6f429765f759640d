from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz.measures.training.logs.settings import read_flat_yaml


def read(folder: Path, text: str | bytes) -> dict[str, object]:
    path = folder / "hparams.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return dict(read_flat_yaml(path))


def test_plain_values_and_nested_ones(tmp_path: Path) -> None:
    text = "lr: 1.0e-3\nname: 'a b'\nnothing: null\nuse: true\nmodel:\n  layers:\n    width: 64\n  depth: 2\nend: x # y\n"
    assert read(tmp_path, text) == {
        "lr": 0.001,
        "name": "a b",
        "nothing": None,
        "use": True,
        "model.layers.width": 64.0,
        "model.depth": 2.0,
        "end": "x # y",
    }


def test_tags_lists_and_anchors_are_left_out(tmp_path: Path) -> None:
    text = "act: !!python/name:torch.nn.ReLU ''\nsizes:\n- 3\n- 4\nflow: [1, 2]\nref: *a\nlr: 0.5\n"
    assert read(tmp_path, text)["lr"] == 0.5
    assert not {"act", "flow"} & set(read(tmp_path, text))


@pytest.mark.parametrize(
    "text", [b"", b"\xff\xfe\x00", b"a" * 100_000, b":\n" * 1000, b"? x\n", b"a:\n" * 5000, b"# x" + b" " * 500_000 + b"y"]
)
def test_anything_else_has_no_settings_and_harms_nothing(tmp_path: Path, text: bytes) -> None:
    assert read(tmp_path, text) == {}


def test_a_file_that_is_not_there_has_no_settings(tmp_path: Path) -> None:
    assert read_flat_yaml(tmp_path / "nowhere.yaml") == {}
    assert read_flat_yaml(tmp_path) == {}


def test_long_runs_of_spaces_take_no_time(tmp_path: Path) -> None:
    assert read(tmp_path, "a: x" + " " * 500_000 + "y\nb: 1\n")["b"] == 1.0
