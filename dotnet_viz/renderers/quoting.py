"""Text into formats: the only place where names, which may hold anything, are quoted.

A character that the format cannot carry becomes U+FFFD, the sign for a character that is missing.
"""

from __future__ import annotations

import re

_MISSING = "\ufffd"
# What XML 1.0 forbids; Graphviz writes its texts into XML too.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile("\r\n?")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_XML_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_XML_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def dot_string(text: str) -> str:
    r"""Return the quoted DOT string that Graphviz shows as exactly this text, as label or as tooltip.

    Graphviz replaces ``\N`` and other escapes in such strings, and named characters such as ``&lt;``; here
    they stand for themselves. A line break becomes the escape ``\n``.

    Example:
        >>> print(dot_string('a\\N says "hi"'))
        "a\\N says \"hi\""
    """
    lines = _LINE_END.sub("\n", _NOT_IN_XML.sub(_MISSING, text))
    escaped = _ENTITY.sub("&amp;", lines.replace("\\", "\\\\").replace('"', '\\"'))
    return '"' + escaped.replace("\n", "\\n") + '"'


def xml_text(text: str) -> str:
    """Return text as the content of an XML or HTML element.

    Example:
        >>> xml_text("a&b <c>")
        'a&amp;b &lt;c&gt;'
    """
    return _NOT_IN_XML.sub(_MISSING, text).translate(_XML_TEXT)


def xml_attribute(text: str) -> str:
    """Return text as the value of an XML or HTML attribute, with the quotes around it.

    Line breaks and tabs are written so that a parser gives them back unchanged.

    Example:
        >>> xml_attribute('say "hi"')
        '"say &quot;hi&quot;"'
    """
    return '"' + _NOT_IN_XML.sub(_MISSING, text).translate(_XML_ATTRIBUTE) + '"'
