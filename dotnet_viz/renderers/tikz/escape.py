"""Text for TeX: names, which may hold anything, as exactly this text.

A sign of TeX becomes the command that prints it. Signs that pdfTeX has only as commands become these; other writing stays as it
is, which LuaLaTeX and XeLaTeX print in any language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from dotnet_viz.renderers.common.escape import without_unwriteable

_COMMANDS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\ensuremath{<}",
    ">": r"\ensuremath{>}",
    "|": r"\ensuremath{|}",
    '"': "{''}",  # straight quotes are in few fonts of TeX
    "'": "{'}",
    "`": "{`}",
    "-": r"\mbox{-}",
    "…": r"\ldots{}",
    "–": r"\textendash{}",
    "—": r"\textemdash{}",
    "·": r"\ensuremath{\cdot}",
    "×": r"\ensuremath{\times}",
    "÷": r"\ensuremath{\div}",
    "±": r"\ensuremath{\pm}",
    "−": r"\ensuremath{-}",
    "→": r"\ensuremath{\rightarrow}",
    "←": r"\ensuremath{\leftarrow}",
    "↑": r"\ensuremath{\uparrow}",
    "↓": r"\ensuremath{\downarrow}",
    "↕": r"\ensuremath{\updownarrow}",
    "⇄": r"\ensuremath{\rightleftharpoons}",
    "↻": r"\ensuremath{\hookrightarrow}",
    "↵": r"\ensuremath{\hookleftarrow}",
    "≤": r"\ensuremath{\leq}",
    "≥": r"\ensuremath{\geq}",
    "≡": r"\ensuremath{\equiv}",
    "≈": r"\ensuremath{\approx}",
    "≠": r"\ensuremath{\neq}",
    "∞": r"\ensuremath{\infty}",
    "∑": r"\ensuremath{\sum}",
    "√": r"\ensuremath{\surd}",
    "∈": r"\ensuremath{\in}",
    "⊙": r"\ensuremath{\odot}",
    "⊕": r"\ensuremath{\oplus}",
    "▲": r"\ensuremath{\triangle}",
    "•": r"\textbullet{}",
    "“": r"\textquotedblleft{}",
    "”": r"\textquotedblright{}",
    "⋮": r"\ensuremath{\vdots}",
    "⋯": r"\ensuremath{\cdots}",
    "²": r"\ensuremath{^2}",
    "³": r"\ensuremath{^3}",
    "°": r"\ensuremath{^\circ}",
    "µ": r"\ensuremath{\mu}",
    "\u00a0": "~",
    "\u202f": r"\,",
}
_GREEK_NAMES = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau phi chi psi omega "
    "Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega"
)
_GREEK = {
    letter: rf"\ensuremath{{\{name}}}"
    for letter, name in zip("αβγδεζηθικλμνξπρστφχψωΓΔΘΛΞΠΣΦΨΩ", _GREEK_NAMES.split(), strict=True)
}
_SUBSCRIPTS = {chr(0x2080 + digit): rf"\ensuremath{{_{digit}}}" for digit in range(10)}
_TABLE = str.maketrans(_COMMANDS | _GREEK | _SUBSCRIPTS)
_SPACES = re.compile(r"  +")
# What the encodings of pdfTeX compose of letters and accents.
_COMPOSED = frozenset(map(chr, (*range(0xC0, 0xD0), *range(0xD1, 0xD7), *range(0xD8, 0xDE), *range(0xDF, 0xF0),
                                *range(0xF1, 0xF7), *range(0xF8, 0xFE), 0xFF, 0xD1, 0xF1)))  # fmt: skip


def tex_text(text: str) -> str:
    r"""Return one line of text for TeX that is printed as exactly this text.

    Example:
        >>> print(tex_text("a_b & 50% → {x}"))
        a\_b \& 50\% \ensuremath{\rightarrow} \{x\}
        >>> print(tex_text(r"\input{/etc/passwd}"))
        \textbackslash{}input\{/etc/passwd\}
    """
    printable = "".join(map(_printable, without_unwriteable(text)))
    escaped = printable.translate(_TABLE)
    escaped = _SPACES.sub(lambda match: "\\ " * len(match[0]), escaped)
    return f"{{}}{escaped}" if escaped.startswith(("[", "*")) else escaped


def unprintable_by_pdftex(texts: Iterable[str]) -> list[str]:
    """Return the characters of escaped texts that pdfTeX has no letter for, in order.

    Args:
        texts: of :func:`tex_text`.

    Example:
        >>> unprintable_by_pdftex(["a é 层"])
        ['层']
    """
    used = set("".join(texts))
    return sorted(character for character in used if ord(character) > 0x7E and character not in _COMPOSED)


def tex_comment(text: str) -> str:
    """Return text for the rest of a line behind ``%``, where everything stands for itself but the ends of lines.

    Example:
        >>> tex_comment("a layer")
        'a layer'
    """
    return "".join(map(_printable, without_unwriteable(text))).replace("^^", "^ ^")[:200]


def _printable(character: str) -> str:
    """Return a character, or the sign for a missing one where it would act on the line: breaks, controls, directions."""
    if character in "\t\n\r\x85\u2028\u2029":
        return " "
    return "\ufffd" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn", "Co") else character
