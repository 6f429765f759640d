from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from dotnet_viz.display import viewer
from dotnet_viz.errors import VizWarning


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
    assert viewer.open_file(Path("a.pdf"))
    assert started == [["show-it", "a.pdf"]]


def test_a_program_that_is_missing_or_fails_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise PermissionError("no")

    monkeypatch.setattr(viewer, "viewer_command", lambda *_: "show-it")
    assert not viewer.open_file(Path("a.pdf"))
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(subprocess, "Popen", fail)
    assert not viewer.open_file(Path("a.pdf"))


def test_a_page_is_written_and_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    opened: list[Path] = []

    def opener(path: Path) -> bool:
        opened.append(path)
        return True

    path = viewer.open_page("<p>é\n</p>", "drawing", opener)
    assert opened == [path]
    assert path.parent == tmp_path
    assert path.name.startswith("drawing-")
    assert path.suffix == ".html"
    assert path.read_bytes() == "<p>é\n</p>".encode()


def test_where_nothing_opens_a_page_a_warning_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.warns(VizWarning, match=r"nothing here opens a browser; the page is .*drawing-.*\.html"):
        viewer.open_page("<p></p>", "drawing", lambda _: False)
