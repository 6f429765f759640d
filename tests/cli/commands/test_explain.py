from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.cli import main as run
from tests.conftest import DATA

MODEL = str(DATA / "models" / "cnn-28x28.keras")


@pytest.mark.keras
def test_an_image_and_a_sample_of_an_array_are_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from PIL import Image

    Image.new("RGB", (40, 40), "white").save(tmp_path / "image.png")
    np.save(tmp_path / "x.npy", np.random.default_rng(0).random((3, 28, 28, 1)))
    target = tmp_path / "why.svg"
    assert run(["explain", MODEL, "--input", str(tmp_path / "image.png"), "-o", str(target)]) == 0
    assert "<image" in target.read_text()
    assert capsys.readouterr().out.strip() == str(target)
    words = ["explain", MODEL, "--input", str(tmp_path / "x.npy"), "-o", str(target), "--target", "1,2", "--method", "saliency"]
    assert run([*words, "--sample", "2"]) == 0
    assert run([*words, "--sample", "3"]) == 2
    assert "the file has 3 samples" in capsys.readouterr().err


@pytest.mark.keras
def test_errors_of_the_model_are_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    np.save(tmp_path / "x.npy", np.zeros((1, 28, 28, 1)))
    words = ["explain", MODEL, "--input", str(tmp_path / "x.npy"), "-o", str(tmp_path / "why.svg")]
    assert run([*words, "--layer", "none"]) == 2
    assert "unknown layer 'none'" in capsys.readouterr().err
    assert not (tmp_path / "why.svg").exists()


def test_a_model_without_keras_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("dotnet_viz.explain.live.live_model.find_spec", lambda name: None)
    assert run(["explain", MODEL, "--input", str(tmp_path / "x.npy"), "-o", str(tmp_path / "why.png")]) == 2
    assert "needs Keras and a backend: pip install tensorflow" in capsys.readouterr().err
