from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.measures.training.logs import read_run


def write(folder: Path, name: str, values: list[float], *, timestamps: bool = False) -> None:
    path = folder / "plots" / "metrics" / f"{name}.tsv"
    path.parent.mkdir(parents=True, exist_ok=True)
    head, lead = ("timestamp\tstep", "1623671484747\t") if timestamps else ("step", "")
    rows = [f"{lead}{step}\t{value}" for step, value in enumerate(values)]
    path.write_text("\n".join([f"{head}\t{path.stem}", *rows]) + "\n")


@pytest.mark.parametrize("timestamps", [True, False])
def test_a_table_a_metric_becomes_curves_by_epoch(tmp_path: Path, timestamps: bool) -> None:
    folder = tmp_path / "dvclive"
    write(folder, "train/loss", [2.0, 1.0], timestamps=timestamps)
    write(folder, "val/loss", [2.5, 1.5], timestamps=timestamps)
    (folder / "metrics.json").write_text('{"train": {"loss": 1.0}, "step": 1}')
    (folder / "params.yaml").write_text("optimizer: adam\nlr: 0.01\n")
    run = read_run(folder)
    assert [(curve.name, curve.unit, curve.positions.tolist(), curve.values.tolist()) for curve in run.curves] == [
        ("loss", "epoch", [1, 2], [2.0, 1.0]),
        ("val_loss", "epoch", [1, 2], [2.5, 1.5]),
    ]
    assert run.settings == {"optimizer": "adam", "lr": 0.01}
    assert run.tool == "DVCLive"
    assert "does not say" in run.notes[0]


def test_the_folder_around_it_is_enough(tmp_path: Path) -> None:
    write(tmp_path / "dvclive", "loss", [2.0, 1.0])
    assert read_run(tmp_path).name == "dvclive"


def test_tables_without_numbers_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "loss", [])
    with pytest.raises(UnreadableFileError, match="no numbers"):
        read_run(tmp_path)


def test_a_metric_that_is_cut_off_does_not_hide_the_others(tmp_path: Path) -> None:
    write(tmp_path / "dvclive", "loss", [2.0, 1.0])
    write(tmp_path / "dvclive", "accuracy", [0.5, 0.75])
    cut = tmp_path / "dvclive" / "plots" / "metrics" / "loss.tsv"
    cut.write_text("")
    run = read_run(tmp_path / "dvclive")
    assert [curve.name for curve in run.curves] == ["accuracy"]
    assert run.notes[-1].startswith("Left out: ")
    assert "loss.tsv" in run.notes[-1]
