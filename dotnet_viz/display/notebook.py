"""What IPython asks of an object that shows itself, and what an object asks of IPython."""

from __future__ import annotations

import re
import sys
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from dotnet_viz.display.viewer import Opener, open_file, open_page

_PLAIN = "text/plain"
_TERMINAL = "TerminalInteractiveShell"
_FRAME = '<iframe title="{title}" sandbox="allow-scripts" style="width:100%;height:{height};border:0" srcdoc="{page}"></iframe>'

# Consoles of notebooks and IPython in a terminal print texts as they are.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    r"""Return a text in which whatever steers a terminal, or turns the direction of what stands behind it, is U+FFFD.

    Args:
        text: of one or several lines.

    Example:
        >>> harmless("a\x1b[2Jb\n") == "a\ufffd[2Jb\n"
        True
    """
    return _STEERING.sub("\ufffd", text)


def mime_bundle(
    contents: Mapping[str, str], include: Collection[str] | None = None, exclude: Collection[str] | None = None
) -> dict[str, str]:
    """Return what ``_repr_mimebundle_`` has to: contents by their MIME types, no more than are asked for, plain text harmless.

    Args:
        contents: all there are.
        include: types that are asked for; ``None`` for all.
        exclude: types that are not.

    Example:
        >>> mime_bundle({"text/html": "<b>1</b>", "text/plain": "1"}, include=["text/plain"])
        {'text/plain': '1'}
    """
    asked = {kind: text for kind, text in contents.items() if (not include or kind in include) and kind not in (exclude or ())}
    return {kind: harmless(text) if kind == _PLAIN else text for kind, text in asked.items()}


def display_in_notebook(shown: object) -> bool:
    """Show an object below the running cell of a notebook.

    Args:
        shown: has ``_repr_mimebundle_``.

    Returns:
        Whether there is a notebook. IPython in a terminal is none, since it shows text alone.
    """
    ipython: Any = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    if shell is None or type(shell).__name__ == _TERMINAL:
        return False
    from IPython.display import display

    display(shown)
    return True


def framed_page(page: str, title: str, height: str) -> str:
    """Return a page in a frame of its own, so that its style stays inside.

    Args:
        page: an HTML document.
        title: of the frame.
        height: of the frame, as CSS has it.

    Example:
        >>> framed_page("<p>", "a", "80vh").partition(" srcdoc")[2]
        '="&lt;p&gt;"></iframe>'
    """
    from html import escape  # with all the names of characters, which few objects that show themselves need

    return _FRAME.format(title=escape(title), height=height, page=escape(page))


@dataclass(frozen=True)
class FramedPage:
    """A whole page below a cell, in a frame of its own, so that its style stays inside.

    Args:
        html: the page.
        title: of the frame.
        height: of the frame, as CSS has it.
    """

    html: str
    title: str
    height: str = "80vh"

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> dict[str, str]:
        framed = framed_page(self.html, self.title, self.height)
        return mime_bundle({"text/html": framed, "text/plain": repr(self)}, include, exclude)

    def __repr__(self) -> str:
        return f"<FramedPage {self.title!r}>"


class Page(ABC):
    """Something that is a page: it shows itself in a notebook or in a browser."""

    @property
    @abstractmethod
    def html(self) -> str:
        """The page, which asks for nothing outside itself."""

    @property
    def _displayed(self) -> object:
        """What a notebook displays when it is asked to show this."""
        return self

    def show(self, opener: Opener = open_file) -> None:
        """Show it: below the cell in a notebook, anywhere else as a page in the browser.

        Args:
            opener: opens the page's file, a temporary one, and returns whether it could.
        """
        if not display_in_notebook(self._displayed):
            open_page(self.html, type(self).__name__.lower(), opener)
