from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dotnet_viz import cli


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(tmp_path)
    for name in "ab":
        Path(name).mkdir()
        np.savez(f"{name}/model.npz", kernel_0=np.eye(3, 2), kernel_1=np.eye(2))
    return ["a/model.npz", "b/model.npz"]


def test_several_models_become_reports_and_an_index(models: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", *models, "-o", "out", "--jobs", "1", "--title", "Mine", "--seed", "41"]) == 0
    assert capsys.readouterr() == (f"{Path('out/index.html')}\n", "")
    assert "41" in Path("out/a-model/report.html").read_text(encoding="utf-8")
    assert "<h1>Mine</h1>" in Path("out/index.html").read_text(encoding="utf-8")


def test_a_folder_of_models_is_several_and_an_index_is_made_of_one_on_request(models: list[str]) -> None:
    assert cli.main(["report", ".", "-o", "out", "-q", "--jobs", "1"]) == 0
    assert len(list(Path("out").glob("*/report.html"))) == 2
    assert cli.main(["report", models[0], "-o", "one", "-q", "--index"]) == 0
    assert Path("one/index.html").exists()


def test_a_broken_model_is_one_line_and_exit_code_1(models: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.keras").write_text("x\n")
    assert cli.main(["report", *models, "bad.keras", "-o", "out", "-q", "--jobs", "1"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "bad.keras" in err


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_index_names_flags_where_a_command_made_it(jobs: str, models: list[str]) -> None:
    h5py = pytest.importorskip("h5py")
    for name in ("c.h5", "d.h5"):
        with h5py.File(name, "w") as file:
            file["data"] = np.eye(2)
    assert cli.main(["report", *models, "c.h5", "d.h5", "-o", "out", "-q", "--jobs", jobs]) == 1
    page = Path("out/index.html").read_text(encoding="utf-8")
    assert page.count("model.json --weights model.weights.h5") == 2
    assert "dv.read(" not in page


def test_what_is_wrong_with_all_models_is_one_line(models: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", *models, "-o", "out", "-q", "--jobs", "1", "--require", "acuracy>=0.9"]) == 2
    assert cli.main(["report", *models, "-o", "out", "-q", "--jobs", "1", "--data", "none.npz"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert "a/model.npz and 1 more: unknown quantity 'acuracy'" in lines[0]
    assert lines[1] == "dotnet-viz: error: there is no file 'none.npz'"


def test_a_condition_that_is_not_met_is_exit_code_1(models: list[str]) -> None:
    assert cli.main(["report", *models, "-o", "out", "-q", "--jobs", "1", "--require", "parameters<=2"]) == 1
    assert cli.main(["report", *models, "-o", "out", "-q", "--jobs", "1", "--require", "parameters<=200"]) == 0


def test_nothing_that_could_be_made_is_exit_code_2(models: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.keras").write_text("x\n")
    assert cli.main(["report", "bad.keras", "gone.keras", "-o", "out", "-q", "--jobs", "1"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_a_pdf_of_each_is_not_asked_of_one_model(models: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["report", models[0], "-o", "one.md", "--pdf"]) == 2
    assert "--pdf is for reports on several models; of one, -o x.pdf writes a PDF" in capsys.readouterr().err
    assert not Path("one.md").exists()


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["-o", "out.html"], "go into a folder"),
        (["-o", "out", "--history", "log.csv"], "--history belongs to one model"),
        (["-o", "out", "--layout", "torch"], "--layout belongs to one model"),
        (["-o", "out", "--jobs", "0"], "--jobs takes a whole number of at least 1"),
        (["-o", "out", "--jobs", "many"], "--jobs takes a whole number of at least 1"),
    ],
    ids=lambda value: value[1] if isinstance(value, list) else "",
)
def test_what_does_not_go_with_several_models_is_one_line(
    models: list[str], words: list[str], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["report", *models, *words]) == 2
    err = capsys.readouterr().err
    assert text in err
    assert len(err.splitlines()) == 1
