"""The same model gives the same bytes, in two processes that hash differently."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import DATA

MODELS = [DATA / "models" / name for name in ("multi.keras", "keras-2.15/mlp-6-3-7.h5")]


def outputs(folder: Path, hash_seed: str) -> dict[str, bytes]:
    """Return what a new process writes for the models, by file name."""
    folder.mkdir()
    code = (
        "import sys; from dotnet_viz.cli import main; folder, *models = sys.argv[1:]\n"
        "for number, model in enumerate(models):\n"
        "    for style in ('plot-model', 'weights'):\n"
        "        for suffix in ('dot', 'svg', 'png', 'pdf'):\n"
        "            assert main(['draw', model, '-q', '--style', style, '-o', f'{folder}/{number}-{style}.{suffix}']) == 0\n"
        "    assert main(['report', model, '-q', '-o', f'{folder}/{number}.html']) == 0\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    subprocess.run([sys.executable, "-c", code, str(folder), *map(str, MODELS)], check=True, env=environment, timeout=300)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    first, second = (outputs(tmp_path / seed, seed) for seed in ("1", "2"))
    assert len(first) == len(second) == 9 * len(MODELS)
    assert [name for name, content in first.items() if content != second[name]] == []
