from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from dotnet_viz.errors import MissingFileError, UnreadableFileError
from dotnet_viz.reporting.other_pages.many import records
from dotnet_viz.reporting.other_pages.many.facts import ModelFacts
from dotnet_viz.reporting.other_pages.many.records import (
    NAME,
    content_digest,
    kept_facts,
    options_digest,
    record_key,
    write_record,
)

FACTS = ModelFacts("m", metrics={"loss": 0.5}, notes=("a",))


def put(folder: Path) -> Path:
    page = folder / "report.html"
    page.write_text("page")
    write_record(folder, "key", FACTS, (page,))
    return page


def test_a_report_is_kept_while_its_key_and_its_files_are_the_same(tmp_path: Path) -> None:
    page = put(tmp_path)
    assert kept_facts(tmp_path, "key") == FACTS
    assert kept_facts(tmp_path, "another") is None
    page.write_text("pa")
    assert kept_facts(tmp_path, "key") is None
    page.unlink()
    assert kept_facts(tmp_path, "key") is None


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"key": "key"}', '{"key": "key", "files": {}, "facts": {"name": 3}}', "[" * 100_000],
    ids=range(7),
)
def test_a_record_that_is_none_is_passed_over(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text)
    assert kept_facts(tmp_path, "key") is None


def test_a_metric_that_is_no_number_is_nan(tmp_path: Path) -> None:
    put(tmp_path)
    data = json.loads((tmp_path / NAME).read_text())
    data["facts"]["metrics"] = {"loss": None}
    (tmp_path / NAME).write_text(json.dumps(data))
    found = kept_facts(tmp_path, "key")
    assert found is not None
    assert np.isnan(found.metrics["loss"])


def test_the_digest_of_a_folder_is_of_names_and_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "x").write_text("1")
    first = content_digest(folder)
    (folder / "x").rename(folder / "y")
    assert content_digest(folder) != first
    with pytest.raises(MissingFileError):
        content_digest(tmp_path / "missing")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.keras")
    with pytest.raises(UnreadableFileError):
        content_digest(tmp_path / "a.keras")


def test_options_are_known_by_what_their_files_hold(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a\n1\n")
    first = options_digest({"data": path, "seed": 3})
    assert options_digest({"seed": 3, "data": path}) == first
    path.write_text("a\n2\n")
    assert options_digest({"data": path, "seed": 3}) != first
    assert options_digest({"data": np.ones(3)}) != options_digest({"data": np.zeros(3)})


def test_another_version_of_the_package_makes_reports_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    first = record_key("a", "b")
    monkeypatch.setattr(records, "package_version", lambda: "9.9")
    assert record_key("a", "b") != first
