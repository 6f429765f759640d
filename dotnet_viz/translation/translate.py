"""The language that texts are written in, and the one function that translates them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from dotnet_viz.errors import unknown_choice
from dotnet_viz.translation.audience import Addressed, for_audience
from dotnet_viz.translation.catalogue import CONTEXT, Catalogue, Notation, catalogue, languages
from dotnet_viz.translation.sentences import Digits, Sentence

ENGLISH = "en"
MINUS = "−"

_ALL_FORMS = 201
"""No language has a form of the plural that no smaller count takes."""

_ENGLISH_NOTATION = Notation()
_SIMPLIFIED_CHINESE = {"zh_hans", "zh_hans_cn", "zh_sg", "zh_hans_sg"}
# The catalogue of the language that is written; none for English, which the code has.
_written: ContextVar[Catalogue | None] = ContextVar("written", default=None)


def language_code(name: str) -> str:
    """Return the code of a language.

    Args:
        name: as in ``"pt_BR"``, ``"pt-BR"``, ``"pt"`` or ``"es-MX"``: a language, with the country or without.

    Raises:
        OptionError: texts are not translated into it; the message names the languages that there are.

    Example:
        >>> language_code("pt-br"), language_code("zh"), language_code("es_MX"), language_code("EN")
        ('pt_BR', 'zh_CN', 'es', 'en')
    """
    known = languages()
    wanted = str(name).replace("-", "_").lower()
    if wanted in _SIMPLIFIED_CHINESE:
        wanted = "zh_cn"
    for code in known:
        if wanted == code.lower():
            return code
    # A language without its country is the one that there is; one with another country is the language itself.
    for code in known:
        if wanted == code.partition("_")[0] or wanted.partition("_")[0] == code:
            return code
    raise unknown_choice("language", name, known)


@contextmanager
def in_language(language: str | None) -> Iterator[None]:
    """Write all texts in a language: those of reports, pictures and charts that are made meanwhile.

    Names of layers, classes and features stay as they are, and so do error messages.

    Args:
        language: such as ``"pt_BR"``, ``"zh"``, ``"ru"``, ``"es"`` or ``"en"``; ``None`` leaves the language as it is.

    Raises:
        OptionError: texts are not translated into it.

    Example:
        >>> with in_language("es"):
        ...     translate("{count} layer", "{count} layers", count=3)
        '3 capas'
    """
    if language is None:
        yield
        return
    code = language_code(language)
    token = _written.set(None if code == ENGLISH else catalogue(code))
    try:
        yield
    finally:
        _written.reset(token)


def current_language() -> str:
    """Return the code of the language that texts are written in.

    Example:
        >>> current_language()
        'en'
    """
    written = _written.get()
    return ENGLISH if written is None else written.language


def language_tag() -> str:
    """Return the language that texts are written in as pages name it (BCP 47).

    Example:
        >>> with in_language("pt"):
        ...     language_tag()
        'pt-BR'
    """
    return current_language().replace("_", "-")


def notation() -> Notation:
    """Return how numbers and dates are written now."""
    written = _written.get()
    return _ENGLISH_NOTATION if written is None else written.notation


def translate(message: str, plural: str | None = None, /, *, count: int | None = None, **values: object) -> str:
    """Return a sentence in the language that is written, with its values in place.

    Every text that users see passes here once, whole, since languages order words in their own ways. What is not in the
    catalogue stays English. ``pybabel`` finds the messages by this call (``docs/translating.md``).

    Args:
        message: in English, with the names of values in braces; or a :class:`~dotnet_viz.translation.sentences.Sentence`,
            which has its own values.
        plural: the same for a ``count`` other than one; ``None`` where there is one form.
        count: stands in the message as ``{count}``, with thousands separated, and chooses the form of the plural.
        **values: for the other names; without any the message is taken as it is, braces and all.

    Example:
        >>> translate("{shown} of {count} layer", "{shown} of {count} layers", count=1200, shown=7)
        '7 of 1,200 layers'
    """
    if isinstance(message, Sentence):
        return retold(message)
    if isinstance(message, Addressed):
        message, values = for_audience(message, values)
    found = chosen_form(message, plural, count)
    if count is not None:
        return found.format(count=localised(f"{count:,}").replace("-", MINUS), **values)
    return found.format(**values) if values else found


def retold(text: str) -> str:
    """Return a sentence in the language that is written; any other text, such as a name, as it is.

    Args:
        text: what somebody else said.

    Example:
        >>> from dotnet_viz.translation.sentences import sentence
        >>> with in_language("es"):
        ...     retold(sentence("{count} layer", "{count} layers", count=2)), retold("layers")
        ('2 capas', 'layers')
    """
    if not isinstance(text, Sentence):
        return localised(text) if isinstance(text, Digits) else text
    values = {name: retold(value) if isinstance(value, str) else value for name, value in text.values.items()}
    return translate(text.message, text.plural, count=text.counted, **values)


def chosen_form(message: str, plural: str | None, count: int | None) -> str:
    """Return a message in the language that is written, its values still to be put in.

    Args:
        message: as for :func:`translate`.
        plural: as for :func:`translate`.
        count: chooses the form.

    Example:
        >>> chosen_form("{count} layer", "{count} layers", 2)
        '{count} layers'
    """
    written = _written.get()
    found = None if written is None else written.translation(message, count)
    if found is not None:
        return found
    return (message if plural is None or count == 1 else plural).rpartition(CONTEXT)[2]


def in_context(context: str, message: str) -> str:
    """Return a constant that has several meanings with the one that is meant, for :func:`translate`.

    Args:
        context: what it is said of; translators see it.
        message: in English.

    Example:
        >>> with in_language("ru"):
        ...     translate("failed"), translate(in_context("a training", "failed"))
        ('не выполнено', 'завершилось ошибкой')
        >>> translate(in_context("a training", "failed"))
        'failed'
    """
    return f"{context}{CONTEXT}{message}"


def all_forms(message: str, plural: str) -> dict[int, str]:
    """Return the forms of a message with a plural in the language that is written, its values still to be put in.

    Args:
        message: as for :func:`translate`.
        plural: as for :func:`translate`.

    Returns:
        Each form by the smallest count, from 1, that takes it.

    Example:
        >>> all_forms("{count} layer", "{count} layers")
        {1: '{count} layer', 2: '{count} layers'}
        >>> with in_language("ru"):
        ...     all_forms("{count} layer", "{count} layers")
        {1: '{count} слой', 2: '{count} слоя', 5: '{count} слоёв'}
    """
    written = _written.get()
    counts: dict[int, int] = {}
    for count in range(1, _ALL_FORMS):
        counts.setdefault(int(count != 1) if written is None else written.plural_form(count), count)
    return {count: chosen_form(message, plural, count) for count in counts.values()}


def mark(message: str, plural: str = "") -> str:
    """Return a message as it is: a constant, which :func:`translate` translates where it is used.

    Args:
        message: in English.
        plural: where it has one, so that it is extracted too.

    Example:
        >>> mark("Layers")
        'Layers'
    """
    return message


def mark_plural(message: str, plural: str) -> tuple[str, str]:
    """Return a message with its plural as they are: constants, which are translated where they are used.

    Args:
        message: in English.
        plural: likewise.

    Example:
        >>> mark_plural("{count} hit", "{count} hits")
        ('{count} hit', '{count} hits')
    """
    return message, plural


def localised(number: str) -> str:
    """Return a number, which is written as in English, with the separators of the language that is written.

    Args:
        number: digits with ``,`` between thousands and ``.`` before the fraction.

    Example:
        >>> with in_language("pt_BR"):
        ...     localised("1,234.5")
        '1.234,5'
    """
    written = _written.get()
    if written is None:
        return number
    return number.translate({ord(","): written.notation.group, ord("."): written.notation.decimal})
