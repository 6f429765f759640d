"""The same model gives the same bytes, in two processes that hash differently."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import DATA


def outputs(folder: Path, hash_seed: str, model: Path) -> dict[str, bytes]:
    """Return what a new process writes for a model, by file name."""
    folder.mkdir()
    code = (
        "import sys; from dotnet_viz.cli import main; model, folder = sys.argv[1:]\n"
        "for style in ('plot-model', 'weight-graph'):\n"
        "    for suffix in ('dot', 'svg', 'png', 'pdf'):\n"
        "        assert main(['draw', model, '-q', '--style', style, '-o', f'{folder}/{style}.{suffix}']) == 0\n"
        "assert main(['report', model, '-q', '-o', f'{folder}/report.html']) == 0\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    subprocess.run([sys.executable, "-c", code, str(model), str(folder)], check=True, env=environment, timeout=300)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("name", ["multi.keras", "mlp-6-3-7.h5"])
def test_two_processes_write_the_same_bytes(tmp_path: Path, name: str) -> None:
    model = next((DATA / "models").rglob(name))
    first, second = (outputs(tmp_path / seed, seed, model) for seed in ("1", "2"))
    assert len(first) == 9
    for file, content in first.items():
        assert content == second[file], file
