from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz import cli
from tests.conftest import DATA

MODEL = DATA / "models" / "mlp-6-3-7.keras"


def test_report_into_a_folder_writes_both(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    history = tmp_path / "log.csv"
    history.write_text("epoch,loss,val_loss\n0,1.0,1.1\n1,0.5,0.7\n")
    flags = ["--history", str(history), "--title", "My <b>model</b>", "--seed", "3", "--date", "2026-01-02"]
    assert cli.main(["report", str(MODEL), "-o", str(folder), *flags]) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["report.html", "report.pdf"]
    page = (folder / "report.html").read_text()
    assert "My &lt;b&gt;model&lt;/b&gt;" in page
    assert "2026-01-02" in page
    assert len(capsys.readouterr().out.splitlines()) == 2


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
