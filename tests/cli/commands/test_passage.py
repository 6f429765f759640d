from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dotnet_viz.cli import main as run
from tests.conftest import DATA


@pytest.fixture
def model(tmp_path: Path) -> str:
    path = tmp_path / "m.npz"
    random = np.random.default_rng(0)
    arrays: dict[str, np.ndarray] = {"a/kernel": random.random((4, 5)), "b/kernel": random.random((5, 3))}
    np.savez(path, **arrays)  # type: ignore[arg-type]
    (tmp_path / "x.csv").write_text("1,2,3,4\n4,3,2,1\n")
    return str(path)


def test_a_picture_and_a_folder_are_written(model: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["passage", model, "--input", str(tmp_path / "x.csv")]
    assert run([*given, "-o", str(tmp_path / "p.svg"), "--layers", "b", "--class-names", "cat,dog,bird"]) == 0
    assert "largest: " in (tmp_path / "p.svg").read_text()
    assert run([*given, "-o", str(tmp_path / "all"), "--grid-size", "2x2"]) == 0
    assert len(list((tmp_path / "all").glob("*.png"))) == 2
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / "p.svg"), str(tmp_path / "all")]


def test_every_colormap_of_the_package_is_taken(model: str, tmp_path: Path) -> None:
    given = ["passage", model, "--input", str(tmp_path / "x.csv"), "-o", str(tmp_path / "p.svg")]
    assert run([*given, "--colormap", "blue-red_r", "--quiet"]) == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--input", "none.npy", "-o", "p.png"], "there is no file 'none.npy'"),
        (["--input", "x.csv", "-o", "p.dot"], "unknown picture format 'dot'"),
        (["--input", "x.csv", "-o", "p.png", "--grid-size", "3"], "takes rows x columns, such as 3x3"),
        (["--input", "x.csv", "-o", "p.png", "--layers", "c"], "unknown layer 'c'"),
        (["-o", "p.png"], "--input"),
        (["--input", "x.csv", "-o", "p.npz", "--animated"], "unknown picture format 'npz'; choose one of: gif"),
        (["--input", "x.csv", "-o", "all", "--animated"], "--animated writes one file"),
    ],
)
def test_errors_are_one_line(
    words: list[str], message: str, model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert run(["passage", model, *words]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert "Traceback" not in error


def test_a_model_of_keras_without_its_backend_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(DATA / "models" / "mlp-6-3-7.keras", tmp_path / "m.keras")
    (tmp_path / "x.csv").write_text("1,2\n")
    monkeypatch.setattr("dotnet_viz.explain.live.live_model.find_spec", lambda name: None)
    assert run(["passage", str(tmp_path / "m.keras"), "--input", str(tmp_path / "x.csv"), "-o", str(tmp_path / "p.png")]) == 2
    assert "needs Keras and a backend: pip install tensorflow" in capsys.readouterr().err


def test_animations_are_written_by_suffix_and_on_request(model: str, tmp_path: Path) -> None:
    given = ["passage", model, "--input", str(tmp_path / "x.csv"), "--quiet"]
    assert run([*given, "-o", str(tmp_path / "p.gif"), "--fps", "4", "--hold", "0.5"]) == 0
    with Image.open(tmp_path / "p.gif") as image:
        assert (image.n_frames, image.info["duration"]) == (3, 250)  # type: ignore[attr-defined]
    assert run([*given, "-o", str(tmp_path / "p.html"), "--animated"]) == 0
    assert "data-player" in (tmp_path / "p.html").read_text()
    assert run([*given, "-o", str(tmp_path / "q.svg"), "--animated"]) == 0
    assert "<animate" in (tmp_path / "q.svg").read_text()
