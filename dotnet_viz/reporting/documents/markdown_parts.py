"""What Markdown for a pull request is made of: escaped names, tables, and parts that fold."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dotnet_viz.formatting import format_count
from dotnet_viz.measures.summary.columns import clip, safe
from dotnet_viz.renderers.common.escape import markdown_text
from dotnet_viz.reporting.section import Table
from dotnet_viz.translation.translate import translate

MOST_CHARACTERS = 60_000
"""GitHub takes comments of 65,536 characters."""
NAME = 120
"""Characters of a name or setting at most."""
CELL = 360
"""Characters of a sentence in a table at most."""

# What GitHub makes a mention, a reference or a link of; a space of no width behind it keeps it text.
_LINKING = re.compile(r"(@|#(?=\d)|:(?=//)|www(?=\.)|(?<=\bGH)-(?=\d))", re.IGNORECASE)


def escaped(text: str, longest: int = NAME) -> str:
    r"""Return any text as one line that Markdown, a table and GitHub's mentions, references and links leave alone.

    Args:
        text: such as a layer's name.
        longest: characters of it at most.

    Example:
        >>> print(escaped("a|b [c] <d>"))
        a\|b \[c\] &lt;d&gt;
    """
    return _LINKING.sub("\\1\u200b", markdown_text(clip(safe(" ".join(text.split())), longest)))


def fold(title: str, body: str) -> str:
    """Return a part that opens on a click.

    Args:
        title: Markdown on one line that is always shown.
        body: Markdown below it.
    """
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>"


def markdown_table(table: Table, most: int, caption: str | None = None) -> str:
    """Return a table as Markdown, with a line on the rows that are left out.

    Args:
        table: whose texts are escaped here.
        most: rows at most.
        caption: in place of the table's own; empty for none.
    """
    title = translate(table.caption) if caption is None else caption
    lines = [f"**{escaped(title)}**", ""] if title else []
    lines += [_line([escaped(translate(column.title)) for column in table.columns])]
    lines.append(f"|{'|'.join('--:' if column.numeric else '---' for column in table.columns)}|")
    lines += [_line([escaped(cell.text, CELL) for cell in row]) for row in table.rows[:most]]
    more = len(table.rows) - most
    return "\n".join([*lines, *(["", f"… and {format_count(more)} more."] if more > 0 else [])])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |".replace("|  |", "| |")
