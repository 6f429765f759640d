"""Both tables of the example: its report, its pictures, and that what they show is what was learned."""

from __future__ import annotations

from pathlib import Path

import pytest

from examples.tabular import Task, breast_cancer, diabetes, write

pytestmark = [pytest.mark.shap, pytest.mark.lime]

OF_BOTH = (
    *("tree", "importances", "importances-permutation", "coefficients", "pipeline"),
    *("shap-waterfall", "shap-force", "shap-beeswarm", "shap-bar", "lime"),
)
OF_ONE = {
    "breast-cancer": ("confusion-matrix", "roc", "precision-recall"),
    "diabetes": ("predicted-against-true", "residuals"),
}
"""The pictures, by the names of their files."""


@pytest.fixture(scope="module", params=[breast_cancer, diabetes])
def task(request: pytest.FixtureRequest) -> Task:
    found: Task = request.param()
    return found


def test_the_example_writes_a_report_and_every_picture(task: Task, tmp_path: Path) -> None:
    files = write(task, tmp_path)
    names = [path.name for path in files]
    assert names == ["report.html", *(f"{name}.svg" for name in (*OF_BOTH, *OF_ONE[task.name]))]
    assert all(path.stat().st_size < 200_000 for path in files if path.suffix == ".svg")
    html = (tmp_path / "report.html").read_text(encoding="utf-8")
    for section in ("overview", "data", "evaluation", "importances", "tree", "shap_values"):
        assert f'id="{section}"' in html
    assert "There is no" not in html
    assert task.features[0] in html


def test_the_estimators_have_learned_something(task: Task) -> None:
    assert task.forest.score(task.x_test, task.y_test) > 0.25
    assert task.linear.score(task.x_test, task.y_test) > 0.25
    assert task.tree.get_depth() == 4
