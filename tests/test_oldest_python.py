"""Python 3.10 is the oldest that is promised: what later ones added is seen here, also where the tests run on a later one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "dotnet_viz"

NEWER = {
    "typing": {
        "Self",
        "Never",
        "LiteralString",
        "Required",
        "NotRequired",
        "Unpack",
        "TypeVarTuple",
        "assert_never",
        "override",
    },
    "enum": {"StrEnum", "ReprEnum", "EnumCheck", "verify", "member", "nonmember"},
    "datetime": {"UTC"},
    "contextlib": {"chdir"},
    "itertools": {"batched"},
    "hashlib": {"file_digest"},
    "operator": {"call"},
    "math": {"cbrt", "exp2", "sumprod"},
    "tomllib": {"*"},
}
"""Names by module, new in 3.11 or later."""


def newer_names(source: str) -> list[str]:
    """Return what a module imports, outside of blocks for type checkers, that Python 3.10 does not have."""
    tree = ast.parse(source)
    for_checkers = {
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(tree):
        if node in for_checkers:
            continue
        if isinstance(node, ast.ImportFrom):
            names = NEWER.get(node.module or "", set())
            found += [f"{node.module}.{alias.name}" for alias in node.names if alias.name in names or "*" in names]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if "*" in NEWER.get(alias.name, set())]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found += [f"{node.value.id}.{node.attr}"] if node.attr in NEWER.get(node.value.id, set()) else []
    return found


def test_the_package_imports_nothing_that_python_3_10_has_not() -> None:
    found = {str(path.relative_to(PACKAGE)): newer_names(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("from typing import Any, Self", ["typing.Self"]),
        ("import tomllib", ["tomllib"]),
        ("import math\nmath.cbrt(8)", ["math.cbrt"]),
        ("if TYPE_CHECKING:\n    from typing import Self", []),
        ("def f():\n    from enum import StrEnum", ["enum.StrEnum"]),
    ],
)
def test_newer_names_are_seen(source: str, names: list[str]) -> None:
    assert newer_names(source) == names
