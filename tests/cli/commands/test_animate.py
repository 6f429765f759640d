"""``dotnet-viz animate``."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from PIL import Image

from dotnet_viz import cli
from tests.training.records import write_record


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_record(tmp_path / "runs" / "7", 4)
    return tmp_path / "runs" / "7"


def test_it_prints_the_path_of_what_it_wrote(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["animate", "runs/7", "-o", "a.gif", "--frames", "3", "--fps", "5", "--hold", "1"]) == 0
    assert capsys.readouterr().out == "a.gif\n"
    with Image.open("a.gif") as image:
        assert image.n_frames == 3  # type: ignore[attr-defined]


def test_options_of_styles_and_metrics_are_flags(run: Path) -> None:
    words = [
        "animate",
        "runs/7",
        "-o",
        "a.svg",
        "--style",
        "weight-matrix",
        "--palette",
        "PuOr",
        "--metrics",
        "loss",
        "--quiet",
    ]
    assert cli.main(words) == 0
    assert "val_loss" not in Path("a.svg").read_text(encoding="utf-8")


def test_a_limit_of_bytes_has_a_unit(run: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert cli.main(["animate", "runs/7", "-o", "a.gif", "--max-bytes", "20KB"]) == 0
    assert Path("a.gif").stat().st_size <= 20_000


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--frames", "1"], "--frames takes a whole number of at least 2 or 'all', such as 60, not '1'"),
        (["--max-bytes", "2XB"], "--max-bytes takes a number of bytes, or one with KB, MB, KiB or MiB, such as 2MB, not '2XB'"),
        (["--fps", "0"], "--fps takes a number from 0.1 to 50, such as 8, not '0'"),
        (["--metrics", "los"], "unknown metric of the training 'los'; choose one of: loss (did you mean 'loss'?)"),
        (["--choose", "odd"], "unknown value of --choose: 'odd'; choose one of: even, change"),
    ],
)
def test_errors_are_one_line(run: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str) -> None:
    assert cli.main(["animate", "runs/7", "-o", "a.gif", *words]) == 2
    assert capsys.readouterr().err == f"dotnet-viz: error: {message}\n"
    assert not Path("a.gif").exists()


def test_several_models_are_taken_in_their_order(run: Path) -> None:
    import numpy as np

    for name in ("b", "a"):
        np.savez(f"{name}.npz", kernel=np.full((2, 2), float(ord(name))))
    assert cli.main(["animate", "b.npz", "a.npz", "-o", "two.svg", "--quiet"]) == 0
    text = Path("two.svg").read_text(encoding="utf-8")
    assert text.index("b.npz") < text.index("a.npz")


def test_views_of_what_a_network_makes_of_samples_are_styles(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import numpy as np

    np.save("x.npy", np.eye(2))
    Path("y.csv").write_text("0\n1\n")
    given = ["animate", "runs/7", "--quiet", "--input", "x.npy"]
    assert cli.main([*given, "-o", "a.svg", "--style", "pattern-passage", "--limit-size-layer", "none"]) == 0
    assert "Passage through" in Path("a.svg").read_text(encoding="utf-8")
    assert cli.main([*given, "-o", "b.svg", "--style", "confusion-matrix", "--y", "y.csv", "--class-names", "a,b,c"]) == 0
    assert "samples right" in Path("b.svg").read_text(encoding="utf-8")
    assert cli.main([*given, "-o", "c.svg", "--style", "decision-boundary", "--y", "y.csv", "--resolution", "8"]) == 0
    assert "of the points right" in Path("c.svg").read_text(encoding="utf-8")
    assert cli.main(["animate", "runs/7", "-o", "d.svg", "--style", "confusion-matrix"]) == 2
    assert capsys.readouterr().err == "dotnet-viz: error: style 'confusion-matrix' needs --x ... and --y ...\n"


def test_a_folder_with_the_folder_of_a_run_in_it_is_taken_for_the_run(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["animate", "runs", "-o", "a.svg"]) == 0
    write_record(run.parent / "8", 2)
    assert cli.main(["animate", "runs", "-o", "b.svg"]) == 2
    assert "'runs' holds 2 runs: '7', '8'; give the folder or file of one of them" in capsys.readouterr().err
