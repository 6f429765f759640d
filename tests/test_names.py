from __future__ import annotations

import importlib
import pkgutil
import types
from pathlib import Path

import dotnet_viz


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
