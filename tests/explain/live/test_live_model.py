from __future__ import annotations

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.cli import main
from dotnet_viz.errors import MissingDependencyError, MissingFileError, UnreadableFileError
from dotnet_viz.explain.live.live_model import load_live
from tests.model_files import MLP


def test_weights_alone_cannot_be_run_and_the_way_to_a_model_is_said(tmp_path: Path) -> None:
    path = tmp_path / "m.weights.h5"
    path.write_bytes(b"weights")
    with pytest.raises(UnreadableFileError, match=r"model\.load_weights\('m\.weights\.h5'\)"):
        load_live(path)


def test_a_file_that_is_not_there_has_its_neighbour_and_a_pointer_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "model.keras").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n")
    with pytest.raises(MissingFileError, match=r"did you mean '.*model\.keras'"):
        load_live(tmp_path / "modle.keras")
    with pytest.raises(UnreadableFileError, match="pointer of Git LFS"):
        load_live(tmp_path / "model.keras")


class _WrongBackend(MetaPathFinder):
    """Lets ``import keras`` fail as it does where ``KERAS_BACKEND`` names no backend that there is."""

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        if name == "keras":
            raise ValueError("Unable to import backend : nonsense\nand more")
        return None


def test_a_backend_that_there_is_not_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("dotnet_viz.explain.live.live_model.find_spec", lambda name: ModuleSpec(name, None))
    monkeypatch.setattr(sys, "meta_path", [_WrongBackend(), *sys.meta_path])
    monkeypatch.delitem(sys.modules, "keras", raising=False)
    path = tmp_path / "m.keras"
    path.write_bytes(MLP.read_bytes())
    with pytest.raises(MissingDependencyError, match=r"needs a backend of Keras: Unable to import backend : nonsense$"):
        load_live(path)
    data = tmp_path / "x.npy"
    np.save(data, np.zeros((2, 6), "f4"))
    assert main(["explain", str(path), "--input", str(data), "-o", str(tmp_path / "x.html")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "needs a backend of Keras" in error
