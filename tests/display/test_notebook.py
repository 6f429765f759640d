from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.charts.themes import with_rules
from dotnet_viz.display.notebook import Page, display_in_notebook, mime_bundle


class ZMQInteractiveShell:
    """What runs in Jupyter."""


class TerminalInteractiveShell:
    """What runs in a terminal."""


def pretend_ipython(monkeypatch: pytest.MonkeyPatch, shell: object) -> list[Any]:
    """Put an IPython with a shell in place; return what it will have displayed."""
    shown: list[Any] = []
    package, display = ModuleType("IPython"), ModuleType("IPython.display")
    vars(package).update(get_ipython=lambda: shell, display=display)
    vars(display).update(display=shown.append)
    monkeypatch.setitem(sys.modules, "IPython", package)
    monkeypatch.setitem(sys.modules, "IPython.display", display)
    return shown


@pytest.fixture(params=["drawing", "report", "chart"])
def page(request: pytest.FixtureRequest) -> Page:
    model = [np.ones((3, 2))]
    if request.param == "chart":
        return dv.drift(dv.compare(model, [np.full((3, 2), 3.0)]))
    return dv.draw(model) if request.param == "drawing" else dv.report(model)


def test_a_notebook_displays_it(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = pretend_ipython(monkeypatch, ZMQInteractiveShell())
    page.show(opener=lambda path: pytest.fail(f"opened {path}"))
    assert len(shown) == 1
    assert shown[0] is page or shown[0].html == page.html


@pytest.mark.parametrize("shell", [None, TerminalInteractiveShell()])
def test_elsewhere_a_browser_opens_its_page(page: Page, shell: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    shown = pretend_ipython(monkeypatch, shell)
    opened: list[str] = []

    def opener(path: Path) -> bool:
        opened.append(path.read_text(encoding="utf-8"))
        return True

    page.show(opener)
    assert opened == [page.html]
    assert not shown
    assert page.html.startswith("<!DOCTYPE html>")
    assert page.html.count("<html") == 1


def test_without_ipython_nothing_is_displayed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "IPython", raising=False)
    assert not display_in_notebook(SimpleNamespace())


def test_a_drawing_is_the_page_that_it_saves(tmp_path: Path) -> None:
    drawing = dv.draw([np.ones((3, 2))])
    assert drawing.save(tmp_path / "a.html").read_text(encoding="utf-8") == drawing.html


def test_a_chart_has_a_page(tmp_path: Path) -> None:
    chart = dv.drift(dv.compare([np.ones((2, 2))], [np.full((2, 2), 3.0)]))
    page = chart.save(tmp_path / "a.html").read_text(encoding="utf-8")
    assert with_rules(chart.svg, "chart") in page
    assert f"<title>{chart.title}</title>" in page
    assert "<script" not in page


def test_a_bundle_has_no_more_than_is_asked_for() -> None:
    contents = {"text/html": "<b>1</b>", "text/plain": "1"}
    assert mime_bundle(contents) == contents
    assert mime_bundle(contents, [], set()) == contents
    assert mime_bundle(contents, exclude={"text/html"}) == {"text/plain": "1"}
    assert mime_bundle(contents, include={"text/html", "image/png"}) == {"text/html": "<b>1</b>"}


def test_no_name_steers_a_terminal() -> None:
    assert mime_bundle({"text/plain": "a\x1b[2J\u202eb\n", "text/html": "\u202e"}) == {
        "text/plain": "a\ufffd[2J\ufffdb\n",
        "text/html": "\u202e",
    }
    drawing = dv.draw({"\u202e/kernel": np.ones((2, 2))}, title="a\u2066b")
    assert "\u2066" not in repr(drawing) + drawing._repr_mimebundle_()["text/plain"]
