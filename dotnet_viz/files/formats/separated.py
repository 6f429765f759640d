"""Tables of text: which sign separates the cells of a line."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

from dotnet_viz.errors import UnreadableFileError

SEPARATORS = (",", ";", "\t")

_QUOTED = re.compile('"[^"]*"')


def separator_of(line: str, choices: Sequence[str] = SEPARATORS) -> str:
    """Return the sign that most often stands in a line outside of quotes; the first choice where none does.

    Args:
        line: the header, or another line.
        choices: the signs that may separate cells.

    Example:
        >>> separator_of('epoch,"loss; of validation; in total"')
        ','
    """
    plain = _QUOTED.sub("", line)
    return max(choices, key=plain.count)


def cells_of(line: str, choices: Sequence[str] = SEPARATORS) -> list[str]:
    """Return the cells of one line, without quotes and spaces around them.

    Args:
        line: without a line break.
        choices: the signs that may separate cells.

    Raises:
        UnreadableFileError: a cell is longer than any of a table.

    Example:
        >>> cells_of('epoch, "loss, in total"')
        ['epoch', 'loss, in total']
    """
    separator = separator_of(line, choices)
    try:
        # Python 3.10 takes no NUL.
        rows = list(csv.reader([line.replace("\0", "\ufffd")], delimiter=separator, skipinitialspace=True))
    except csv.Error as error:
        raise UnreadableFileError(f"a line of {len(line):,} characters is no row of a table: {error}") from error
    return [cell.strip() for cell in rows[0]] if rows else []
