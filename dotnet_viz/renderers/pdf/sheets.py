"""Pages of two sizes: what is landscape is printed apart and put behind the page on which it is mentioned.

PlutoPrint knows one size of pages, and other engines begin a new page before and after each of another size, so that pages of
text would end early.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LANDSCAPE = "<!--landscape-->"
"""Starts a part of a page of HTML that is printed on landscape pages of its own."""
LANDSCAPE_END = "<!--/landscape-->"

END_ANCHOR = "landscape-end"

_PART = re.compile(re.escape(LANDSCAPE) + "(.*?)" + re.escape(LANDSCAPE_END), re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"')
_TARGET = re.compile(r'\bhref="#([^"]+)"')
_HEAD_END = re.compile(r"</head\s*>", re.IGNORECASE)
_RULE = re.compile(r"@page\s+landscape\s*(\{[^{}]*\})")
_BODY = re.compile(r"<body[^>]*>", re.IGNORECASE)


@dataclass(frozen=True)
class Sheets:
    """A document taken apart.

    Args:
        portrait: without the landscape parts; where they were are the anchors that links lead to.
        landscape: the landscape parts, each from the top of a page; after them, from :data:`END_ANCHOR`, are pages without
            content, which hold the anchors of the rest. Empty where there are none.
        anchors: in landscape parts; the first of each part is in ``starts``.
        starts: the anchor that each part starts with.
    """

    portrait: str
    landscape: str
    anchors: frozenset[str]
    starts: tuple[str, ...]


def take_apart(html: str) -> Sheets:
    """Return what is printed on portrait pages and what on landscape ones.

    Args:
        html: a whole document. Each part between :data:`LANDSCAPE` and :data:`LANDSCAPE_END` starts with an element that has an
            ``id`` that a link leads to. The rule ``@page landscape`` of its style sheet is that of the landscape pages.

    Example:
        >>> sheets = take_apart(f'<body><a href="#w">wide</a>{LANDSCAPE}<p id="w">a b c</p>{LANDSCAPE_END}</body>')
        >>> sheets.portrait
        '<body><a href="#w">wide</a><div id="w" style="height:0.5px"></div></body>'
        >>> sheets.starts
        ('w',)
    """
    found = _BODY.search(html)
    head, body = (html[: found.end()], html[found.end() :]) if found else ("", html)
    parts = _PART.findall(body)
    if not parts:
        return Sheets(html, "", frozenset(), ())
    targets = set(_TARGET.findall(body))
    ids = [[name for name in _ID.findall(part) if name in targets] for part in parts]
    anchors = frozenset(name for names in ids for name in names)
    waiting = iter(ids)
    portrait = head + _PART.sub(lambda _found: _stubs(next(waiting)), body)
    rule = _RULE.search(head)
    page = f"<style>@page {rule[1] if rule else '{ size: landscape; }'}</style>"
    head = _HEAD_END.sub(lambda end: page + end[0], head, count=1)
    links = "".join(f'<a href="#{name}"></a>' for name in (END_ANCHOR, *sorted(anchors)))
    rest = f'<div id="{END_ANCHOR}" style="break-before: page">{links}{_stubs(sorted(targets - anchors))}</div>'
    landscape = f"{head}{''.join(parts)}{rest}</body></html>"
    return Sheets(portrait, landscape, anchors, tuple(names[0] for names in ids if names))


def _stubs(names: list[str]) -> str:
    return "".join(f'<div id="{name}" style="height:0.5px"></div>' for name in names)
