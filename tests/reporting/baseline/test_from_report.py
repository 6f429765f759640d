from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.errors import MissingFileError, UnreadableFileError, UnsafeFileError
from dotnet_viz.reporting.baseline.from_report import read_report_baseline, report_baseline, report_file
from tests.reporting.builders import full_context, full_report


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    return full_report().to_dict()


def test_a_report_comes_back_as_a_baseline(document: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "runs" / "report.json"
    file.parent.mkdir()
    file.write_text(json.dumps(document))
    found = read_report_baseline(file)
    assert found.name == "runs/report.json"
    context = full_context()
    assert {name: one.value for name, one in found.quantities.items()} == pytest.approx(
        {name: one.value for name, one in context.quantities.items()}, nan_ok=True
    )
    assert [(one.check, one.place) for one in found.findings] == [
        (one.check, one.place) for check in context.checks for one in check.findings
    ]
    assert found.graph is None
    assert report_file(file) == report_file(file.parent) == file


def test_only_reports_are_reports(document: dict[str, Any], tmp_path: Path) -> None:
    for name, text in (("model.json", '{"class_name": "Sequential"}'), ("list.json", "[1]"), ("bad.json", "{")):
        (tmp_path / name).write_text(text)
        assert report_file(tmp_path / name) is None
    (tmp_path / "report.txt").write_text(json.dumps(document))
    for other in (tmp_path / "report.txt", tmp_path, tmp_path / "none.json", 3, None, '{"class_name": "Sequential"}'):
        assert report_file(other) is None
    with pytest.raises(MissingFileError):
        read_report_baseline(tmp_path / "none.json")


def changed(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        *names, last = path.split(".")
        part: Any = document
        for name in names:
            part = part[int(name) if name.isdigit() else name]
        part[int(last) if last.isdigit() else last] = value

    return change


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("format", "another"),
        ("version", 2),
        ("version", "1"),
        ("version", True),
        ("quantities", []),
        ("quantities", None),
        ("quantities.parameters", 3),
        ("quantities.parameters.value", "many"),
        ("quantities.parameters.value", [1]),
        ("quantities.parameters.value", True),
        ("quantities.parameters.value", 1.5),
        ("quantities.parameters.unit", "apples"),
        ("quantities.parameters.unit", {}),
        ("findings", 3),
        ("findings.items", {}),
        ("findings.items", [3]),
        ("findings.items", [{"severity": "bad", "check": "a", "layer": "b", "weight": None, "message": "c"}]),
        ("findings.items", [{"severity": "error", "check": 3, "layer": "b", "weight": None, "message": "c"}]),
        ("findings.items", [{"severity": "error", "check": "a", "layer": "b", "weight": 3, "message": "c"}]),
        ("findings.items", [{}] * 200_000),
        ("evaluation.outputs", None),
        ("evaluation.outputs.0", []),
        ("evaluation.outputs.0.answers_sha256", 3),
    ],
)
def test_wrong_parts_are_one_error_that_names_the_file(document: dict[str, Any], path: str, value: Any) -> None:
    copy = json.loads(json.dumps(document))
    changed(path, value)(copy)
    with pytest.raises(UnreadableFileError, match="the file") as error:
        report_baseline(copy, "old", "the file")
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 400


def test_a_part_that_is_missing_is_named_in_words_of_the_file(document: dict[str, Any]) -> None:
    without = {key: value for key, value in document.items() if key != "findings"}
    with pytest.raises(UnreadableFileError, match=r"'findings' is not there, or null") as error:
        report_baseline(without, "r", "the file")
    assert "NoneType" not in str(error.value)


def test_what_a_baseline_does_not_read_may_be_anything(document: dict[str, Any]) -> None:
    copy = json.loads(json.dumps(document)) | {"sections": 3, "model": None, "training": [], "evaluation": None, "more": {}}
    assert report_baseline(copy, "old", "the file").answers == ()


def test_long_names_are_cut_off(document: dict[str, Any]) -> None:
    copy = json.loads(json.dumps(document))
    copy["quantities"] = {"x" * 1_000_000: {"value": 1, "unit": "count"}}
    assert max(map(len, report_baseline(copy, "old", "the file").quantities)) < 3000


def test_numbers_that_are_no_finite_ones_are_refused_or_unknown(document: dict[str, Any], tmp_path: Path) -> None:
    text = json.dumps(document | {"quantities": {"a": {"value": 1, "unit": "number"}}})
    file = tmp_path / "report.json"
    for value in ("NaN", "Infinity", "1e999"):
        file.write_text(text.replace('{"value": 1,', f'{{"value": {value},'))
        with pytest.raises(UnreadableFileError, match="no finite number"):
            read_report_baseline(file)
    file.write_text(text.replace('{"value": 1,', '{"value": null,'))
    assert read_report_baseline(file).quantities["a"].value is None


def test_files_that_would_fill_the_memory_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text("[" * 5000)
    with pytest.raises((UnsafeFileError, UnreadableFileError)):
        read_report_baseline(file)
    file.write_text("{" + " " * (33 << 20) + "}")
    with pytest.raises(UnsafeFileError, match="bytes of JSON"):
        read_report_baseline(file)
