"""Readers of other packages, for tests."""

from __future__ import annotations

import importlib.metadata
import sys
import types
from typing import Any

import pytest

from dotnet_viz.readers import registry


def add_entry_point(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    """Have a package installed whose entry point for readers is the object of that name."""
    made = importlib.metadata.EntryPoint("mine", value, registry.ENTRY_POINTS)

    def entry_points(*, group: str) -> tuple[importlib.metadata.EntryPoint, ...]:
        return (made,) if group == "dotnet_viz.readers" else ()

    monkeypatch.setattr(importlib.metadata, "entry_points", entry_points)


def add_reader(monkeypatch: pytest.MonkeyPatch, **attributes: Any) -> None:
    """Have a package installed whose module is a reader with these attributes."""
    module = types.ModuleType("some_other_package")
    vars(module).update(attributes)
    monkeypatch.setitem(sys.modules, "some_other_package", module)
    add_entry_point(monkeypatch, "some_other_package")
