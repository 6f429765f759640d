from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.errors import MissingFileError, OptionError, OutputError, UnsupportedInputError
from dotnet_viz.readers import read
from tests.conftest import DATA

MODEL = DATA / "models" / "mlp-6-3-7.keras"


def put(folder: Path, *names: str) -> list[Path]:
    """Write small models of the same architecture, each with other weights."""
    random = np.random.default_rng(0)
    paths = []
    for name in names:
        path = folder / name / "model.npz"
        path.parent.mkdir(parents=True)
        np.savez(path, kernel_0=random.normal(size=(4, 3)), kernel_1=random.normal(size=(3, 2)))
        paths.append(path)
    return paths


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    put(Path("runs"), "1", "2")
    Path("runs", "3").mkdir()
    shutil.copy(MODEL, Path("runs", "3", "model.keras"))
    Path("runs", "3", "log.csv").write_text("epoch,loss,val_loss\n0,1.0,1.1\n1,0.5,0.7\n")
    return tmp_path


MODELS = ["runs/1/model.npz", "runs/2/model.npz", "runs/3/model.keras"]


def test_each_model_has_a_report_and_the_index_has_all(runs: Path) -> None:
    index = dv.reports(MODELS, "out", jobs=1, title="Mine")
    assert [model.folder for model in index.models] == ["runs-1-model", "runs-2-model", "runs-3-model"]
    assert [bool(model.baseline) for model in index.models] == [False, True, False]
    for model in index.models:
        assert (Path("out") / model.folder / "report.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
        assert json.loads((Path("out") / model.folder / "report.json").read_text(encoding="utf-8"))
    data = json.loads(Path("out/index.json").read_text())
    assert [one["architecture_name"] for one in data["models"]] == ["1a", "1a", "2a"]
    assert data["models"][2]["metrics"] == {"loss": 0.7}
    assert data["models"][0]["drift"] is None
    assert 0.5 < data["models"][1]["drift"] < 3
    assert "<h1>Mine</h1>" in index.path.read_text(encoding="utf-8")
    assert index.path == Path("out/index.html")


def test_what_is_there_is_kept_until_model_or_options_change(runs: Path) -> None:
    dv.reports(MODELS, "out", jobs=1)
    first = {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}
    again = dv.reports(MODELS, "out", jobs=1)
    assert all(model.was_kept for model in again.models)
    assert {path: path.read_bytes() for path in Path("out").rglob("*") if path.is_file()} == first
    np.savez("runs/2/model.npz", kernel_0=np.eye(4, 3), kernel_1=np.eye(3, 2))
    Path("out/runs-1-model/report.html").unlink()
    changed = dv.reports(MODELS, "out", jobs=1)
    assert [model.was_kept for model in changed.models] == [False, False, True]
    assert changed.models[1].drift != again.models[1].drift
    Path("runs/3/log.csv").write_text("epoch,loss,val_loss\n0,1.0,1.1\n1,0.5,0.6\n")
    assert [model.was_kept for model in dv.reports(MODELS, "out", jobs=1).models] == [True, True, False]
    assert not any(model.was_kept for model in dv.reports(MODELS, "out", jobs=1, seed=3).models)
    assert not any(model.was_kept for model in dv.reports(MODELS, "out", jobs=1, seed=3, remake=True).models)


def test_an_index_of_the_same_reports_is_left_alone(runs: Path) -> None:
    made = dv.reports(MODELS, "out", jobs=1)
    page, data = Path("out/index.html"), Path("out/index.json")
    page_before, data_before = page.read_bytes(), data.read_bytes()
    page.write_bytes(page_before[:-1] + b" ")  # of the same size, so that writing it anew is seen
    again = dv.reports(MODELS, "out", jobs=1)
    assert page.read_bytes() != page_before
    assert [replace(model, was_kept=False) for model in again.models] == list(made.models)
    assert [model.drift for model in again.models][1] == made.models[1].drift is not None
    page.unlink()
    dv.reports(MODELS, "out", jobs=1)
    assert (page.read_bytes(), data.read_bytes()) == (page_before, data_before)


@pytest.mark.parametrize("change", [{"title": "Mine"}, {"models": MODELS[:2]}, {"models": MODELS[::-1]}], ids=str)
def test_an_index_is_made_anew_where_it_says_something_else(runs: Path, change: dict[str, Any]) -> None:
    dv.reports(MODELS, "out", jobs=1)
    before = Path("out/index.html").read_bytes()
    options: dict[str, Any] = {"models": MODELS, "folder": "out", "jobs": 1}
    dv.reports(**(options | change))
    assert Path("out/index.html").read_bytes() != before


def test_a_broken_model_is_noted_and_not_the_end(runs: Path) -> None:
    Path("broken.keras").write_bytes(b"PK\x03\x04<script>")
    Path("empty.npz").touch()
    index = dv.reports(["broken.keras", MODELS[0], "empty.npz", "missing.keras"], "out", jobs=1)
    assert [model.source for model in index.failed] == ["broken.keras", "empty.npz", "missing.keras"]
    assert all(model.error for model in index.failed)
    page = index.html
    assert "3 models without a report" in page
    assert "<b>broken.keras</b>" in page
    assert repr(index) == "<ReportIndex of 4 models, 3 without a report>"


def test_several_processes_give_the_same_bytes(runs: Path) -> None:
    pytest.importorskip("joblib")
    for folder, jobs in (("one", 1), ("two", 2)):
        dv.reports([*MODELS, "missing.keras"], folder, jobs=jobs)
    names = sorted(path.relative_to("one") for path in Path("one").rglob("*") if path.is_file())
    assert names == sorted(path.relative_to("two") for path in Path("two").rglob("*") if path.is_file())
    assert all((Path("one") / name).read_bytes() == (Path("two") / name).read_bytes() for name in names)


def test_workers_of_dask_make_reports(runs: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="needs Dask: pip install 'dotnet_viz[dask]'")
    with distributed.LocalCluster(n_workers=1, threads_per_worker=2, dashboard_address=None) as cluster:
        index = dv.reports(MODELS, "out", scheduler=cluster.scheduler_address)
    assert len(index.models) == 3
    assert not index.failed


def test_models_in_memory_have_the_names_that_they_are_given(runs: Path) -> None:
    arrays = [np.ones((3, 2))]
    index = dv.reports({"a": arrays, "b/../c": read(arrays), "d": MODELS[2]}, "out", jobs=1)
    assert [model.source for model in index.all_models] == ["a", "b/../c", "d"]
    assert [model.folder for model in index.all_models] == ["a", "b-c", "d"]
    assert index.models[1].drift == 0.0
    unnamed = dv.reports([read(arrays), read(arrays)], "other", jobs=1)
    assert len({model.folder for model in unnamed.models}) == 2


def test_a_mapping_has_names_for_paths_too(runs: Path) -> None:
    index = dv.reports({"best": MODELS[2]}, "out", jobs=1)
    assert index.models[0].folder == "best"


def test_a_damaged_log_beside_a_model_is_left_out_and_said(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dotnet_viz.errors import UnreadableFileError
    from dotnet_viz.reporting.other_pages.many import outcome

    def read_run(path: Path) -> None:
        raise UnreadableFileError("it is damaged")

    monkeypatch.setattr(outcome, "read_run", read_run)
    facts = dv.reports(MODELS[2:], "out", jobs=1).models[0].facts
    assert facts is not None
    assert facts.notes == ("The training log beside it is left out: it is damaged.",)


def test_the_drift_is_from_the_baseline_where_that_has_the_architecture(runs: Path) -> None:
    index = dv.reports(MODELS, "out", jobs=1, baseline=MODELS[1])
    assert [model.baseline for model in index.models] == [MODELS[1], MODELS[1], ""]
    assert index.models[1].drift == 0.0
    first = index.models[0].drift
    assert first is not None
    assert first > 0.5


def test_conditions_that_are_not_met_are_in_the_index(runs: Path) -> None:
    index = dv.reports(MODELS, "out", jobs=1, conditions="parameters<=20")
    assert [len(model.facts.broken) for model in index.models if model.facts] == [0, 0, 1]
    assert ">failed</td>" in index.html


def test_a_pdf_of_each_stands_beside_its_page(runs: Path) -> None:
    pytest.importorskip("plutoprint")
    index = dv.reports(MODELS[:1], "out", jobs=1, pdf=True)
    assert Path("out/runs-1-model/report.pdf").read_bytes().startswith(b"%PDF")
    assert 'href="runs-1-model/report.pdf"' in index.html


def test_options_reach_each_report_and_unknown_ones_are_errors(runs: Path) -> None:
    dv.reports(MODELS[:1], "out", jobs=1, seed=41)
    assert "41" in Path("out/runs-1-model/report.html").read_text(encoding="utf-8")
    for options, kind, text in (
        ({"history": {"loss": [1.0]}}, UnsupportedInputError, "belongs to one model"),
        ({"sed": 3}, UnsupportedInputError, "no option 'sed'"),
        ({"data": iter([])}, UnsupportedInputError, "read once only"),
        ({"jobs": 0}, OptionError, "at least 1"),
        ({"jobs": "2"}, OptionError, "jobs"),
    ):
        given: dict[str, Any] = options
        with pytest.raises(kind, match=text):
            dv.reports(MODELS[:1], "out", **given)


def test_what_cannot_be_done_at_all_is_an_error(runs: Path) -> None:
    with pytest.raises(OptionError, match="no model"):
        dv.reports([], "out")
    with pytest.raises(OutputError, match=r"into a folder, such as 'out', and 'out.html' names a file"):
        dv.reports(MODELS, "out.html")
    with pytest.raises(MissingFileError, match=r"no file matches the pattern 'nowhere/\*.keras'"):
        dv.reports("nowhere/*.keras", "out")
    with pytest.raises(OutputError, match="cannot create the folder"):
        dv.reports(MODELS, MODELS[0])
    Path("none").mkdir()
    with pytest.raises(MissingFileError, match="no model and no training"):
        dv.reports("none", "out")


def test_progress_counts_reports(runs: Path) -> None:
    steps: list[str] = []
    dv.reports(MODELS[:2], "out", jobs=1, progress=steps.append)
    assert [step[-14:] for step in steps if "of 2" in step] == ["0 of 2 reports", "1 of 2 reports", "2 of 2 reports"]


def test_trainings_without_a_model_file_have_reports_too(runs: Path) -> None:
    from tests.training.records import write_record

    write_record(Path("runs", "4"), 3)
    index = dv.reports("runs", "out", jobs=1)
    assert [model.source for model in index.models] == [MODELS[2], str(Path("runs", "4"))]
    assert index.models[1].facts is not None
    assert (Path("out") / index.models[1].folder / "report.html").exists()


def test_names_that_are_the_same_and_things_that_are_no_models(runs: Path) -> None:
    with pytest.raises(OptionError, match="two models are called '1'"):
        dv.reports({1: MODELS[0], "1": MODELS[1]}, "out")
    assert [model.error[:30] for model in dv.reports([5, None], "out", jobs=1).failed] == ["cannot read a model from an ob"] * 2


def test_reports_can_be_written_into_the_folder_of_the_models(runs: Path) -> None:
    for _ in range(2):
        assert [model.source for model in dv.reports("runs", "runs", jobs=1).all_models] == [MODELS[2]]
    assert Path("runs/runs-3-model/report.html").exists()


def test_the_title_of_an_index_is_a_text(tmp_path: Path) -> None:
    number: Any = 7
    names: Any = ["a"]
    assert "<h1>7</h1>" in dv.reports({"a": [np.ones((2, 1))]}, tmp_path / "out", title=number).html
    with pytest.raises(OptionError, match="title must be a text"):
        dv.reports({"a": [np.ones((2, 1))]}, tmp_path / "none", title=names)
    assert not (tmp_path / "none").exists()
