from __future__ import annotations

import importlib.metadata
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from dotnet_viz.runtime.installed import entry_points_of, installed_version

GROUP = "dotnet_viz.sections"


def install(folder: Path, name: str, version: str = "1.0") -> None:
    """Write the metadata of a package that declares a section, as an installer does."""
    info = folder / f"{name}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(f"[{GROUP}]\n{name} = {name}:build\n")
    later = folder.stat().st_mtime_ns + 10**9
    os.utime(folder, ns=(later, later))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def test_what_is_installed_later_is_found(folder: Path) -> None:
    before = [entry.name for entry in entry_points_of(GROUP)]
    assert installed_version("late_sections") == "unknown"
    install(folder, "late_sections", "2.5")
    assert [entry.name for entry in entry_points_of(GROUP)] == sorted([*before, "late_sections"])
    assert installed_version("late_sections") == "2.5"
    (folder / "late_sections-2.5.dist-info" / "entry_points.txt").unlink()
    (folder / "late_sections-2.5.dist-info" / "METADATA").unlink()
    (folder / "late_sections-2.5.dist-info").rmdir()
    install(folder, "late_sections", "2.6")
    assert installed_version("late_sections") == "2.6"


def test_nothing_is_looked_up_again_while_nothing_is_installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def entry_points(*, group: str) -> tuple[Any, ...]:
        asked.append(group)
        return ()

    monkeypatch.setattr(importlib.metadata, "entry_points", entry_points)
    for _ in range(3):
        assert entry_points_of(GROUP) == []
    assert asked == [GROUP]
    install(folder, "another")
    assert entry_points_of(GROUP) == []
    assert asked == [GROUP, GROUP]


def test_versions_are_those_of_the_metadata_or_of_the_loaded_module(monkeypatch: pytest.MonkeyPatch) -> None:
    assert installed_version("numpy") == np.__version__
    monkeypatch.setitem(sys.modules, "in_house", SimpleNamespace(__version__="7"))
    assert installed_version("in_house") == "7"
