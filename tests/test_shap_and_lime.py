"""What docs/shap-and-lime.md says, run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

PAGE = (Path(__file__).parents[1] / "docs" / "shap-and-lime.md").read_text(encoding="utf-8")


@pytest.mark.shap
@pytest.mark.lime
def test_the_examples_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(code, names)
    written = {path.name for path in tmp_path.iterdir()}
    assert written == set(re.findall(r'save\("([^"]+)"\)', PAGE))
    assert names["found"].additivity_error < 0.02


def test_the_page_names_every_explainer_and_picture() -> None:
    from dotnet_viz.charts.explanations.shap.explanation import ShapExplanation
    from dotnet_viz.explain.libraries.shap.request import EXPLAINERS

    assert all(f"`{name}`" in PAGE or f'"{name}"' in PAGE for name in EXPLAINERS)
    pictures = ["waterfall", "force", "decision", "beeswarm", "bar", "dependence", "heatmap", "image", "text"]
    assert all(hasattr(ShapExplanation, name) and f"`.{name}(" in PAGE for name in pictures)
