"""Options and positions that are whole numbers, checked."""

from __future__ import annotations

from numbers import Integral

from dotnet_viz.errors import OptionError

_LARGEST = 2**32 - 1


def check_whole(name: str, value: object, least: int) -> None:
    """Raise where an option is not a whole number, or one that is too small or does not fit into 32 bits.

    Args:
        name: of the option.
        value: what was given.
        least: the smallest number that it takes.

    Raises:
        OptionError: it is none.

    Example:
        >>> check_whole("seed", 3, 0)
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or not least <= int(value) <= _LARGEST:
        raise OptionError(f"{name} must be a whole number from {least:,} to {_LARGEST:,}, not {value!r}")


def position_of(what: str, given: object, count: int) -> int:
    """Return a position counted from 0; negative ones count from the end, as in lists.

    Args:
        what: there is one of, such as ``"sample"``.
        given: the position.
        count: how many there are.

    Raises:
        OptionError: it is not a whole number, or there are fewer.

    Example:
        >>> position_of("sample", -1, 3)
        2
    """
    if isinstance(given, bool) or not isinstance(given, Integral) or not -count <= int(given) < count:
        raise OptionError(f"there is no {what} {given!r}: there are {count:,}, counted from 0")
    return int(given) % count
