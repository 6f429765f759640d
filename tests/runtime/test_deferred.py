from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dotnet_viz.runtime.deferred import Home, homes

LISTS = (
    "dotnet_viz.public",
    "dotnet_viz.animation.styles",
    "dotnet_viz.diagrams.styles",
    "dotnet_viz.diagrams.diff.styles",
    "dotnet_viz.api.functions",
)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with modules that fail when they are run, and a list of what is in them."""
    folder = tmp_path / "some_package"
    (folder / "inside").mkdir(parents=True)
    (folder / "__init__.py").touch()
    (folder / "inside" / "__init__.py").write_text("raise RuntimeError('imported')\n")
    (folder / "numbers.py").write_text("one, two = 1, 2\n")
    (folder / "listed.py").write_text(
        "from some_package.numbers import one as one\nfrom some_package import numbers as numbers\n"
        "from some_package.inside.more import *\n"
    )
    (folder / "inside" / "more.py").write_text("from some_package.inside import broken as broken\n")
    monkeypatch.syspath_prepend(tmp_path)
    __import__("some_package")
    yield folder
    for name in [name for name in sys.modules if name.startswith("some_package")]:
        del sys.modules[name]


def test_names_are_reported_and_nothing_is_imported(package: Path) -> None:
    found = homes("some_package.listed")
    assert {name: (home.module, home.name) for name, home in found.items()} == {
        "one": ("some_package.numbers", "one"),
        "numbers": ("some_package", "numbers"),
        "broken": ("some_package.inside", "broken"),
    }
    assert [name for name in sys.modules if name.startswith("some_package")] == ["some_package"]


def test_a_name_is_an_attribute_or_a_module(package: Path) -> None:
    found = homes("some_package.listed")
    assert found["one"].load() == 1
    assert found["numbers"].load() is sys.modules["some_package.numbers"]
    with pytest.raises(RuntimeError, match="imported"):
        found["broken"].load()


def test_what_is_not_there_is_an_import_error(package: Path) -> None:
    with pytest.raises(ModuleNotFoundError, match=r"No module named 'some_package\.nothing'"):
        homes("some_package.nothing")
    with pytest.raises(ModuleNotFoundError, match=r"'some_package\.numbers\.three'"):
        Home("some_package.numbers", "three").load()


@pytest.mark.parametrize("module", LISTS)
def test_lists_of_names_are_sorted_import_lines_and_nothing_else(module: str) -> None:
    path = Path(__file__).parents[2] / module.replace(".", "/")
    tree = ast.parse((path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py").read_text())
    docstring, *lines = tree.body
    assert isinstance(docstring, ast.Expr)
    assert all(isinstance(line, ast.ImportFrom) and line.level == 0 for line in lines)
