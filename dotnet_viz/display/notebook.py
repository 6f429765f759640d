"""What IPython asks of an object that shows itself, and what an object asks of IPython."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from typing import Any

from dotnet_viz.display.viewer import Opener, open_file, open_page

_TERMINAL = "TerminalInteractiveShell"


def mime_bundle(
    contents: Mapping[str, str], include: Collection[str] | None = None, exclude: Collection[str] | None = None
) -> dict[str, str]:
    """Return what ``_repr_mimebundle_`` has to: contents by their MIME types, no more than are asked for.

    Args:
        contents: all there are.
        include: types that are asked for; ``None`` for all.
        exclude: types that are not.

    Example:
        >>> mime_bundle({"text/html": "<b>1</b>", "text/plain": "1"}, include=["text/plain"])
        {'text/plain': '1'}
    """
    return {kind: text for kind, text in contents.items() if (not include or kind in include) and kind not in (exclude or ())}


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


class Page(ABC):
    """Something that is a page: it shows itself in a notebook or in a browser."""

    @property
    @abstractmethod
    def html(self) -> str:
        """The page, which asks for nothing outside itself."""

    def show(self, opener: Opener = open_file) -> None:
        """Show it: below the cell in a notebook, anywhere else as a page in the browser.

        Args:
            opener: opens the page's file, a temporary one, and returns whether it could.
        """
        if not display_in_notebook(self):
            open_page(self.html, type(self).__name__.lower(), opener)
