"""What docs/conditions.md and docs/report-json.md show is run as it stands there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

from dotnet_viz import cli
from dotnet_viz.reporting.conditions.condition import parse_condition
from dotnet_viz.reporting.measured.quantities import SCORES, base_measure
from tests.conftest import DATA

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "conditions.md").read_text(encoding="utf-8")
JSON = (ROOT / "docs" / "report-json.md").read_text(encoding="utf-8")


def code(text: str, language: str) -> list[str]:
    return [block.partition("\n")[2] for block in text.split("```")[1::2] if block.startswith(f"{language}\n")]


@pytest.fixture
def names() -> dict[str, Any]:
    x, y = load_iris(return_X_y=True)
    last, model = (LogisticRegression(max_iter=steps).fit(x[::2], y[::2]) for steps in (3, 500))
    return {"model": model, "last": last, "x_test": x[1::2], "y_test": y[1::2]}


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_the_python_of_the_page_runs(names: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    [text] = code(TEXT, "python")
    exec(compile(text, "conditions.md", "exec"), names)
    assert Path("report.html").stat().st_size > 10_000
    assert Path("report.md").read_text(encoding="utf-8").startswith("### ")
    assert names["report"].conditions


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_the_python_of_the_page_on_data_runs(names: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    import dotnet_viz

    [text] = code(JSON, "python")
    exec(compile(text, "report-json.md", "exec"), names | {"dv": dotnet_viz})
    assert Path("report.json").is_file()


@pytest.mark.keras
def test_the_command_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("model.keras", "last.keras"):
        Path(name).write_bytes((DATA / "models" / "mlp-6-3-7.keras").read_bytes())
    np.savez("test.npz", x=np.random.default_rng(0).normal(size=(30, 6)), y=np.arange(30) % 7)
    [command] = re.findall(r"^dotnet-viz (.+)$", TEXT, re.MULTILINE)
    assert cli.main(shlex.split(command)) == 0
    assert {one.name for one in Path("report").iterdir()} == {"report.html", "report.pdf", "report.json"}


def test_every_quantity_and_bound_of_the_tables_can_be_written() -> None:
    quantities, bounds = (TEXT.partition(f"| {head} | ")[2].partition("\n\n")[0] for head in ("quantity", "bound"))
    rows = [row.split(" | ")[0] for row in quantities.splitlines()[2:]]
    found = {base_measure(name) for row in rows for name in re.findall(r"`([^`]+)`", row)}
    known = {"samples", "parameters", "trainable_parameters", "layers", "macs", "flops", "size", "file_size"}
    known |= {"activation_memory", "drift", "errors", "warnings", "hints", "val_loss", "val_accuracy", "train_loss"}
    assert found - known <= set(SCORES)
    assert len(found) > 30
    for row in bounds.splitlines()[2:]:
        for bound in re.findall(r"`([^`]+)`", row.split(" | ")[0]):
            parse_condition(f"accuracy>={bound}")


def test_the_workflow_is_yaml_whose_command_exists() -> None:
    [workflow] = code(TEXT, "yaml")
    commands = re.findall(r"dotnet-viz report[^\n]*(?:\n {10}--[^\n]*)*", workflow)
    assert len(commands) == 2
    from dotnet_viz.cli.commands import command_of
    from dotnet_viz.cli.parsing import parse

    arguments = parse(command_of("report"), shlex.split(commands[0])[2:])
    assert arguments.require == ["accuracy>=baseline-0.01", "min(recall)>=0.8", "size<=10MB"]
    yaml = pytest.importorskip("yaml")
    steps = yaml.safe_load(workflow)["jobs"]["report"]["steps"]
    assert all("run" in step or "uses" in step for step in steps)
