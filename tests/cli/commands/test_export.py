from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.cli import main
from tests.conftest import DATA

MODEL = str(DATA / "models" / "mlp-6-3-7.keras")


def test_weights_are_written_and_the_path_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "w.npz"
    assert main(["export", "weights", MODEL, "-o", str(target)]) == 0
    assert capsys.readouterr().out.strip() == str(target)
    with np.load(target) as arrays:
        assert len(arrays) == 4


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["weight", MODEL], "did you mean 'weights'"),
        (["weights", MODEL, MODEL], "one model"),
        (["weights", MODEL, "--layers", "nothing"], "unknown layer 'nothing'"),
    ],
)
def test_mistakes_are_one_line(words: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", *words, "-o", str(tmp_path / "w.npz")]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1
