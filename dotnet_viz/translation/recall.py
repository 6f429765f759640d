"""From a text in English that was written to a file back to the sentence that it was, which is translated where it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dotnet_viz.translation.catalogue import CONTEXT
from dotnet_viz.translation.sentences import Digits, Sentence

LONGEST = 1000
"""Longer texts are left as they are: they are no sentences of this package."""

Message = str | tuple[str, str]

_NAME = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"\d[\d,]*(\.\d+)?( [KMGT]iB)?")


class Recall:
    """Knows texts by the messages that they were made of.

    Args:
        messages: in English, with the names of values in braces, or pairs of such a message and its plural; what stands in
            the place of a value is looked up among them too.

    Example:
        >>> from dotnet_viz.translation.translate import in_language, retold
        >>> known = Recall([("{count} layer", "{count} layers")])
        >>> with in_language("es"):
        ...     retold(known.sentence("1,200 layers")), retold(known.sentence("what somebody else wrote"))
        ('1.200 capas', 'what somebody else wrote')
    """

    def __init__(self, messages: Iterable[Message]) -> None:
        self._patterns: list[tuple[re.Pattern[str], str, str | None]] = []
        for message in messages:
            one, several = (message, None) if isinstance(message, str) else message
            self._patterns += [(_pattern(form), one, several) for form in (one, several) if form is not None]

    def sentence(self, text: str) -> str:
        """Return the sentence that a text was; the text where it is none that is known.

        Args:
            text: in English, as it was written.
        """
        for pattern, message, plural in self._patterns if len(text) <= LONGEST else ():
            found = pattern.fullmatch(text)
            if found is not None:
                return self._made(text, message, plural, found.groupdict())
        return text

    def _made(self, text: str, message: str, plural: str | None, found: Mapping[str, str]) -> Sentence:
        values = dict(found)
        count = int(values.pop("count").replace(",", "")) if plural is not None else None
        return Sentence(text, message, plural, count, {name: self._value(value) for name, value in values.items()})

    def _value(self, text: str) -> str:
        return Digits(text) if _NUMBER.fullmatch(text) else self.sentence(text)


def _pattern(message: str) -> re.Pattern[str]:
    parts = _NAME.split(message.rpartition(CONTEXT)[2])
    texts = [_group(part) if index % 2 else re.escape(part) for index, part in enumerate(parts)]
    return re.compile("".join(texts), re.DOTALL)


def _group(name: str) -> str:
    return r"(?P<count>\d[\d,]{,20})" if name == "count" else f"(?P<{name}>.+?)"
