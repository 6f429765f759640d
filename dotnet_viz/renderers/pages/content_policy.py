"""What a page allows itself: styles and scripts by the digests of their texts, and nothing from outside.

See https://www.w3.org/TR/CSP3/: neither an attribute ``style`` nor an element that got past the escaping has an effect.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Iterator

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_LINE_END = re.compile(r"\r\n?")


def content_policy(styles: Iterable[str], scripts: Iterable[str] = ()) -> str:
    """Return the content policy of a page that has these styles and scripts.

    Args:
        styles: texts of its style elements, exactly as they stand in the page.
        scripts: texts of its scripts, likewise.

    Example:
        >>> content_policy([])
        "default-src 'none'; style-src 'none'; img-src data:; script-src 'none'"
        >>> content_policy([], ["1"]).endswith("script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='")
        True
    """
    return f"default-src 'none'; style-src {sources(styles)}; img-src data:; script-src {sources(scripts)}"


def sources(texts: Iterable[str]) -> str:
    """Return what a content policy names texts by, each once; ``'none'`` for no text.

    Args:
        texts: of elements.
    """
    return " ".join(dict.fromkeys(f"'sha256-{text_digest(text)}'" for text in texts)) or "'none'"


def text_digest(text: str) -> str:
    r"""Return the SHA-256 of a text as a browser reads it, in base64.

    Args:
        text: of an element.

    Example:
        >>> text_digest("")[:8], text_digest("a\r\nb") == text_digest("a\nb")
        ('47DEQpj8', True)
    """
    return base64.b64encode(hashlib.sha256(_LINE_END.sub("\n", text).encode("utf-8")).digest()).decode("ascii")


def styles_of_pictures(markup: str) -> Iterator[str]:
    """Yield the texts of the style elements of ``<svg>`` elements, in which a browser resolves references.

    Args:
        markup: made by a renderer, which has escaped every name in it.

    Example:
        >>> list(styles_of_pictures("<svg><style>a&gt;b{}</style></svg><svg><style/></svg>"))
        ['a>b{}']
    """
    return (html.unescape(text) for text in _STYLE.findall(markup))
