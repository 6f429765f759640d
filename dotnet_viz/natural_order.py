"""The order in which people expect names to stand."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"([0-9]+)")


def natural_key(name: str) -> list[tuple[int, str]]:
    """Return a sort key by which numbers in names count as numbers.

    Example:
        >>> sorted(["epoch-10", "epoch-2", "epoch"], key=natural_key)
        ['epoch', 'epoch-2', 'epoch-10']
    """
    parts = _NUMBER.split(name)
    # Python refuses to read a number of some thousand digits.
    return [(int(part), "") if index % 2 and len(part) < 1000 else (-1, part) for index, part in enumerate(parts)]
