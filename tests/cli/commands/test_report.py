from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from dotnet_viz import cli
from tests.conftest import DATA

MODEL = DATA / "models" / "mlp-6-3-7.keras"


def test_report_into_a_folder_writes_page_pdf_and_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    history = tmp_path / "log.csv"
    history.write_text("epoch,loss,val_loss\n0,1.0,1.1\n1,0.5,0.7\n")
    flags = ["--history", str(history), "--title", "My <b>model</b>", "--seed", "3", "--date", "2026-01-02"]
    assert cli.main(["report", str(MODEL), "-o", str(folder), *flags]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["report.html", "report.json", "report.pdf"]
    page = (folder / "report.html").read_text()
    assert "My &lt;b&gt;model&lt;/b&gt;" in page
    assert "2026-01-02" in page
    assert len(capsys.readouterr().out.splitlines()) == 3


@pytest.mark.parametrize(
    ("flags", "text"),
    [
        (["--class-names", "cat, dog"], "cat"),
        (["--feature-names", "age,height,weight,a,b,c"], "height"),
        (["--seed", "41"], "41"),
        (["--title", "A heading"], "A heading"),
    ],
    ids=lambda value: str(value[0]) if isinstance(value, list) else "",
)
def test_each_flag_reaches_the_page(arrays: Path, tmp_path: Path, flags: list[str], text: str) -> None:
    pages = []
    for given in ([], flags):
        assert cli.main(["report", str(arrays), "-o", str(tmp_path / "r.html"), "--quiet", *given]) == 0
        pages.append((tmp_path / "r.html").read_text(encoding="utf-8"))
    assert text in pages[1]
    assert pages[0] != pages[1]


def test_each_output_is_written(arrays: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["report", str(arrays), "-o", str(tmp_path / "r.html"), "--output", str(tmp_path / "r.md")]
    assert cli.main(words) == 0
    assert sorted(path.name for path in tmp_path.glob("r.*")) == ["r.html", "r.md"]
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert cli.main([*words, "--index"]) == 2
    assert "go into one folder" in capsys.readouterr().err


def test_numbers_of_layers_are_a_column_of_the_page(arrays: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "times.csv").write_text("layer,time (ms)\nfirst,3.25\n")
    words = ["report", str(arrays), "-o", str(tmp_path / "r.json"), "--overlay", str(tmp_path / "times.csv")]
    assert cli.main(words) == 0
    found = json.loads((tmp_path / "r.json").read_text())["model"]["overlay"]
    assert found == [{"title": "time", "unit": "ms", "values": {"first": 3.25}}]
    capsys.readouterr()
    assert cli.main([*words, "--index"]) == 2
    assert "--overlay belongs to one model" in capsys.readouterr().err


def test_templates_of_ones_own_come_first(arrays: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "base.html").write_text("<p>mine: {{ heading }}</p>")
    flags = ["--templates", str(own), "--title", "T", "--quiet"]
    assert cli.main(["report", str(arrays), "-o", str(tmp_path / "r.html"), *flags]) == 0
    assert (tmp_path / "r.html").read_text() == "<p>mine: T</p>"


def test_an_engine_that_is_not_known_is_refused(arrays: Path, tmp_path: Path) -> None:
    assert cli.main(["report", str(arrays), "-o", str(tmp_path / "r.pdf"), "--pdf-engine", "ink"]) == 2
    assert not (tmp_path / "r.pdf").exists()


def test_a_training_log_is_reported_on_by_itself(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text("epoch,loss,val_loss\n0,1.0,1.1\n1,0.5,0.7\n")
    assert cli.main(["report", str(tmp_path / "log.csv"), "-o", str(tmp_path / "r.html"), "--quiet"]) == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Training report" in page
    assert 'id="architecture"' not in page
    assert cli.main(["report", str(tmp_path), "-o", str(tmp_path / "s.html"), "--quiet"]) == 0


def test_a_folder_without_a_log_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    assert cli.main(["report", str(tmp_path / "empty"), "-o", str(tmp_path / "r.html")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_inputs_of_a_file_are_run_through_the_model(tmp_path: Path) -> None:
    np.savez(tmp_path / "net.npz", np.ones((3, 2)))
    np.save(tmp_path / "x.npy", np.ones((4, 3)))
    np.save(tmp_path / "y.npy", np.ones(3))
    words = ["report", str(tmp_path / "net.npz"), "-o", str(tmp_path / "r.html"), "--quiet"]
    assert cli.main([*words, "--input", str(tmp_path / "x.npy")]) == 0
    assert "The numbers are of 4 samples" in (tmp_path / "r.html").read_text()


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--input", "none.npy"], "there is no file"),
        (["--input", "x.doc"], "unknown ending of a file of inputs"),
        (["--input", "x.npy", "--targets", "y.npy"], "there are 4 inputs, and 3 answers"),
        (["--targets", "y.npy"], "targets are the true answers for inputs"),
        (["--input", "wide.npy"], "the model takes samples of 3"),
    ],
)
def test_wrong_inputs_are_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, flags: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    np.savez("net.npz", np.ones((3, 2)))
    for name, array in (("x", np.ones((4, 3))), ("y", np.ones(3)), ("wide", np.ones((4, 5)))):
        np.save(f"{name}.npy", array)
    assert cli.main(["report", "net.npz", "-o", "r.html", *flags]) == 2
    assert message in capsys.readouterr().err
    assert not Path("r.html").exists()


@pytest.mark.keras
def test_a_model_file_is_loaded_for_its_inputs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from PIL import Image

    Image.new("RGB", (40, 40), "white").save(tmp_path / "image.png")
    model = DATA / "models" / "cnn-28x28.keras"
    words = ["report", str(model), "-o", str(tmp_path / "r.html"), "--input", str(tmp_path / "image.png")]
    assert cli.main([*words, "--check-explanations"]) == 0
    page = (tmp_path / "r.html").read_text()
    assert "Grad-CAM shows" in page
    assert "Shuffled weights" in page


def test_a_model_file_without_keras_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    np.save(tmp_path / "x.npy", np.ones((4, 6)))
    monkeypatch.setattr("dotnet_viz.explain.live.live_model.find_spec", lambda name: None)
    assert cli.main(["report", str(MODEL), "-o", str(tmp_path / "r.html"), "--input", str(tmp_path / "x.npy")]) == 2
    assert "needs Keras and a backend: pip install tensorflow" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--data", "test.pkl"], "unknown ending of a file of data: '.pkl'"),
        (["--data", "nowhere.npz"], "there is no file 'nowhere.npz'"),
        (["--predictions", "p.npy"], "unknown ending of a file of predictions: '.npy'"),
    ],
)
def test_files_of_data_are_checked_before_keras_loads_the_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], flags: list[str], message: str
) -> None:
    np.savez(tmp_path / "x.npz", x=np.ones((4, 6)), y=np.ones(4))
    monkeypatch.setattr("dotnet_viz.explain.live.live_model.find_spec", lambda name: None)
    data = [] if "--data" in flags else ["--data", str(tmp_path / "x.npz")]
    assert cli.main(["report", str(MODEL), "-o", str(tmp_path / "r.html"), *data, *flags]) == 2
    assert message in capsys.readouterr().err
    if "--data" in flags:
        assert cli.main(["evaluate", str(MODEL), "-o", str(tmp_path / "e"), *flags]) == 2
        assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("flags", "code", "line"),
    [
        (["--require", "parameters<=100"], 0, ""),
        (
            ["--require", "parameters<=100", "--require", "parameters <= 5"],
            1,
            "failed: parameters is 49, at most 5 is asked for.",
        ),
        (["--require", "size<=10MB", "--fail-on", "error"], 0, ""),
        (["--baseline", str(MODEL), "--require", "drift<=0.1", "--require", "parameters<=baseline"], 0, ""),
        (["--baseline", str(MODEL), "--require", "parameters<baseline"], 1, "less than 49 (baseline) is asked for."),
    ],
)
def test_conditions_decide_the_exit_code_and_the_report_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], flags: list[str], code: int, line: str
) -> None:
    assert cli.main(["report", str(MODEL), "-o", str(tmp_path / "r.md"), *flags]) == code
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [str(tmp_path / "r.md")]
    assert line in printed.err
    assert len(printed.err.splitlines()) == code
    assert (tmp_path / "r.md").read_text(encoding="utf-8").startswith("### ")


def test_findings_decide_the_exit_code_as_in_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    np.savez(tmp_path / "zero.npz", np.zeros((3, 2)))
    model, output = str(tmp_path / "zero.npz"), str(tmp_path / "r.json")
    for severity in ("error", "warning", "hint"):
        assert cli.main(["report", model, "-o", output, "--fail-on", severity]) == 1
        assert "no finding of severity" in capsys.readouterr().err
        assert cli.main(["check", model, "--fail-on", severity, "--quiet"]) == 1
        assert cli.main(["check", model, "--severity", severity, "--quiet"]) == 1
    assert cli.main(["report", model, "-o", output, "--fail-on", "error", "--quiet"]) == 1
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        (["--require", "accuracy"], "a shell takes > and < for itself unless the condition is in quotes"),
        (["--require", "accuracy>=0.9"], "needs data with labels, or predictions"),
        (["--require", "paramters<=3"], "did you mean 'parameters'"),
        (["--require", "parameters<=baseline"], "compares with a baseline, and none is given"),
        (["--require", "parameters<=10MB"], "parameters is not measured in bytes"),
        (["--fail-on", "disaster"], "unknown value of --fail-on: 'disaster'"),
        (["--baseline", "none.keras"], "there is no file"),
        (["--baseline", "bad.json"], "bad.json"),
        (["--baseline", "empty"], "is empty"),
    ],
)
def test_wrong_conditions_and_baselines_are_one_line_and_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], flags: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bad.json").write_text('{"format": "dotnet_viz report", "version": 1}')
    Path("empty").mkdir()
    assert cli.main(["report", str(MODEL), "-o", "r.html", *flags]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert len(error.splitlines()) == 1
    assert not Path("r.html").exists()


def test_a_report_is_a_baseline(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p.csv").write_text("y_true,y_pred\n0,0\n1,1\n1,0\n0,0\n")
    words = ["report", str(MODEL), "--predictions", str(tmp_path / "p.csv"), "--quiet"]
    old = tmp_path / "old"
    old.mkdir()
    assert cli.main([*words, "-o", str(old / "report.json")]) == 0
    (tmp_path / "p.csv").write_text("y_true,y_pred\n0,0\n1,1\n1,1\n0,0\n")
    new = tmp_path / "new.md"
    for baseline in (old, old / "report.json"):
        assert cli.main([*words, "-o", str(new), "--baseline", str(baseline), "--require", "accuracy>=baseline+25%"]) == 0
        assert "accuracy 75 % → 100 %" in new.read_text(encoding="utf-8")
    capsys.readouterr()
    assert cli.main([*words, "-o", str(new), "--baseline", str(old), "--require", "drift<=1"]) == 2
    assert (
        "drift is not known, since the baseline is a report, which has statistics of the weights and not their values"
        in capsys.readouterr().err
    )


def test_the_page_opens_in_the_browser_on_request(arrays: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def opens(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr("webbrowser.open", opens)
    page = tmp_path / "report.html"
    assert cli.main(["report", str(arrays), "-o", str(page), "-q", "--open", "--sections", "overview"]) == 0
    assert opened == [page.resolve().as_uri()]
    assert cli.main(["report", str(arrays), "-o", str(tmp_path / "report.json"), "-q", "--open"]) == 2
    assert len(opened) == 1
