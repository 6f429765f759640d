from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dotnet_viz.errors import MissingFileError, OptionError
from dotnet_viz.reporting.other_pages.many import sources
from dotnet_viz.reporting.other_pages.many.sources import is_folder_of_models, log_beside, model_sources
from tests.conftest import DATA
from tests.training.records import write_record

MODEL = DATA / "models" / "mlp-6-3-7.keras"


def put(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(MODEL, path)


def test_a_folder_stands_for_all_models_below_it_in_natural_order(tmp_path: Path) -> None:
    put(*(tmp_path / "runs" / name / "model.keras" for name in ("10", "9", ".hidden")), tmp_path / "runs" / "out" / "a.keras")
    (tmp_path / "runs" / "link").symlink_to(tmp_path / "runs" / "9")
    found = model_sources([tmp_path / "runs"], tmp_path / "runs" / "out")
    assert [Path(name).parent.name for name in found] == ["9", "10"]


def test_a_training_without_a_model_file_is_one_itself(tmp_path: Path) -> None:
    write_record(tmp_path / "runs" / "7", 3)
    put(tmp_path / "runs" / "8" / "model.keras")
    assert [Path(name).name for name in model_sources([tmp_path / "runs"])] == ["7", "model.keras"]
    assert is_folder_of_models(tmp_path / "runs")
    assert not is_folder_of_models(tmp_path / "runs" / "7")
    assert not is_folder_of_models(MODEL)


def test_a_model_that_is_named_twice_counts_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.keras")
    monkeypatch.chdir(tmp_path)
    assert model_sources(["a.keras", tmp_path / "a.keras", "./a.keras", tmp_path]) == ("a.keras",)


def test_a_model_that_is_named_again_in_other_words_keeps_its_first_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "here" / "a.keras", tmp_path / "here" / "b.keras")
    monkeypatch.chdir(tmp_path / "here")
    (tmp_path / "here" / "latest.keras").symlink_to(tmp_path / "here" / "b.keras")
    given = ["a.keras", "b.keras", "../here/a.keras", str(tmp_path / "here" / "a.keras"), "latest.keras"]
    assert model_sources(given) == ("a.keras", "b.keras", "latest.keras")


def test_a_pattern_stands_for_what_a_shell_would_find(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "runs" / "10" / "m.keras", tmp_path / "runs" / "9" / "m.keras")
    monkeypatch.chdir(tmp_path)
    assert [Path(name).parts for name in model_sources(["runs/*/m.keras"])] == [
        ("runs", "9", "m.keras"),
        ("runs", "10", "m.keras"),
    ]
    with pytest.raises(MissingFileError, match="pattern"):
        model_sources(["runs/*/x.keras"])


def test_weights_alone_are_no_models_of_a_folder(tmp_path: Path) -> None:
    put(tmp_path / "a.keras", tmp_path / "a.weights.h5")
    assert [Path(name).name for name in model_sources([tmp_path])] == ["a.keras"]


def test_a_folder_without_models_and_too_many_models_are_errors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MissingFileError, match="no model and no training"):
        model_sources([tmp_path])
    monkeypatch.setattr(sources, "MAX_MODELS", 1)
    put(tmp_path / "a.keras", tmp_path / "b.keras")
    with pytest.raises(OptionError, match="2 models"):
        model_sources([tmp_path])


def test_the_only_log_beside_the_only_model_is_that_of_its_training(tmp_path: Path) -> None:
    put(tmp_path / "a.keras")
    assert log_beside(tmp_path / "a.keras") is None
    (tmp_path / "log.csv").write_text("epoch,loss\n0,1.0\n")
    assert log_beside(tmp_path / "a.keras") == tmp_path / "log.csv"
    (tmp_path / "other.csv").write_text("epoch,loss\n0,1.0\n")
    assert log_beside(tmp_path / "a.keras") is None
    (tmp_path / "other.csv").unlink()
    put(tmp_path / "b.keras")
    assert log_beside(tmp_path / "a.keras") is None


def test_the_folder_of_a_record_is_the_log_of_a_model_in_it(tmp_path: Path) -> None:
    write_record(tmp_path / "7", 3)
    put(tmp_path / "7" / "model.keras")
    assert log_beside(tmp_path / "7" / "model.keras") == tmp_path / "7"
