from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.hostile.guided import run_guided, write_corpus

SECONDS = 8


def test_the_corpus_has_every_kind_of_file(tmp_path: Path) -> None:
    count = write_corpus(tmp_path)
    assert count == len([*tmp_path.iterdir()])
    assert {path.suffix for path in tmp_path.iterdir()} >= {".keras", ".h5", ".json", ".npz", ".safetensors"}


def test_inputs_that_reach_new_code_do_no_harm(tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="the fuzzer is not installed: pip install --group fuzzing")
    done = run_guided(tmp_path, SECONDS)
    assert done.returncode == 0, done.stderr[-3000:]
    runs = re.search(r"Done (\d+) runs", done.stderr)
    assert runs is not None
    assert int(runs[1]) > 20
