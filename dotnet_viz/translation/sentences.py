"""Sentences that are English where they are kept and another language where they are shown.

What a reader says of a model stands in its graph, which may be read in one language and shown in several, is compared and is
written to files: so it is a text in English, which remembers the message it was made of.
"""

from __future__ import annotations

from collections.abc import Mapping

from dotnet_viz.translation.audience import Addressed
from dotnet_viz.translation.catalogue import CONTEXT


class Sentence(str):
    """A text in English that :func:`~dotnet_viz.translation.translate.translate` can say in another language.

    Args:
        text: in English.
        message: in English, with the names of values in braces.
        plural: the same for a count other than one; ``None`` where there is one form.
        counted: chooses the form.
        values: for the other names; sentences among them are translated too.
    """

    message: str
    plural: str | None
    counted: int | None
    values: Mapping[str, object]

    def __new__(
        cls,
        text: str,
        message: str = "",
        plural: str | None = None,
        counted: int | None = None,
        values: Mapping[str, object] | None = None,
    ) -> Sentence:
        """Return the text with what it was made of; a copy is made of the text and is given the rest."""
        made = super().__new__(cls, text)
        made.message, made.plural, made.counted, made.values = message or text, plural, counted, dict(values or {})
        return made


class Digits(str):
    """A number among the values of a sentence, written as in English; it is shown with the separators of the language.

    Example:
        >>> from dotnet_viz.translation.translate import in_language, translate
        >>> with in_language("es"):
        ...     translate(sentence("of {size}", size=Digits("1.5 MiB")))
        'of 1,5 MiB'
    """

    __slots__ = ()


def sentence(message: str, plural: str | None = None, /, *, count: int | None = None, **values: object) -> Sentence:
    """Return a text in English, which is translated where it is shown.

    Args:
        message: as for :func:`~dotnet_viz.translation.translate.translate`.
        plural: likewise.
        count: likewise.
        **values: likewise.

    Example:
        >>> from dotnet_viz.translation.translate import in_language, translate
        >>> note = sentence("{count} layer", "{count} layers", count=1200)
        >>> with in_language("es"):
        ...     note, translate(note)
        ('1,200 layers', '1.200 capas')
    """
    if isinstance(message, Addressed):
        values = {**values, "option": message.python}
    form = (message if plural is None or count == 1 else plural).rpartition(CONTEXT)[2]
    if count is not None:
        text = form.format(count=f"{count:,}", **values)
    else:
        text = form.format(**values) if values else form
    return Sentence(text, message, plural, count, values)
