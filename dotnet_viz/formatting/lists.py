"""Texts one behind the other: items, clauses and sentences, with the signs and words between them of the language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dotnet_viz.formatting.numbers import format_count
from dotnet_viz.translation.translate import mark, translate

_OTHERS = mark(" and {more} more")
_FOLLOWING = mark("{first} {second}")


def format_list(words: Sequence[str]) -> str:
    """Return words as a sentence lists them.

    Example:
        >>> format_list(["3 layers"]), format_list(["3 layers", "1 input", "2 operations"])
        ('3 layers', '3 layers, 1 input and 2 operations')
    """
    if len(words) < 2:
        return "".join(words)
    return translate("{first} and {last}", first=format_items(words[:-1]), last=words[-1])


def format_items(items: Iterable[str]) -> str:
    """Return texts one behind the other, as a cell of a table has them.

    Example:
        >>> format_items(["dense", "dense_1"])
        'dense, dense_1'
        >>> from dotnet_viz.translation.translate import in_language
        >>> with in_language("zh"):
        ...     format_items(["dense", "dense_1"])
        'dense、dense_1'
    """
    return translate(", ").join(items)


def format_first(items: Sequence[str], most: int) -> str:
    """Return the first of some texts one behind the other, and the number of the others.

    Args:
        items: in order.
        most: how many are written.

    Example:
        >>> format_first(["dense", "dense_1"], 2), format_first(["dense", "dense_1", "dense_2"], 2)
        ('dense, dense_1', 'dense, dense_1 and 1 more')
    """
    others = len(items) - most
    return format_items(items[:most]) + (translate(_OTHERS, more=format_count(others)) if others > 0 else "")


def format_clauses(clauses: Iterable[str]) -> str:
    """Return parts of a sentence that have commas in them, one behind the other.

    Example:
        >>> format_clauses(["units 3 → 4, 12 → 16", "frozen"])
        'units 3 → 4, 12 → 16; frozen'
    """
    return translate("; ").join(clauses)


def format_sentences(sentences: Iterable[str]) -> str:
    """Return sentences one behind the other, without those that are empty.

    Example:
        >>> format_sentences(["It has 3 layers.", "", "It is frozen."])
        'It has 3 layers. It is frozen.'
        >>> from dotnet_viz.translation.translate import in_language
        >>> with in_language("zh"):
        ...     format_sentences(["有 3 个层。", "已冻结。"])
        '有 3 个层。已冻结。'
    """
    return between_sentences().join(filter(None, sentences))


def between_sentences() -> str:
    """Return what stands between two sentences: a space, or nothing where the full stop has its own."""
    return translate(_FOLLOWING, first="", second="")
