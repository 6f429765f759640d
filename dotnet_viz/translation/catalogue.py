"""Catalogues of translations: the ``.po`` files of GNU gettext, read without being compiled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LOCALE_FOLDER = Path(__file__).parent / "locale"
"""One file for each language but English, which is what the code has."""

CONTEXT = "\x04"
"""Between the context of a message and the message itself, as gettext has it in its compiled files."""

_ESCAPES = {r"\n": "\n", r"\t": "\t", r"\"": '"', r"\\": "\\"}
_ESCAPE = re.compile(r"\\[nt\"\\]")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_STATEMENT = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?) ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE)
_FUZZY = re.compile("^#,.*fuzzy", re.MULTILINE)


@dataclass(frozen=True)
class Notation:
    """How a language writes numbers and dates.

    Args:
        decimal: between whole and part.
        group: between thousands.
        percent: between a number and the sign ``%``.
        date: with ``{year}``, ``{month}`` and ``{day}``, which have four, two and two digits.

    Example:
        >>> Notation.from_examples("1.234,5", "12,5%", "31/12/1999")
        Notation(decimal=',', group='.', percent='', date='{day}/{month}/{year}')
    """

    decimal: str = "."
    group: str = ","
    percent: str = " "
    date: str = "{year}-{month}-{day}"

    @classmethod
    def from_examples(cls, number: str, percent: str, date: str) -> Notation:
        """Return the notation of three examples, as a catalogue's head has them.

        Args:
            number: 1234.5 in the language.
            percent: 12.5 % in the language.
            date: the last day of 1999 in the language.
        """
        pattern = date.replace("1999", "{year}").replace("12", "{month}").replace("31", "{day}")
        return cls(number[5], number[1], percent[4:].removesuffix("%"), pattern)


@dataclass(frozen=True)
class Catalogue:
    """The translations of one language.

    Args:
        language: code, such as ``"pt_BR"``.
        messages: for each English message, after its context where it has one, its translations: one, or one for each form
            of the plural.
        plural_form: the number of the form for a count.
        notation: of numbers and dates.
    """

    language: str
    messages: Mapping[str, tuple[str, ...]]
    plural_form: Callable[[int], int]
    notation: Notation

    def translation(self, message: str, count: int | None = None) -> str | None:
        """Return the translation of a message; ``None`` where there is none.

        Args:
            message: in English; of a plural its singular.
            count: what chooses the form of the plural; ``None`` for a message without one.
        """
        forms = self.messages.get(message)
        if forms is None:
            return None
        return forms[self.plural_form(abs(count))] if count is not None and len(forms) > 1 else forms[0]


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of all languages, English first.

    Example:
        >>> languages()
        ('en', 'es', 'pt_BR', 'ru', 'zh_CN')
    """
    return ("en", *sorted(path.stem for path in LOCALE_FOLDER.glob("*.po")))


@cache
def catalogue(language: str) -> Catalogue:
    """Return the catalogue of a language, which is read once.

    Args:
        language: one of :func:`languages` but English.
    """
    return read_catalogue(language, (LOCALE_FOLDER / f"{language}.po").read_text(encoding="utf-8"))


def read_catalogue(language: str, text: str) -> Catalogue:
    r"""Return the catalogue of a ``.po`` file; entries that are empty or marked as fuzzy have no translation.

    Args:
        language: its code.
        text: the file.

    Example:
        >>> read_catalogue("es", 'msgid "layer"\nmsgstr "capa"\n').translation("layer")
        'capa'
    """
    from gettext import c2py

    messages = {}
    for entry in _entries(text):
        forms = tuple(value for key, value in entry.items() if key.startswith("msgstr"))
        if all(forms):
            context = f"{entry['msgctxt']}{CONTEXT}" if "msgctxt" in entry else ""
            messages[context + entry["msgid"]] = forms
    head = dict(line.split(": ", 1) for line in messages.pop("", ("",))[0].splitlines())
    plural = head.get("Plural-Forms", "plural=(n != 1)").partition("plural=")[2].rstrip("; ")
    examples = (head.get("X-Number", "1,234.5"), head.get("X-Percent", "12.5 %"), head.get("X-Date", "1999-12-31"))
    return Catalogue(language, messages, c2py(plural), Notation.from_examples(*examples))


def _entries(text: str) -> Iterator[dict[str, str]]:
    """Yield the keywords of each entry with their texts; entries that somebody has yet to check are left out."""
    for block in text.split("\n\n"):
        if not _FUZZY.search(block):
            entry = {match[1]: "".join(map(_unescaped, _QUOTED.findall(match[2]))) for match in _STATEMENT.finditer(block)}
            if "msgid" in entry:
                yield entry


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: _ESCAPES[match[0]], text) if "\\" in text else text
