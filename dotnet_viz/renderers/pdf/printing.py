"""Printing that goes on while other work is done: engines are compiled, and let Python go on meanwhile."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from dotnet_viz.renderers.pdf.document import engine_named
from dotnet_viz.renderers.pdf.sheets import take_apart

if TYPE_CHECKING:
    from concurrent.futures import Future


class Printing:
    """A document that an engine has begun to print, in a thread of its own.

    Args:
        html: a whole document; what stands between the marks of :mod:`~dotnet_viz.renderers.pdf.sheets` gets landscape pages.
        engine: see :func:`~dotnet_viz.renderers.pdf.document.html_to_pdf`.
        base_url: what links within the document are resolved against; nothing is read from it.

    Raises:
        OptionError: no such engine.
        MissingDependencyError: for ``"auto"``, every engine is missing.

    Example:
        >>> printing = Printing("<!DOCTYPE html><html><body><p>a</p></body></html>")
        >>> printing.portrait()[:5], printing.landscape()
        (b'%PDF-', b'')
    """

    def __init__(self, html: str, *, engine: str = "auto", base_url: str | None = None) -> None:
        self.engine = engine_named(engine)
        self.base_url = base_url
        self.sheets = take_apart(html)
        # One thread, as an engine may not print two documents at once; a process does not end amid what is compiled.
        with_thread = ThreadPoolExecutor(1, thread_name_prefix="dotnet_viz print")
        self._portrait = with_thread.submit(self.engine.print, self.sheets.portrait, base_url)
        self._landscape: Future[bytes] | None = None
        if self.sheets.landscape:
            self._landscape = with_thread.submit(self.engine.print, self.sheets.landscape, base_url)
        with_thread.shutdown(wait=False)

    def portrait(self) -> bytes:
        """Return the portrait pages as PDF, when they are done.

        Raises:
            MissingDependencyError: the engine is not here.
            EngineError: it failed.
        """
        return self._portrait.result()

    def landscape(self) -> bytes:
        """Return the landscape pages as PDF, when they are done; empty where there are none.

        Raises:
            MissingDependencyError: the engine is not here.
            EngineError: it failed.
        """
        return b"" if self._landscape is None else self._landscape.result()
