"""Imports that wait until a name is first used, written as the import lines that editors and type checkers know.

A module that holds import lines alone, such as :mod:`dotnet_viz.public`, lists names and where they come from. Here its
compiled lines are run with an ``__import__`` that notes this and imports nothing, so that a name stands in one line of one
file. It is what ``lazy import`` of Python 3.15 (PEP 810) does, for the Pythons before it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import PathFinder

# Importing typing would take longer than all the rest; type checkers take any variable of this name for true.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import CodeType
    from typing import Any


class Home:
    """Where a name comes from.

    Args:
        module: full name of a module.
        name: what it is called there: an attribute, or a module inside.
    """

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name

    def __repr__(self) -> str:
        return f"Home({self.module!r}, {self.name!r})"

    def load(self) -> Any:
        """Import the module and return what the name stands for, as ``from module import name`` does."""
        found = vars(import_module(self.module))
        return found[self.name] if self.name in found else import_module(f"{self.module}.{self.name}")


def homes(module: str) -> dict[str, Home]:
    """Return where the names come from that a module of import lines has; nothing is imported, not even that module.

    Args:
        module: its full name. A line ``from other import *`` in it stands for all lines of another such module.

    Example:
        >>> homes("dotnet_viz.public")["PlotModel"]
        Home('dotnet_viz.diagrams.plot_model', 'PlotModel')
    """
    noted: dict[str, Any] = {"__builtins__": {"__import__": _note}}
    exec(_code_of(module), noted)  # noqa: S102 - a file of this package, which can do nothing but import
    return {name: value for name, value in noted.items() if isinstance(value, Home)}


class _Noted:
    """What an import line gets instead of a module: each attribute is the note where it would come from."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Home:
        return Home(self._module, name)


class _NotedModule:
    """What ``from other import *`` gets instead of a module: the notes of all its lines."""

    def __init__(self, notes: Mapping[str, Home]) -> None:
        self.__dict__.update(notes)


def _note(module: str, _globals: object, _locals: object, names: Sequence[str], _level: int) -> _Noted | _NotedModule:
    return _NotedModule(homes(module)) if tuple(names) == ("*",) else _Noted(module)


def _code_of(module: str) -> CodeType:
    """Return a module's compiled code, and import neither it nor the packages that it is in."""
    name, *inside = module.split(".")
    path = sys.modules[name].__path__
    for part in inside:
        name = f"{name}.{part}"
        spec = PathFinder.find_spec(name, path)
        if spec is None or spec.loader is None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        path = spec.submodule_search_locations or []
    return spec.loader.get_code(module)  # type: ignore[union-attr, no-any-return]
