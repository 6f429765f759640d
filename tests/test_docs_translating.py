"""What docs/translating.md shows is run as it stands there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.translation.catalogue import read_catalogue

PAGE = (Path(__file__).parents[1] / "docs" / "translating.md").read_text(encoding="utf-8")


def _block(kind: str) -> str:
    return PAGE.partition(f"```{kind}\n")[2].partition("```")[0]


def test_the_python_of_the_page_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    np.savez("model.npz", first=np.ones((4, 3)), second=np.ones((3, 2)))
    exec(compile(_block("python").replace("model.keras", "model.npz"), "translating.md", "exec"), {})
    assert 'lang="pt-BR"' in Path("relatorio.html").read_text(encoding="utf-8")
    assert "Архитектура" in Path("model.svg").read_text(encoding="utf-8")
    assert "权重" in Path("weights.svg").read_text(encoding="utf-8")


def test_the_head_of_a_catalogue_is_read_as_the_page_says() -> None:
    found = read_catalogue("fr", _block("po"))
    assert (found.notation.decimal, found.notation.date, found.plural_form(0), found.plural_form(2)) == (
        ",",
        "{day}/{month}/{year}",
        0,
        1,
    )


def test_the_commands_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dotnet_viz.cli import main

    monkeypatch.chdir(tmp_path)
    for name in ("model", "old"):
        np.savez(f"{name}.npz", first=np.ones((4, 3)), second=np.ones((3, 2)))
    np.savez("new.npz", first=np.ones((4, 3)), second=np.ones((3, 5)))
    Path("runs").mkdir()
    Path("runs/log.csv").write_text("epoch,loss\n0,0.9\n1,0.5\n", encoding="utf-8")
    for line in _block("console").splitlines():
        assert main(line.replace(".keras", ".npz").split()[1:]) == 0
    assert "有何变化" in Path("diff.html").read_text(encoding="utf-8")
    assert "Ejecuciones de entrenamiento" in Path("runs.html").read_text(encoding="utf-8")
    assert dv.report("model.npz", language="es").html == Path("report.html").read_text(encoding="utf-8")
