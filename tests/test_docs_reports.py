"""What docs/reports.md shows is run as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz import cli
from dotnet_viz.files.formats.yaml_text import MAX_CHARACTERS
from dotnet_viz.reporting.card.card_file import model_card_of
from dotnet_viz.reporting.card.fields import METADATA_ORDER, PARTS
from dotnet_viz.reporting.own_style.theme import default_colors
from tests.conftest import DATA

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return [block.partition("\n")[2] for block in TEXT.split("```")[1::2] if block.startswith(f"{language}\n")]


def test_the_python_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    exec(compile("\n".join(blocks("python")), "reports.md", "exec"), {"__name__": "reports"})
    assert Path("README.md").read_text(encoding="utf-8").startswith("---\nlicense: mit\n")
    assert "--accent: light-dark(#8c1d40, #f08fb0)" in Path("report.html").read_text(encoding="utf-8")


def test_the_card_of_the_page_is_one_and_its_command_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    [text] = blocks("yaml")
    Path("card.yaml").write_text(text, encoding="utf-8")
    card = model_card_of("card.yaml")
    assert isinstance(card, dv.ModelCard)
    assert card.entries("model_details")["version"] == "1.10"
    np.savez("p.npz", y_true=np.array([0, 1]), y_pred=np.array([0, 1]))
    words = (
        blocks("sh")[0].splitlines()[0].removeprefix("dotnet-viz ").replace("--data test.npz", "--predictions p.npz").split()
    )
    words[1] = str(DATA / "models" / "mlp-6-3-7.keras")
    assert cli.main(words) == 0
    assert "Cheques and forms" in Path("README.md").read_text(encoding="utf-8")


def test_the_page_lists_every_key_and_bound() -> None:
    rows = {row[0]: row[1] for row in re.findall(r"^\| (`.*?) \| (`.*?) \|$", TEXT, re.MULTILINE)}
    listed = {key: re.findall(r"`(\w+)`", keys) for parts, keys in rows.items() for key in re.findall(r"`(\w+)`", parts)}
    assert listed == {part.key: list(part.entries) for part in PARTS}
    assert all(f"`{key}`" in TEXT for key in METADATA_ORDER)
    assert f"{MAX_CHARACTERS:,} characters" in TEXT
    assert {"paper", "ink", "muted", "line", "panel", "accent", "card", "error", "warning"} <= set(default_colors()["light"])


def test_its_links_lead_somewhere() -> None:
    links = re.findall(r"\]\((\.\./[^)]+)\)", TEXT)
    assert links
    for link in links:
        assert (ROOT / "docs" / link).resolve().exists(), link
