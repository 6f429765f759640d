"""What docs/evaluating.md shows is run as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from dotnet_viz import cli
from dotnet_viz.evaluation.classification import ClassificationEvaluation

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "evaluating.md").read_text(encoding="utf-8")


def test_the_python_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    code = "\n".join(block.partition("\n")[2] for block in TEXT.split("```")[1::2] if block.startswith("python"))
    exec(compile(code, "evaluating.md", "exec"), {})
    saved = re.findall(r'\.save\("([^"]+)"\)', TEXT)
    assert saved
    assert all((tmp_path / name).stat().st_size > 1000 for name in saved)
    assert (tmp_path / "score_distributions.html").is_file()


def test_its_pictures_are_in_the_gallery() -> None:
    names = re.findall(r"\]\(([^)]+\.svg)\)", TEXT)
    assert names
    assert all((ROOT / "docs" / name).is_file() for name in names)


def test_every_method_of_the_table_exists_with_its_options() -> None:
    table = re.findall(r"`(\w+)\(([^)]*)\)`", TEXT.partition("## Charts of classes")[2].partition("```")[0])
    assert table
    for name, options in table:
        method = getattr(ClassificationEvaluation, name)
        for option in re.findall(r"(\w+)=", options):
            assert option in method.__code__.co_varnames, f"{name} has no {option}"


def test_the_command_of_the_page_runs_on_the_file_that_it_describes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    random = np.random.default_rng(0)
    scores = random.dirichlet(np.ones(3), 40)
    names = ["ant", "bee", "cat"]
    lines = [",".join(["y_true", *names])]
    lines += [",".join([str(random.choice(names)), *map(str, row)]) for row in scores]
    Path("predictions.csv").write_text("\n".join(lines), encoding="utf-8")
    [command] = re.findall(r"^dotnet-viz (.+)$", TEXT, re.MULTILINE)
    assert cli.main(command.split()) == 0
    assert {"roc.svg", "confusion_matrix.svg", "evaluation.json", "summary.txt"} <= {
        one.name for one in Path("evaluation").iterdir()
    }
