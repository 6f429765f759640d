from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.api import differences
from dotnet_viz.graph import Graph
from dotnet_viz.measures.comparison.evolution import evolve
from dotnet_viz.reporting.documents.markdown_parts import MOST_CHARACTERS
from dotnet_viz.reporting.other_pages.comparison.evolution import evolution_markdown, evolution_page
from tests.comparison_builders import block_steps, chain_steps, changed, model
from tests.reporting.other_pages.comparison.builders import HOSTILE


def row(count: int = 3) -> list[Graph]:
    """Return a training: equal layers, other weights."""
    return [model(block_steps(), values=number) for number in range(count)]


def test_markdown_has_a_row_for_each_model_and_layer() -> None:
    graphs = [*row(), model(changed(block_steps(), "stem", activation="relu"), values=2)]
    lines = evolution_markdown(evolve(graphs)).splitlines()
    assert lines[0] == "### 4 models"
    assert lines[4].startswith("| model | \\# | layers | parameters |")
    models = lines[6:10]
    assert models[0].endswith("| 120 | |")
    assert "weights of 8 layers, most " in models[1]
    assert "1 changed" in models[3]
    assert sum(line.startswith("| dense") for line in lines) == 8


def test_markdown_of_a_long_training_fits_a_comment() -> None:
    graphs = [model(chain_steps(150), values=number) for number in range(12)]
    text = evolution_markdown(evolve(graphs[:2] * 6))
    assert len(text) <= MOST_CHARACTERS
    wide = [model(changed(chain_steps(40), "d3", name=HOSTILE * 20), values=number) for number in range(30)]
    text = evolution_markdown(evolve(wide))
    assert len(text) <= MOST_CHARACTERS
    assert "<script" not in text


@pytest.mark.browser
def test_the_page_shows_curves_and_sorts(page: Any, tmp_path: Path) -> None:
    found = evolve([model(changed(block_steps(), "stem", name=HOSTILE), values=number) for number in range(3)])
    path = tmp_path / "evolution.html"
    path.write_text(evolution_page(found, differences.drift(found)), encoding="utf-8")
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    page.goto(path.as_uri())
    assert page.inner_text("h1") == "3 models"
    assert page.locator("figure svg").count() == 1
    assert "<script>alert(1)</script>" in page.inner_text("table.sortable >> nth=1")
    page.click("table.sortable >> nth=1 >> thead button >> nth=2")
    shares = [
        float(text.rstrip(" %").replace(",", ""))
        for text in page.locator("table.sortable >> nth=1 >> tbody td:nth-child(3)").all_inner_texts()
    ]
    assert shares == sorted(shares)
    assert errors == []


def test_models_without_weights_have_no_curves() -> None:
    steps = [step for step in chain_steps(1) if step.kind == "InputLayer"]
    found = evolve([model(steps), model(steps)])
    assert "Drift of the weights" not in evolution_page(found, differences.drift(found))
    assert "nothing" in evolution_markdown(found)
