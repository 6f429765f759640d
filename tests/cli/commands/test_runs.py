from __future__ import annotations

from pathlib import Path

import pytest

from dotnet_viz import cli
from tests.training.records import write_record


def test_a_folder_of_runs_becomes_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("7", "8"):
        write_record(tmp_path / "runs" / name, 3)
    (tmp_path / "runs" / "7" / "report.html").touch()
    target = tmp_path / "runs" / "index.html"
    assert cli.main(["runs", str(tmp_path / "runs"), "-o", str(target), "--title", "A sweep"]) == 0
    assert capsys.readouterr().out.strip() == str(target)
    page = target.read_text(encoding="utf-8")
    assert '<a href="7/report.html">7</a>' in page
    assert "<h1>A sweep</h1>" in page


def test_what_cannot_be_listed_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["runs", str(tmp_path), "-o", str(tmp_path / "runs.html")]) == 2
    assert cli.main(["runs", "no/such/folder", "-o", str(tmp_path / "runs.pdf")]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert f"the folder {str(tmp_path)!r} is empty; give a folder that a logger wrote" in lines[0]
    assert "callbacks=[dv.ReportCallback(" in lines[0]
    for looked_for in ("TensorBoard: a folder with events.out.tfevents files", "CSVLogger: a .csv file with a column 'epoch'"):
        assert looked_for in lines[0]
    assert "format of a table of runs" in lines[1]
