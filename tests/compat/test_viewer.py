from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.compat import viewer


@pytest.mark.parametrize(
    ("platform", "environment", "command"),
    [
        ("linux", {}, None),
        ("linux", {"DISPLAY": ""}, None),
        ("linux", {"DISPLAY": ":1"}, "xdg-open"),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, "xdg-open"),
        ("darwin", {}, "open"),
        ("win32", {}, "explorer"),
    ],
)
def test_each_system_has_its_program(platform: str, environment: dict[str, str], command: str | None) -> None:
    assert viewer.viewer_command(platform, environment) == command


def test_the_file_is_handed_to_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []

    def start(words: list[str], **_: Any) -> None:
        started.append(words)

    monkeypatch.setattr(viewer, "viewer_command", lambda *_: "show-it")
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(subprocess, "Popen", start)
    assert viewer.show(Path("a.pdf"))
    assert started == [["show-it", "a.pdf"]]


def test_a_program_that_is_missing_or_fails_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise PermissionError("no")

    monkeypatch.setattr(viewer, "viewer_command", lambda *_: "show-it")
    assert not viewer.show(Path("a.pdf"))
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(subprocess, "Popen", fail)
    assert not viewer.show(Path("a.pdf"))
