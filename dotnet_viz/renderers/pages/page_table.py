"""A table below the picture of a page: the numbers of its layers, for those who cannot see colours, and to copy."""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.display.table import TextTable
from dotnet_viz.renderers.common.escape import xml_text
from dotnet_viz.translation.translate import translate


def page_table(table: TextTable | None) -> str:
    """Return a table that a click unfolds, without a script; empty where there is none.

    Args:
        table: all of whose rows are shown.

    Example:
        >>> page_table(TextTable(("layer", "loss"), [("a", "1")], numbers=("loss",))).count("<td")
        1
        >>> page_table(None)
        ''
    """
    if table is None or not table.rows:
        return ""
    numbers = [head in table.numbers for head in table.heads]
    heads = "".join(f'<th scope="col">{xml_text(head)}</th>' for head in table.heads)
    rows = "".join(f"<tr>{_cells(row, numbers)}</tr>\n" for row in table.rows)
    return (
        f'<details class="dv-values"><summary>{xml_text(translate("Values by layer"))}</summary>\n'
        f"<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></details>\n"
    )


def _cells(row: Sequence[str], numbers: Sequence[bool]) -> str:
    first, *rest = row
    cells = "".join(
        f'<td class="dv-number">{xml_text(text)}</td>' if is_number else f"<td>{xml_text(text)}</td>"
        for text, is_number in zip(rest, numbers[1:], strict=True)
    )
    return f'<th scope="row">{xml_text(first)}</th>{cells}'
