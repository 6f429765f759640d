"""Numbers in words: one rule for each kind of number, the same in every text, table, page and picture.

========== =================================================================================================
counts     all digits, thousands separated by commas; the noun follows the number: ``1,204 layers``, ``1 layer``
changes    a count with its sign: ``+1,200``, ``−320``
numbers    four significant digits, whole numbers below a million in full: ``−0.1235``, ``12,345``, ``1.235e−5``
shares     percent with one decimal, never rounded to none or all: ``31.4 %``, ``25 %``, ``< 0.1 %``, ``123 %``
bytes      units of 1,024, as ``ls -h`` and Keras's ``model.summary()`` count: ``512 bytes``, ``2.0 KiB``
magnitudes units of 1,000, for numbers of which only the size matters: ``850``, ``25.0 k``, ``4.1 G MACs``
sizes      joined by ``×``, digits as in shapes: ``3×3``, ``1024×?``; shapes of tensors stay tuples: ``(None, 1024)``
========== =================================================================================================

A minus is the sign ``−``, not a hyphen. Separators, the space before ``%`` and nouns are those of the language that is
written (:mod:`dotnet_viz.translation.translate`); the table shows English. What programs read,
such as JSON or coordinates, is not written by these rules.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from dotnet_viz.translation.translate import ENGLISH, MINUS, chosen_form, current_language, localised, mark, notation, translate

_UNITS = ("KiB", "MiB", "GiB", "TiB")
_PREFIXES = ("k", "M", "G", "T", "P")
_WRITTEN_OUT = 1_000_000
_DURATIONS = ((mark("{count} d"), 86_400), (mark("{count} h"), 3600), (mark("{count} min"), 60), (mark("{count} s"), 1))
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)([T ].*)?")
_ORDINAL = mark("{number}th")


def format_count(count: int | None, noun: str = "", plural: str = "") -> str:
    """Return how many there are of something.

    Args:
        count: a whole number; ``None`` where it is unknown.
        noun: what is counted, in the singular; empty for the number alone.
        plural: of the noun, where it is not the noun with an ``s``.

    Example:
        >>> format_count(1204), format_count(1, "layer"), format_count(0, "layer"), format_count(2, "box", "boxes")
        ('1,204', '1 layer', '0 layers', '2 boxes')
        >>> format_count(None, "parameter")
        '? parameters'
    """
    text = "?" if count is None else localised(f"{count:,}").replace("-", MINUS)
    if not noun:
        return text
    return chosen_form(f"{{count}} {noun}", f"{{count}} {plural or f'{noun}s'}", count or 0).format(count=text)


def format_change(change: int) -> str:
    """Return a difference of two counts with its sign.

    Example:
        >>> format_change(1200), format_change(-320)
        ('+1,200', '−320')
    """
    return localised(f"{change:+,}").replace("-", MINUS)


def format_number(value: float, digits: int = 4) -> str:
    """Return a number in few significant digits; whole numbers below a million keep all of theirs.

    Args:
        value: any number.
        digits: how many significant digits at most.

    Example:
        >>> format_number(-0.123456), format_number(0), format_number(12345.0), format_number(12345678.9)
        ('−0.1235', '0', '12,345', '1.235e7')
        >>> format_number(1234.5678), format_number(123456.7), format_number(0.0000123456)
        ('1,235', '123,500', '1.235e−5')
        >>> format_number(float("nan")), format_number(float("-inf"))
        ('NaN', '−∞')
    """
    if math.isfinite(value) and abs(value) < _WRITTEN_OUT and value == int(value):
        return localised(f"{int(value):,}").replace("-", MINUS)
    text = f"{value:,.{digits}g}"
    if "e" in text:
        rounded = float(text)
        mantissa, exponent = text.split("e")
        text = f"{rounded:,.0f}" if 1 <= abs(rounded) < _WRITTEN_OUT else f"{mantissa}e{int(exponent)}"
    return localised(text).replace("-", MINUS).replace("inf", "∞").replace("nan", "NaN")


def format_percent(share: float) -> str:
    """Return a share as a percentage that is never rounded to none or all.

    Args:
        share: 1 is all; more than that is a change to a multiple.

    Example:
        >>> [format_percent(share) for share in (0.0, 0.00001, 0.0123, 0.25, 0.31415, 0.99999, 1.0)]
        ['0 %', '< 0.1 %', '1.2 %', '25 %', '31.4 %', '> 99.9 %', '100 %']
        >>> format_percent(12.5), format_percent(-0.125), format_percent(float("nan"))
        ('1,250 %', '−12.5 %', 'NaN')
    """
    if not math.isfinite(share):
        return format_number(share)
    if share < 0:
        return f"{MINUS}{format_percent(-share)}"
    percent, whole = 100 * share, round(100 * share)
    # A whole percentage says that it is exact, such as 25 of 100; binary fractions miss it by their last digit.
    if share >= 1 or share == 0 or (0 < whole < 100 and math.isclose(percent, whole, rel_tol=1e-12)):
        return _with_sign(f"{percent:,.0f}")
    if percent < 0.1:
        return f"< {_with_sign('0.1')}"
    return f"> {_with_sign('99.9')}" if percent >= 99.95 else _with_sign(f"{percent:.1f}")


def _with_sign(percent: str) -> str:
    return f"{localised(percent)}{notation().percent}%"


BYTE_UNITS = {
    "b": 1,
    **{f"{letter}b": 1000**power for power, letter in enumerate("kmgt", start=1)},
    **{f"{letter}ib": 1024**power for power, letter in enumerate("kmgt", start=1)},
}
"""Bytes of each unit that sizes are written in, in small letters."""


def format_bytes(count: int) -> str:
    """Return a number of bytes in the largest unit that is not larger than it.

    Args:
        count: bytes.

    Example:
        >>> format_bytes(1), format_bytes(512), format_bytes(2089), format_bytes(102_000_000)
        ('1 byte', '512 bytes', '2.0 KiB', '97.3 MiB')
    """
    if count < 1024:
        return format_count(count, "byte")
    size, unit = count / 1024, 0
    # 1,023.96 KiB would be rounded to 1,024.0 KiB.
    while round(size, 1) >= 1024 and unit < len(_UNITS) - 1:
        size, unit = size / 1024, unit + 1
    return f"{localised(f'{size:,.1f}')} {_UNITS[unit]}"


def format_magnitude(count: int, unit: str = "") -> str:
    """Return a number by its size: one decimal of the largest power of 1,000 that is not larger than it.

    Args:
        count: a whole number, at least 0.
        unit: follows the number, such as ``"MACs"``.

    Example:
        >>> format_magnitude(850), format_magnitude(25_000), format_magnitude(999_960), format_magnitude(4_089_184_256, "MACs")
        ('850', '25.0 k', '1.0 M', '4.1 G MACs')
    """
    size, prefix = count / 1000, 0
    while round(size, 1) >= 1000 and prefix < len(_PREFIXES) - 1:
        size, prefix = size / 1000, prefix + 1
    text = str(count) if count < 1000 else f"{localised(f'{size:,.1f}')} {_PREFIXES[prefix]}"
    return f"{text} {unit}" if unit else text


def format_sizes(sizes: Iterable[object]) -> str:
    """Return sizes as they are read aloud, with ``?`` for one that is not known.

    Args:
        sizes: whole numbers, words, or ``None``.

    Example:
        >>> format_sizes([3, 3]), format_sizes((28, None, 3)), format_sizes([1024, 10])
        ('3×3', '28×?×3', '1024×10')
    """
    return "×".join("?" if size is None else str(size) for size in sizes)


def format_ordinal(number: int) -> str:
    """Return a number as a place in a row.

    Example:
        >>> [format_ordinal(number) for number in (1, 2, 3, 4, 11, 22, 1113)]
        ['1st', '2nd', '3rd', '4th', '11th', '22nd', '1,113th']
    """
    if current_language() != ENGLISH:
        return translate(_ORDINAL, number=localised(f"{number:,}"))
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def format_duration(seconds: float) -> str:
    """Return a time as people say it, in its two largest units.

    Args:
        seconds: at least 0.

    Example:
        >>> format_duration(0.4), format_duration(75), format_duration(3 * 3600 + 125), format_duration(90_000)
        ('less than 1 s', '1 min 15 s', '3 h 2 min', '1 d 1 h')
    """
    if seconds < 1:
        return translate("less than 1 s")
    left = int(seconds)
    parts: list[str] = []
    for unit, size in _DURATIONS:
        count, left = divmod(left, size)
        if count or parts:
            parts.append(translate(unit, count=count) if count else "")
        if len(parts) == 2:
            break
    return " ".join(filter(None, parts))


def format_date(date: str) -> str:
    """Return a date, and the time where there is one, as the language writes them; other text stays as it is.

    Args:
        date: as ISO 8601 writes it.

    Example:
        >>> format_date("2026-11-28T21:33:09"), format_date("last Monday")
        ('2026-11-28 21:33:09', 'last Monday')
    """
    found = _DATE.fullmatch(date)
    if found is None:
        return date
    year, month, day, time = found.groups(default="")
    return notation().date.format(year=year, month=month, day=day) + time.replace("T", " ")
