from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dotnet_viz.errors import EngineError, MissingDependencyError
from dotnet_viz.renderers.pdf import engines
from dotnet_viz.renderers.pdf.engines import Chromium, PlutoPrint, WeasyPrint


@pytest.mark.parametrize(("engine", "module"), [(PlutoPrint(), "plutoprint"), (WeasyPrint(), "weasyprint")])
def test_a_missing_package_is_named(engine: PlutoPrint | WeasyPrint, module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingDependencyError, match=f"pip install {module}"):
        engine.print("<p>a</p>", None)


def test_a_missing_browser_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_chromium", lambda: None)
    assert not Chromium().is_available()
    with pytest.raises(MissingDependencyError, match="Chromium or Chrome"):
        Chromium().print("<p>a</p>", None)


@pytest.mark.parametrize(
    ("outcome", "message"),
    [
        (subprocess.TimeoutExpired("chromium", 120.0), "did not finish within 120 s"),
        (OSError(8, "Exec format error"), "cannot be run: exec format error"),
        (SimpleNamespace(returncode=1), "failed with exit code 1"),
        (SimpleNamespace(returncode=0), "made no PDF"),
    ],
)
def test_a_browser_that_goes_wrong_is_an_error(outcome: Any, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_arguments: Any, **_options: Any) -> Any:
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(engines, "_chromium", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(EngineError, match=message):
        Chromium().print("<p>a</p>", None)


def test_the_page_for_the_browser_may_load_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[str] = []

    def run(command: list[str], **_options: Any) -> SimpleNamespace:
        folder = Path(command[-2].removeprefix("--print-to-pdf=")).parent
        pages.append((folder / "page.html").read_text(encoding="utf-8"))
        (folder / "page.pdf").write_bytes(b"%PDF")
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(engines, "_chromium", lambda: "/usr/bin/chromium")
    monkeypatch.setattr(subprocess, "run", run)
    assert Chromium().print("<!DOCTYPE html><html><head lang=en><title>t</title></head></html>", None) == b"%PDF"
    assert pages[0].startswith('<!DOCTYPE html><html><head lang=en><meta http-equiv="Content-Security-Policy"')
    assert "default-src 'none'" in pages[0]


class StandIn:
    """What is used of weasyprint, so that its way is tested where it is not installed."""

    def __init__(self, pages: list[dict[str, Any]]) -> None:
        self.pages = pages

    def HTML(self, **options: Any) -> Any:  # noqa: N802
        self.pages.append(options)
        return SimpleNamespace(write_pdf=lambda **_options: b"%PDF")

    def default_url_fetcher(self, url: str) -> dict[str, str]:
        return {"string": url}


def test_weasyprint_reads_data_urls_only(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in = StandIn([])
    monkeypatch.setitem(sys.modules, "weasyprint", stand_in)
    assert WeasyPrint().print("<p>a</p>", "file:///x/") == b"%PDF"
    (options,) = stand_in.pages
    assert (options["string"], options["base_url"]) == ("<p>a</p>", "file:///x/")
    fetch = options["url_fetcher"]
    assert fetch("data:text/plain,a") == {"string": "data:text/plain,a"}
    for url in ("file:///etc/passwd", "https://example.org/", "ftp://x"):
        with pytest.raises(ValueError, match="only data"):
            fetch(url)


def test_weasyprint_that_fails_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_options: Any) -> Any:
        raise RuntimeError("no Pango")

    monkeypatch.setitem(sys.modules, "weasyprint", SimpleNamespace(HTML=broken))
    with pytest.raises(EngineError, match="weasyprint made no PDF: no Pango"):
        WeasyPrint().print("<p>a</p>", None)


def test_weasyprint_without_its_libraries_is_not_available(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _name: object())
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert not WeasyPrint().is_available()
    monkeypatch.setattr(engines, "find_spec", lambda _name: None)
    assert not WeasyPrint().is_available()
    assert not PlutoPrint().is_available()
