"""A language for tests: every translated letter is Cyrillic and numbers have marks of their own, so English shows."""

from __future__ import annotations

import html
import re
import string
from collections.abc import Iterable

from dotnet_viz.translation.catalogue import CONTEXT, Catalogue, Notation, catalogue

_LETTERS = str.maketrans(string.ascii_letters, "абцдефгхийклмнопярстувшхызАБЦДЕФГХИЙКЛМНОПЯРСТУВШХЫЗ")
_VALUE = re.compile(r"(\{\w+\})")
_TEXTS = re.compile(r"<(text|title|desc)\b[^>]*>(.*?)</\1>", re.DOTALL)
_WORD = re.compile(r"(?<!\w)[A-Za-z_][A-Za-z0-9_]+")
_NUMBER = re.compile(r"\d\.\d|\d,\d{3}")
SYMBOLS = frozenset({"NaN", "None", "MACs", "FLOPs", "KiB", "MiB", "RGB", "dtype", "F1", "IoU", "SHAP"})
"""What is the same in every language."""


def pseudo_catalogue() -> Catalogue:
    """Return the messages of the catalogues in Cyrillic letters."""
    messages = {message: (_written(message.rpartition(CONTEXT)[2]),) for message in catalogue("es").messages}
    return Catalogue("es", messages, lambda count: 0, Notation("٫", "٬", " ", "{day}.{month}.{year}"))


def _written(message: str) -> str:
    parts = (part if part.startswith("{") else part.translate(_LETTERS) for part in _VALUE.split(message))
    return re.sub(r"(?<=\d)\.(?=\d)", "٫", "".join(parts))


def english_in(svg: str, names: Iterable[str] = ()) -> list[str]:
    """Return the texts of a picture with a word that is neither translated nor a name, or with a number as in English.

    Args:
        svg: the picture.
        names: of the model and its data.
    """
    known = {word for name in names for word in _WORD.findall(name)} | SYMBOLS
    found = []
    for _, inside in _TEXTS.findall(re.sub(r"<style.*?</style>", "", svg, flags=re.DOTALL)):
        text = html.unescape(re.sub(r"<[^>]*>", " ", inside))
        if any(word not in known for word in _WORD.findall(text)) or _NUMBER.search(text):
            found.append(text)
    return list(dict.fromkeys(found))
