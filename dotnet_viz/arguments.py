"""What users give (lists, tuples, NumPy arrays, columns of a table, dates) as plain tuples, dicts and texts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from numbers import Integral, Number
from typing import Any

from dotnet_viz.errors import OptionError, UnsupportedInputError, near_miss


def names_in(argument: str, given: object, *, ordered: bool = True) -> tuple[str, ...]:
    """Return the names in a sequence; a text alone is one name, and a class counts as its name.

    Args:
        argument: the name of the argument, for error messages.
        given: any one-dimensional sequence of names, or of numbers that serve as names.
        ordered: whether their order has a meaning, so that a set will not do.

    Raises:
        OptionError: it is no such sequence.

    Example:
        >>> names_in("class_names", ["cat", "dog"]), names_in("class_names", range(2)), names_in("unfold", "all")
        (('cat', 'dog'), ('0', '1'), ('all',))
    """
    if isinstance(given, (str, type)):
        return (_name(given),)
    if isinstance(given, (set, frozenset)) and not ordered:
        return tuple(sorted(map(_name, given)))
    items = _items(argument, given, "names, such as ['cat', 'dog']")
    for item in items:
        if isinstance(item, Iterable) and not isinstance(item, (str, bytes, type)):
            raise OptionError(f"{argument} must be one sequence of names, and it holds {item!r}")
    return tuple(map(_name, items))


def text_in(argument: str, given: object) -> str:
    """Return a text; a number, a date or a path counts as it is written.

    Args:
        argument: the name of the argument, for error messages.
        given: a text, or what has one way to be written.

    Raises:
        OptionError: it is nothing of this kind.

    Example:
        >>> from datetime import date
        >>> text_in("title", "Digits"), text_in("date", date(2026, 11, 28))
        ('Digits', '2026-11-28')
    """
    if not isinstance(given, (str, Number, date, os.PathLike)):
        raise OptionError(f"{argument} must be a text, not {given!r}")
    return str(given)


def positions_in(argument: str, given: object) -> tuple[int, ...]:
    """Return the whole numbers in a sequence; a number alone is one.

    Args:
        argument: the name of the argument, for error messages.
        given: any one-dimensional sequence of whole numbers.

    Raises:
        OptionError: it is no such sequence.

    Example:
        >>> positions_in("index_ignore", [0, 3]), positions_in("index_ignore", 2)
        ((0, 3), (2,))
    """
    wanted = "whole numbers, such as [0, 3]"
    items = (given,) if _is_whole(given) else _items(argument, given, wanted)
    for item in items:
        if not _is_whole(item):
            raise OptionError(f"{argument} must be a sequence of {wanted}, and it holds {item!r}")
    return tuple(map(int, items))


def whole_number(argument: str, given: object, *, least: int = 1) -> int:
    """Return a whole number, which may be one of NumPy.

    Args:
        argument: the name of the argument, for error messages.
        given: what a user gave.
        least: the least number that is taken.

    Raises:
        OptionError: it is not a whole number, or a smaller one.

    Example:
        >>> whole_number("batch_size", 32)
        32
        >>> whole_number("batch_size", 0)
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: batch_size must be a whole number of at least 1, not 0
    """
    if not _is_whole(given) or int(given) < least:  # type: ignore[call-overload]
        raise OptionError(f"{argument} must be a whole number of at least {least}, not {given!r}")
    return int(given)  # type: ignore[call-overload, no-any-return]


DATA_WORDS = ("data", "validation_data", "test_data", "val_data", "dataset", "x", "x_test", "validation_set")
DATA_OPTIONS = {
    **dict.fromkeys(DATA_WORDS, "data"),
    **dict.fromkeys(("y_pred", "y_true", "prediction", "y_score"), "predictions"),
    **dict.fromkeys(("label", "labels", "label_column", "y"), "target"),
    **dict.fromkeys(("limit", "num_samples", "n_samples", "steps", "samples"), "max_samples"),
    **dict.fromkeys(("train_data", "x_train"), "training_data"),
}
"""Words of other tools for options on data, with their names here."""


def check_options(
    function: str, unknown: Mapping[str, object], *, synonyms: Mapping[str, str], options: Iterable[str] = ()
) -> None:
    """Raise for options that a function has not.

    Args:
        function: its name.
        unknown: what was given beside its options.
        synonyms: what others call its options, with their names.
        options: names of its options, of which the nearest is suggested.

    Raises:
        UnsupportedInputError: there are some.

    Example:
        >>> check_options("report", {"validation_data": 1}, synonyms=DATA_OPTIONS)
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.UnsupportedInputError: report has no option 'validation_data'; what it takes in its place is data=
    """
    for name in unknown:
        meant = synonyms.get(name)
        if meant:
            raise UnsupportedInputError(f"{function} has no option {name!r}; what it takes in its place is {meant}=")
        guess = near_miss(name, options)
        raise UnsupportedInputError(f"{function} has no option {name!r}{guess}; help(dotnet_viz.{function}) lists them")


def mapping_in(argument: str, given: object) -> dict[str, Any]:
    """Return a mapping by names; a class counts as its name.

    Args:
        argument: the name of the argument, for error messages.
        given: any mapping.

    Raises:
        OptionError: it is no mapping.

    Example:
        >>> mapping_in("color_map", {"Dense": "#0b4f80"})
        {'Dense': '#0b4f80'}
    """
    if not isinstance(given, Mapping):
        raise OptionError(f"{argument} must be a dict by names, not {given!r}")
    return {_name(name): value for name, value in given.items()}


def _items(argument: str, given: object, wanted: str) -> tuple[Any, ...]:
    if isinstance(given, (set, frozenset)):
        raise OptionError(f"{argument} must be a sequence of {wanted}; a set has no order")
    if not isinstance(given, (str, bytes, Mapping)):
        with suppress(TypeError):
            return tuple(given)  # type: ignore[arg-type]
    raise OptionError(f"{argument} must be a sequence of {wanted}, not {given!r}")


def _is_whole(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _name(value: object) -> str:
    if isinstance(value, type):
        return value.__name__
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
