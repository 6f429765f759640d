"""A language whose every text is between marks, and what a reader finds of a page in it that is not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from dotnet_viz.translation import translate as module
from dotnet_viz.translation.catalogue import CONTEXT, Catalogue, Notation, catalogue
from dotnet_viz.translation.translate import in_language

_LETTERS = re.compile(r"[A-Za-z]")
_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
_WORD = re.compile(r"[A-Za-z][A-Za-z_'-]+")

# Everything that a reader sees or hears, but what renderers have drawn, which has tests of its own.
_COLLECT = """() => {
  const ATTRIBUTES = ["title", "aria-label", "alt", "placeholder", "aria-valuetext", "data-scroll", "data-head"];
  const DRAWN = ".canvas svg, .part svg, .dv-port svg, .dv-inside svg, .player svg";
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (element.closest("script, style, noscript, .dv-panel")) continue;
    const drawn = element.closest(DRAWN);
    if (node.nodeType === Node.ELEMENT_NODE) {
      if (drawn !== null && !element.matches("[tabindex]")) continue;
      for (const name of ATTRIBUTES) found.push(element.getAttribute(name) || "");
    } else if (drawn === null || element.matches(".dv-folded")) found.push(node.textContent);
  }
  return found;
}"""


class _MarkedMessages(Mapping[str, tuple[str, ...]]):
    """Every message of a real catalogue in English, its words between marks and its values outside of them."""

    def __init__(self, known: Mapping[str, tuple[str, ...]]) -> None:
        self._known = known

    def __getitem__(self, message: str) -> tuple[str, ...]:
        if message not in self._known:
            raise KeyError(message)
        parts = re.split(r"(\{\w+\})", message.rpartition(CONTEXT)[2])
        return ("".join(f"⟦{part}⟧" if _LETTERS.search(part) and part[0] != "{" else part for part in parts),)

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


@contextmanager
def marked_language() -> Iterator[None]:
    """Write all texts that are translated between marks."""
    known = catalogue("es").messages
    marked = Catalogue("es", _MarkedMessages(known), lambda _: 0, Notation.from_examples("1 234,5", "12,5 %", "31.12.1999"))
    with patch.object(module, "catalogue", lambda _: marked), in_language("es"):
        yield


def unmarked_words(texts: list[str]) -> set[str]:
    """Return the words of texts that stand outside of marks.

    Args:
        texts: of a page.
    """
    return {word for text in texts for word in _WORD.findall(_MARKED.sub(" ", text))}


def texts_of(page: Any) -> list[str]:
    """Return all texts of an open page: what it shows, and what browsers and screen readers say of it.

    Args:
        page: of Playwright.
    """
    return list(page.evaluate(_COLLECT))
