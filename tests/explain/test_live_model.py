from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz.errors import MissingFileError, UnreadableFileError
from dotnet_viz.explain.live_model import load_live


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
