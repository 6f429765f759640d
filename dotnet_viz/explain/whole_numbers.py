"""Options that are whole numbers, checked."""

from __future__ import annotations

from numbers import Integral

from dotnet_viz.errors import OptionError

_LARGEST = 2**32 - 1


def check_whole(name: str, value: object, least: int) -> None:
    """Raise where an option is no whole number, or one that is too small or does not fit into 32 bits.

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
