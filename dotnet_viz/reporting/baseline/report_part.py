"""Parts of a ``report.json``, which is somebody else's file: each value is checked as it is taken."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from dotnet_viz.errors import UnreadableFileError

LONGEST_TEXT = 2000


class ReportPart:
    """A mapping in a file.

    Args:
        values: the mapping.
        what: it is, for error messages.

    Raises:
        UnreadableFileError: it is no mapping; each method likewise, where a value is not what it says.
    """

    def __init__(self, values: Any, what: str) -> None:
        if values is None:
            raise UnreadableFileError(f"{what} is not there, or null, where a report has an object")
        if not isinstance(values, Mapping):
            raise UnreadableFileError(f"{what} has a {type(values).__name__} where a report has an object")
        self.values, self.what = values, what

    def part(self, key: str) -> ReportPart:
        """Return a mapping in it."""
        return ReportPart(self.values.get(key), f"{self.what}: {key[:60]!r}")

    def items(self, key: str, most: int) -> list[Any]:
        """Return a list in it.

        Args:
            key: of the list.
            most: how many it may have.
        """
        found = self.values.get(key)
        if not isinstance(found, list) or len(found) > most:
            raise UnreadableFileError(f"{self.what}: {key!r} is no list of at most {most:,}, as a report has it")
        return found

    def parts(self, key: str, most: int) -> list[ReportPart]:
        """Return a list of mappings in it.

        Args:
            key: of the list.
            most: how many it may have.
        """
        return [ReportPart(value, f"{self.what}: {key!r}") for value in self.items(key, most)]

    def texts(self, key: str, most: int) -> tuple[str, ...]:
        """Return a list of texts in it.

        Args:
            key: of the list.
            most: how many it may have.
        """
        found = self.items(key, most)
        if not all(isinstance(text, str) for text in found):
            raise UnreadableFileError(f"{self.what}: {key!r} has something else than texts")
        return tuple(map(short, found))

    def number(self, key: str) -> float:
        """Return a finite number in it."""
        found = self.values.get(key)
        if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
            raise UnreadableFileError(f"{self.what}: {key!r} is {str(found)[:60]!r} and no finite number")
        return found

    def count(self, key: str) -> int:
        """Return a whole number in it that is not negative."""
        found = self.number(key)
        if found < 0 or found != int(found):
            raise UnreadableFileError(f"{self.what}: {key!r} is {str(found)[:60]!r} and no count")
        return int(found)

    def text(self, key: str, choices: tuple[str, ...] = ()) -> str:
        """Return a text in it.

        Args:
            key: of the text.
            choices: what it must be one of; empty for any.
        """
        found = self.values.get(key)
        if not isinstance(found, str) or (choices and found not in choices):
            wanted = f"none of {', '.join(choices)}" if choices else "no text"
            raise UnreadableFileError(f"{self.what}: {key!r} is {str(found)[:60]!r} and {wanted}")
        return short(found)

    def has(self, key: str) -> bool:
        """Whether it has a value of this name that is not ``null``."""
        return self.values.get(key) is not None


def short(text: str) -> str:
    """Return a text that is no longer than a name can reasonably be.

    Args:
        text: of the file.
    """
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}..."
