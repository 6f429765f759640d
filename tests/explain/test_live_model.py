from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.explain.live_model import load_live


def test_weights_alone_cannot_be_run_and_the_way_to_a_model_is_said(tmp_path: Path) -> None:
    path = tmp_path / "m.weights.h5"
    path.touch()
    with pytest.raises(UnreadableFileError, match=r"model\.load_weights\('m\.weights\.h5'\)"):
        load_live(path)
