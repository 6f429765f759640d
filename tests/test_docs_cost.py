"""What docs/cost.md shows is run as it stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

import dotnet_viz as dv
from tests.applications import FAMILIES, kept

PAGE = (Path(__file__).parents[1] / "docs" / "cost.md").read_text(encoding="utf-8")


def test_the_python_of_the_page_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    graphs = {"model.keras": kept("MobileNet"), "any-size.keras": kept("MobileNetV3Small")}
    summary = dv.summary
    monkeypatch.setattr(dv, "summary", lambda path, **options: summary(graphs[path], **options), raising=False)
    code = PAGE.partition("```python\n")[2].partition("```")[0]
    exec(compile(code, "cost.md", "exec"), {})


@pytest.mark.parametrize("family", FAMILIES)
def test_the_table_has_the_numbers_of_today(family: str) -> None:
    shape = (224, 224, 3) if family == "MobileNetV3Small" else None
    cost = dv.summary(kept(family), input_shape=shape).cost
    assert f"| {family} | {cost.macs:,} | {cost.flops:,} |" in PAGE
