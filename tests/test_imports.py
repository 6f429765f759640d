"""No import in a circle, wherever it stands: at the top, inside a function, or for type checkers alone.

The contracts of import-linter hold this among the modules and folders beside each other; a circle through the
``__init__.py`` of a folder that both ends are in is seen here alone.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import accumulate
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def circle_of(package: str) -> list[str]:
    """Return modules that import one another in a circle, the first one at both ends; empty where there is none."""
    import grimp

    graph = grimp.build_graph(package, cache_dir=None)
    needs = {
        module: {
            needed
            for imported in graph.find_modules_directly_imported_by(module)
            for needed in (imported, *_folders_entered(module, imported))
        }
        for module in graph.modules
    }
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def _folders_entered(module: str, imported: str) -> list[str]:
    """Return the folders around an imported module that the other one is not in: their ``__init__.py`` has to run too."""
    folders = accumulate(imported.split(".")[:-1], lambda outer, inner: f"{outer}.{inner}")
    return [folder for folder in folders if not module.startswith(f"{folder}.") and module != folder]


@pytest.mark.grimp
def test_no_module_of_the_package_imports_itself_over_others() -> None:
    assert circle_of("dotnet_viz") == []


NO_CIRCLE = {
    "__init__": "",
    "data": "def plain() -> None: ...\n",
    "text": "from made.data import plain\n",
    "room/__init__": "from made.room.inside import y\n",
    "room/inside": "from made.text import plain\ny = plain\n",
}
CIRCLES = {
    "at the top": {"data": "import made.text\n"},
    "inside a function": {"data": "def plain() -> None:\n    from made.text import other\n"},
    "for type checkers": {"data": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from made.text import other\n"},
    "over a third": {"data": "from made.room.inside import y\n"},
    "with its own folder": {"room/inside": "from made.room import y\n"},
    "through a folder": {"text": "from made.room.other import z\n", "room/other": "z = 1\n"},
}


def made(folder: Path, monkeypatch: pytest.MonkeyPatch, files: Mapping[str, str]) -> list[str]:
    for name, text in files.items():
        path = folder / "made" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    return circle_of("made")


@pytest.mark.grimp
def test_imports_in_one_direction_are_no_circle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert made(tmp_path, monkeypatch, NO_CIRCLE) == []


@pytest.mark.grimp
@pytest.mark.parametrize("where", CIRCLES)
def test_a_circle_is_found_wherever_it_stands(where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = made(tmp_path, monkeypatch, {**NO_CIRCLE, **CIRCLES[where]})
    assert len(found) > 1
    assert found[0] == found[-1]


HEAVY = (
    *("tensorflow", "keras", "jax", "torch", "matplotlib", "sklearn", "scipy", "pandas"),
    *("shap", "lime", "lightgbm", "xgboost", "umap"),
)


def test_packages_that_may_be_missing_are_imported_only_where_they_are_used() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / "dotnet_viz").rglob("*.py"))
        for statement in ast.parse(path.read_text(encoding="utf-8")).body
        for name in _imported(statement)
        if name.partition(".")[0] in HEAVY
    ]
    assert found == []


def _imported(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.Import):
        return [alias.name for alias in statement.names]
    return [statement.module or ""] if isinstance(statement, ast.ImportFrom) else []
