from __future__ import annotations

import sys
from types import SimpleNamespace

import numpy as np
import pytest

import dotnet_viz
from dotnet_viz.reporting.versions import installed_version, package_version, software_versions


def test_versions_are_those_of_the_packages() -> None:
    assert package_version() == dotnet_viz.__version__
    assert installed_version("numpy") == np.__version__


def test_a_module_without_metadata_may_tell_its_version_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "in_house", SimpleNamespace(__version__="7"))
    assert installed_version("in_house") == "7"


def test_frameworks_are_those_of_the_model_and_not_what_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keras", SimpleNamespace(__version__="3.15"))
    live = type("Model", (), {"__module__": "keras.src.models.model"})()
    assert "keras" in software_versions(live)
    assert "keras" not in software_versions("model.keras")
    assert list(software_versions()) == ["dotnet_viz", "Python", "numpy", "matplotlib", "Platform"]
