from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import dotnet_viz
from dotnet_viz.reporting.versions import file_digest, package_version, software_versions


def test_versions_are_those_of_the_packages() -> None:
    assert package_version() == dotnet_viz.__version__
    assert software_versions()["numpy"] == np.__version__


def test_frameworks_are_those_of_the_model_and_not_what_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keras", SimpleNamespace(__version__="3.15"))
    live = type("Model", (), {"__module__": "keras.src.models.model"})()
    assert "keras" in software_versions(live)
    assert "keras" not in software_versions("model.keras")
    assert list(software_versions()) == ["dotnet_viz", "Python", "numpy", "matplotlib", "Platform"]


def test_the_digest_of_a_file_is_that_of_what_it_holds_now(tmp_path: Path) -> None:
    file = tmp_path / "m.keras"
    for content in (b"one", b"two", b"three"):
        file.write_bytes(content)
        os.utime(file, ns=(0, len(content) * 10**9 + content[0]))
        assert file_digest(file) == hashlib.sha256(content).hexdigest()
        assert file_digest(file) == hashlib.sha256(content).hexdigest()
    file.unlink()
    assert file_digest(file) is None
    assert file_digest(None) is None
