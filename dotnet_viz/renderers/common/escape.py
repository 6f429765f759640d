"""Text into formats: the only place where names, which may hold anything, are quoted.

A character that the format cannot carry becomes U+FFFD, the sign for a character that is missing.
"""

from __future__ import annotations

import re

_MISSING = "\ufffd"
# What XML 1.0 forbids; Graphviz writes its texts into XML too. Listing what it allows would take ten times as long to compile.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What turns the direction of the text behind it, up to the end of a paragraph; marks of one place, such as U+200F, stay.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Nearly all texts have none of these: looking for one takes a fifth of the time of putting others in their place.
_CHANGED_IN_TEXT = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_CHANGED_IN_ATTRIBUTE = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_LINE_END = re.compile("\r\n?")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_XML_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_XML_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
# ASCII signs that mean something to Mermaid somewhere; all other writing stands for itself.
_NOT_PLAIN = re.compile(
    r"[\x00-\x1f!-'*+;-@\[-^`{-\x9f:]"  # quotes, brackets, comments, directives, HTML, entities
    r"|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|^-"  # emphasis and lists of Markdown
)
_MARKDOWN_SIGN = re.compile(r"([\\`*{}\[\]()#!|~$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=\w+:)|^[-+])")
_LIST_NUMBER = re.compile(r"^(\s*\d+)([.)])")


def without_unwriteable(text: str) -> str:
    r"""Return text in which each character that XML and PDF cannot carry is U+FFFD, such as NUL or half a character.

    Example:
        >>> without_unwriteable("a\x00b") == "a\ufffdb"
        True
    """
    return _NOT_IN_XML.sub(_MISSING, text)


def without_turning(text: str) -> str:
    r"""Return text in which no character turns the direction of what stands behind it, so that a name stays within itself.

    See Boucher and Anderson, Trojan Source (https://arxiv.org/abs/2111.00169).

    Example:
        >>> without_turning("cat \u202e (36 %)") == "cat \ufffd (36 %)"
        True
    """
    return _TURNING.sub(_MISSING, text)


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


def dot_table_text(text: str) -> str:
    r"""Return text as the content of a cell of a table in DOT, where Graphviz replaces ``\N`` and other escapes too.

    Example:
        >>> print(dot_table_text(r"a\N <b>"))
        a\\N &lt;b&gt;
    """
    return xml_text(text).replace("\\", "\\\\")


def xml_text(text: str) -> str:
    """Return text as the content of an XML or HTML element.

    Example:
        >>> xml_text("a&b <c>")
        'a&amp;b &lt;c&gt;'
    """
    if _CHANGED_IN_TEXT.search(text) is None:
        return text
    return _NOT_IN_XML.sub(_MISSING, text).translate(_XML_TEXT)


def xml_attribute(text: str) -> str:
    """Return text as the value of an XML or HTML attribute, with the quotes around it.

    Line breaks and tabs are written so that a parser gives them back unchanged.

    Example:
        >>> xml_attribute('say "hi"')
        '"say &quot;hi&quot;"'
    """
    if _CHANGED_IN_ATTRIBUTE.search(text) is None:
        return f'"{text}"'
    return '"' + _NOT_IN_XML.sub(_MISSING, text).translate(_XML_ATTRIBUTE) + '"'


def mermaid_text(text: str) -> str:
    """Return one line of text for use in a quoted Mermaid label.

    Everything but letters, digits, spaces and a few harmless signs becomes Mermaid's code for the character, so
    that no name can end a label, start a comment or a directive, or bring HTML.

    Example:
        >>> mermaid_text('say "hi" <b>')
        'say #34;hi#34; #60;b#62;'
        >>> mermaid_text("conv_1 __init__")
        'conv_1 #95;#95;init#95;#95;'
    """
    coded = _NOT_PLAIN.sub(lambda match: f"#{ord(match[0])};", _NOT_IN_XML.sub(_MISSING, without_turning(text)))
    return _LIST_NUMBER.sub(lambda match: f"{match[1]}#{ord(match[2])};", coded)


def markdown_text(text: str, *, begins_line: bool = True) -> str:
    r"""Return one line of text as Markdown that shows exactly this text, HTML and all.

    Args:
        text: one line, or a part of one.
        begins_line: whether it may stand at the beginning of a line, where a number and a dot would make a list.

    Example:
        >>> print(markdown_text("a_b *c* <d> & [e]"), markdown_text("1. a"), markdown_text("1. a", begins_line=False))
        a_b \*c\* &lt;d&gt; &amp; \[e\] 1\. a 1. a
    """
    escaped = _MARKDOWN_SIGN.sub(r"\\\1", _NOT_IN_XML.sub(_MISSING, without_turning(text)).translate(_XML_TEXT))
    return _LIST_NUMBER.sub(r"\1\\\2", escaped) if begins_line else escaped
