"""Flags that every command has: how much is read of a file, see :class:`dotnet_viz.files.limits.Limits`."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from dotnet_viz.cli.flags.flag import CommandLineError
from dotnet_viz.files.limits import LIMIT_NAMES, Limits, flag_of
from dotnet_viz.formatting import BYTE_UNITS

_SIZE = re.compile(r"(\d+(?:\.\d+)?) ?([a-z]*)", re.IGNORECASE)


def without_limits(words: Sequence[str]) -> tuple[list[str], Limits | None]:
    """Return the words of a command line without the flags of limits, and the limits; ``None`` where none is given.

    Args:
        words: of the command line; behind ``--`` there are no flags.

    Raises:
        CommandLineError: a flag has no value, or one that is not a number.

    Example:
        >>> words, limits = without_limits(["summary", "m.keras", "--max-json-bytes", "64MiB"])
        >>> words, limits.json_bytes
        (['summary', 'm.keras'], 67108864)
    """
    names = {flag_of(name): name for name in LIMIT_NAMES}
    end = words.index("--") if "--" in words else len(words)
    rest, given = [], {}
    waiting = iter(words[:end])
    for word in waiting:
        flag, equals, value = word.partition("=")
        name = names.get(flag.replace("_", "-"))
        if name is None:
            rest.append(word)
        else:
            given[name] = _number(name, flag, value if equals else next(waiting, ""))
    return [*rest, *words[end:]], Limits(**given) if given else None


def _number(name: str, flag: str, text: str) -> int:
    found = _SIZE.fullmatch(text.replace(",", "").replace("_", "").strip())
    is_size = name.endswith("_bytes")
    # "64Mi" and "64M" are sizes as "64MiB" and "64MB" are.
    unit = None if found is None else BYTE_UNITS.get(found[2].lower().removesuffix("b") + "b")
    number = 0.0 if found is None or unit is None or (found[2] and not is_size) else float(found[1]) * unit
    if not 0 < number < math.inf:
        takes = "a number of bytes, such as 64MiB" if is_size else "a whole number above zero, such as 10000"
        raise CommandLineError(f"{flag} takes {takes}, not {text!r}")
    return max(1, int(number))
