"""The engines that print HTML as PDF, in the order in which they are tried. None may fetch anything."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from dotnet_viz.errors import EngineError, MissingDependencyError
from dotnet_viz.files.paths import is_file, reason_of
from dotnet_viz.renderers.pdf import ENGINES

_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline' data:\">"
)
_NO_DATE = "1970-01-01T00:00:00Z"
_CHROMIUM_TIMEOUT = 120.0
_CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
_CHROMIUM_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


class PdfEngine(Protocol):
    """Prints HTML."""

    keeps_headings: bool
    """Whether it keeps a heading with what follows where the style sheet asks for it (``break-after: avoid``)."""

    def is_available(self) -> bool:
        """Whether it can be used here."""

    def print(self, html: str, base_url: str | None) -> bytes:
        """Return the document as PDF.

        Args:
            html: the whole document.
            base_url: what relative addresses in it start from; ``None`` where there are none.

        Raises:
            MissingDependencyError: it is not here.
            EngineError: it failed.
        """


class PlutoPrint:
    """The package plutoprint; its files carry no date of their making, so that they are the same every time."""

    keeps_headings = False

    def __init__(self) -> None:
        # It is not known to print two documents at once. A process that is forked meanwhile would wait without end.
        self._turn = threading.Lock()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._begin_anew)

    def _begin_anew(self) -> None:
        self._turn = threading.Lock()

    def is_available(self) -> bool:
        """Whether the package is installed."""
        return find_spec("plutoprint") is not None

    def print(self, html: str, base_url: str | None) -> bytes:
        """Return the document as PDF.

        Args:
            html: the whole document.
            base_url: what relative addresses in it start from; ``None`` where there are none.

        Raises:
            MissingDependencyError: PlutoPrint is not installed.
            EngineError: it failed.
        """
        try:
            import plutoprint
        except ImportError as error:
            raise MissingDependencyError("the PDF engine 'plutoprint' is not installed: pip install plutoprint") from error
        try:
            # A file is written without Python, which works on meanwhile; each piece of a stream would wait for it.
            with self._turn, tempfile.TemporaryDirectory(prefix="dotnet-viz-") as folder:
                result = Path(folder, "page.pdf")
                book = plutoprint.Book()
                book.custom_resource_fetcher = _closed_fetcher()
                book.load_html(html, base_url=base_url or "")
                book.set_metadata(plutoprint.PDF_METADATA_CREATION_DATE, _NO_DATE)
                book.write_to_pdf(str(result))
                return result.read_bytes()
        except OSError as error:
            raise EngineError(f"plutoprint made no PDF: {reason_of(error)}") from error
        except (plutoprint.Error, MemoryError, ValueError) as error:
            raise EngineError(f"plutoprint made no PDF: {error}") from error


class WeasyPrint:
    """The package weasyprint, which needs Pango from the system."""

    keeps_headings = True

    def is_available(self) -> bool:
        """Whether the package is installed and finds what it needs."""
        if find_spec("weasyprint") is None:
            return False
        try:
            import weasyprint  # noqa: F401
        except (ImportError, OSError):
            return False
        return True

    def print(self, html: str, base_url: str | None) -> bytes:
        """Return the document as PDF.

        Args:
            html: the whole document.
            base_url: what relative addresses in it start from; ``None`` where there are none.

        Raises:
            MissingDependencyError: WeasyPrint or Pango is not installed.
            EngineError: it failed.
        """
        try:
            import weasyprint
        except (ImportError, OSError) as error:
            raise MissingDependencyError(
                "the PDF engine 'weasyprint' is not installed, or does not find Pango: pip install weasyprint"
            ) from error
        try:
            document = weasyprint.HTML(string=html, base_url=base_url, url_fetcher=_only_data)
            return bytes(document.write_pdf(pdf_identifier=b"dotnet_viz"))
        except Exception as error:
            raise EngineError(f"weasyprint made no PDF: {error}") from error


class Chromium:
    """A Chromium, Chrome or Edge on this system; its files carry the date of their making."""

    keeps_headings = True

    def is_available(self) -> bool:
        """Whether one is found."""
        return _chromium() is not None

    def print(self, html: str, base_url: str | None) -> bytes:
        """Return the document as PDF.

        Args:
            html: the whole document.
            base_url: not used, since links within the page work without it.

        Raises:
            MissingDependencyError: no Chromium was found.
            EngineError: it failed or took too long.
        """
        program = _chromium()
        if program is None:
            raise MissingDependencyError(
                "the PDF engine 'chromium' needs Chromium or Chrome, which is not found on this system"
            )
        with tempfile.TemporaryDirectory(prefix="dotnet-viz-") as folder:
            page, result = Path(folder, "page.html"), Path(folder, "page.pdf")
            page.write_text(_closed(html), encoding="utf-8", errors="replace")
            _run([program, *_chromium_options(folder), f"--print-to-pdf={result}", page.as_uri()])
            if not is_file(result):
                raise EngineError("chromium made no PDF")
            return result.read_bytes()


PDF_ENGINES: dict[str, PdfEngine] = dict(zip(ENGINES[1:], (PlutoPrint(), WeasyPrint(), Chromium()), strict=True))


def _closed_fetcher() -> Any:
    """Return a fetcher that finds nothing; plutoprint reads ``data:`` URLs without asking it."""
    import plutoprint

    class Closed(plutoprint.ResourceFetcher):
        def fetch_url(self, url: str) -> Any:
            return plutoprint.ResourceData(b"", "text/plain")

    return Closed()


def _only_data(url: str, *arguments: Any, **options: Any) -> Any:
    import weasyprint

    if not url.startswith("data:"):
        raise ValueError("only data: URLs are read")
    return weasyprint.default_url_fetcher(url, *arguments, **options)


def _chromium() -> str | None:
    found = next((path for path in map(shutil.which, _CHROMIUM_NAMES) if path), None)
    return found or next((position for position in _CHROMIUM_PLACES if is_file(Path(position))), None)


def _chromium_options(folder: str) -> list[str]:
    return [
        "--headless",
        *_sandbox(),
        "--disable-gpu",
        "--disable-extensions",
        "--no-first-run",
        "--no-pdf-header-footer",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={folder}/profile",
    ]


def _sandbox() -> list[str]:
    """Return the switch without which Chromium does not start for root, as in containers."""
    return ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def _closed(html: str) -> str:
    """Return the page with the rule that it may run no script and load nothing but what it carries."""
    start = _HEAD.search(html)
    position = start.end() if start else 0
    return html[:position] + _POLICY + html[position:]


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_CHROMIUM_TIMEOUT, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise EngineError(f"chromium did not finish within {_CHROMIUM_TIMEOUT:g} s and was stopped") from error
    except OSError as error:
        raise EngineError(f"chromium cannot be run: {reason_of(error)}") from error
    if done.returncode != 0:
        raise EngineError(f"chromium failed with exit code {done.returncode}")
