"""Texts for who reads a page: in its language, without advice on arguments and flags."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from dotnet_viz.translation.audience import READER, speaking_to
from dotnet_viz.translation.translate import in_language


@contextmanager
def for_readers(language: str | None) -> Iterator[None]:
    """Write all texts that are made meanwhile for who reads a page.

    Args:
        language: of the page, as :func:`~dotnet_viz.translation.translate.in_language` takes it.

    Raises:
        OptionError: texts are not translated into it.

    Example:
        >>> from dotnet_viz.translation.audience import addressed
        >>> from dotnet_viz.translation.translate import mark, translate
        >>> with for_readers("es"):
        ...     translate("{count} layer", "{count} layers", count=3)
        ...     translate(addressed(mark("{rows} rows; {option} draws more"), "top=", reader=mark("{rows} rows")), rows=3)
        '3 capas'
        '3 rows'
    """
    with in_language(language), speaking_to(READER):
        yield
