from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import tokenize
import types
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import dotnet_viz

ROOT = Path(dotnet_viz.__file__).parent


def _packages() -> list[types.ModuleType]:
    found = [module.name for module in pkgutil.walk_packages(dotnet_viz.__path__, "dotnet_viz.") if module.ispkg]
    return [importlib.import_module(name) for name in ("dotnet_viz", *found)]


def test_no_name_of_a_package_hides_one_of_its_modules() -> None:
    for package in _packages():
        for module in pkgutil.iter_modules(package.__path__):
            found = vars(package).get(module.name)
            assert found is None or isinstance(found, types.ModuleType), f"{package.__name__}.{module.name} is {found!r}"


def test_every_package_says_what_it_holds() -> None:
    for package in _packages():
        assert package.__doc__, package.__name__
        assert Path(package.__file__ or "").name == "__init__.py"


PLAIN = {
    "elsewhere": "leftovers, or where it is",
    "extent": "range, size",
    "extents": "ranges, sizes",
    "lane": "track",
    "lanes": "tracks",
    "look": "appearance",
    "looks": "appearances",
    "resemblance": "similarity",
    "said": "stated, found",
    "spread": "distribution, standard deviation, variance",
    "told": "stated, reported, shown",
    "traffic": "occupancy",
    "untold": "unknown",
    "way": "route, path, direction",
    "ways": "routes, paths",
    "wire": "edge",
    "wires": "edges",
}
"""Words that no name has, each with the terms to use instead: those that the field uses."""


PACKAGES = [path.name for path in sorted(ROOT.iterdir()) if path.is_dir() or path.suffix == ".py"]


def _modules(package: str) -> list[Path]:
    return [ROOT / package] if package.endswith(".py") else sorted((ROOT / package).rglob("*.py"))


@cache
def _words(name: str) -> list[str]:
    return re.sub("([a-z0-9])([A-Z])", r"\1_\2", name).lower().split("_")


@pytest.mark.parametrize("package", PACKAGES)
def test_names_are_terms_of_the_field(package: str) -> None:
    for path in _modules(package):
        with tokenize.open(path) as file:
            names = [token for token in tokenize.generate_tokens(file.readline) if token.type == tokenize.NAME]
        for token in names:
            for word in _words(token.string):
                assert word not in PLAIN, f"{path.name}:{token.start[0]} {token.string}: use {PLAIN[word]}"


def test_the_name_of_a_class_stands_for_one_class() -> None:
    homes: dict[str, list[str]] = {}
    for path in _modules("."):
        for item in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(item, ast.ClassDef) and not item.name.startswith("_"):
                homes.setdefault(item.name, []).append(f"{path.relative_to(ROOT)}:{item.lineno}")
    assert len(homes) > 400
    assert {name: places for name, places in homes.items() if len(places) > 1} == {}


def _functions(body: list[ast.stmt]) -> Iterator[ast.FunctionDef]:
    for item in body:
        if isinstance(item, ast.ClassDef) and not item.name.startswith("_"):
            yield from _functions(item.body)
        elif isinstance(item, ast.FunctionDef) and not item.name.startswith("_"):
            yield item


def _argument_count(function: ast.FunctionDef) -> int:
    names = function.args
    found = [one.arg for one in (*names.posonlyargs, *names.args, *names.kwonlyargs)]
    return len(set(found) - {"self", "cls"}) + (names.vararg is not None) + (names.kwarg is not None)


@pytest.mark.parametrize("package", PACKAGES)
def test_public_functions_of_several_arguments_describe_them(package: str) -> None:
    for path in _modules(package):
        for function in _functions(ast.parse(path.read_text(encoding="utf-8")).body):
            is_overload = any(isinstance(name, ast.Name) and name.id == "overload" for name in function.decorator_list)
            if _argument_count(function) > 1 and not is_overload:
                place = f"{path.name}:{function.lineno} {function.name}"
                assert "Args:" in (ast.get_docstring(function) or ""), f"{place} describes none of its arguments"
