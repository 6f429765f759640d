"""What the README shows is run as it stands there."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz import cli
from tests.conftest import DATA
from tests.training.records import write_record

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the fenced blocks of a language; '' for those without one."""
    fenced = TEXT.split("```")[1::2]
    return [text.partition("\n")[2] for text in fenced if text.partition("\n")[0] == language]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a ``model.keras``, its next version and the log of a training in it."""
    shutil.copy(DATA / "models" / "mlp-6-3-7.keras", tmp_path / "model.keras")
    shutil.copy(DATA / "models" / "cnn-28x28.keras", tmp_path / "better.keras")
    (tmp_path / "log.csv").write_text("epoch,loss,val_loss\n0,1.0,1.1\n1,0.5,0.7\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.keras
def test_the_python_of_the_readme_runs(folder: Path) -> None:
    import keras

    random = np.random.default_rng(0)
    x, y = random.normal(size=(40, 6)), random.integers(0, 3, size=40)
    model = keras.Sequential([keras.Input((6,)), keras.layers.Dense(3, activation="softmax")])
    model.compile(loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    names: dict[str, Any] = {
        "model": model,
        "history": model.fit(x, y, epochs=2, verbose=0),
        "x_train": x,
        "x_test": x,
        "y_train": y,
        "y_test": y,
        "kernel": random.normal(size=(4, 3)),
        "bias": np.zeros(3),
        "kernel_2": random.normal(size=(3, 2)),
        "bias_2": np.zeros(2),
    }
    assert len(blocks("python")) == 4
    for block in blocks("python"):
        exec(block, names)
    assert {"weights.svg", "model.png", "report.html", "diff.svg", "drift.svg"} <= {path.name for path in folder.iterdir()}


def test_the_commands_of_the_readme_run(folder: Path) -> None:
    write_record(folder / "runs" / "7", 3)
    commands = [line for block in blocks("") for line in block.splitlines() if line.startswith("dotnet-viz ")]
    assert len(commands) == 18
    for command in commands:
        assert cli.main(shlex.split(command)[1:]) == 0, command


def test_every_link_and_picture_is_there() -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", TEXT)
    assert targets
    for target in targets:
        assert (ROOT / target).exists(), target


def test_its_pictures_are_dark_on_a_dark_page() -> None:
    alone = re.findall(r"!\[[^\]]*\]\(([^)]+\.svg)\)", TEXT)
    assert len(alone) >= 3
    light = [path for path in alone if "prefers-color-scheme" not in (ROOT / path).read_text(encoding="utf-8")]
    assert light == []
    for part in re.findall(r"<picture>.*?</picture>", TEXT, re.DOTALL):
        dark, usual = (re.search(rf'{name}="([^"]+)"', part) for name in ("srcset", "src"))
        assert dark is not None
        assert usual is not None
        assert 'fill="#ffffff"' in (ROOT / usual[1]).read_text(encoding="utf-8")
        assert 'fill="#ffffff"' not in (ROOT / dark[1]).read_text(encoding="utf-8")[:3000]


def test_the_example_report_has_the_scripts_and_style_of_this_release() -> None:
    kept = (ROOT / "reports" / "digits" / "report.html").read_text(encoding="utf-8")
    made = dv.report([np.ones((3, 2))]).html
    for tag in ("style", "script"):
        part = re.search(rf"<{tag}>.*?</{tag}>", made, re.DOTALL)
        assert part is not None
        assert part[0] in kept, "run make demo, and commit reports/digits/report.html"
