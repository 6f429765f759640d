"""Rows of tables as markup: a long model has a hundred thousand cells, each of which would be a dozen steps of a template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from dotnet_viz.reporting.section import Cell, ColumnHead
from dotnet_viz.reporting.templating.layer_links import LayerLinks, breakable
from dotnet_viz.reporting.templating.unbroken import unbroken

if TYPE_CHECKING:
    from markupsafe import Markup

Rows = Sequence[Sequence[Cell]]


class TableRows:
    """Writes the rows of tables of a page.

    Args:
        links: which layers have a row in the page that their names lead to.
    """

    def __init__(self, links: LayerLinks) -> None:
        self._links = links

    def on_screen(self, rows: Rows, columns: Sequence[ColumnHead], anchors: Sequence[str] = ()) -> Markup:
        """Return rows whose cells can be sorted and whose names of layers are links.

        Args:
            rows: cells, one for each column; the first of each row names it.
            columns: the heads.
            anchors: of each row; empty where there are none.

        Example:
            >>> row = Cell("a < b"), Cell("12", 12.0)
            >>> rows = TableRows(LayerLinks()).on_screen([row], [ColumnHead("Name"), ColumnHead("Count", numeric=True)])
            >>> print(rows, end="")
            <tr>
            <th scope="row">a &lt; b</th>
            <td class="number" data-sort="12">12</td>
            </tr>
        """
        classes = [' class="number"' if column.numeric else "" for column in columns]
        heads = list(zip(classes, (column.of_layers for column in columns), strict=True))

        def cells(row: Sequence[Cell], anchor: str) -> Iterable[str]:
            for index, (cell, (kind, of_layers)) in enumerate(zip(row, heads, strict=False)):
                sort = "" if cell.sort is None else f' data-sort="{cell.sort:.10g}"'
                if of_layers:
                    text = str(self._links.markup(cell.text, anchor))
                else:
                    text = _text(cell.text) if index else _name(cell.text)
                yield f"<td{kind}{sort}>{text}</td>\n" if index else f'<th scope="row"{kind}{sort}>{text}</th>\n'

        return _rows((cells(row, anchor), anchor) for row, anchor in _with_anchors(rows, anchors))

    def on_paper(self, rows: Rows, columns: Sequence[ColumnHead], anchors: Sequence[str] = ()) -> Markup:
        """Return rows without links; see :meth:`on_screen`.

        Args:
            rows: cells, one for each column; the first of each row names it.
            columns: the heads.
            anchors: of each row; empty where there are none.
        """
        starts = ['<td class="number">' if column.numeric else "<td>" for column in columns[1:]]

        def cells(row: Sequence[Cell]) -> Iterable[str]:
            yield from (f'<th scope="row">{_text(cell.text)}</th>\n' for cell in row[:1])
            yield from (f"{start}{_text(cell.text)}</td>\n" for start, cell in zip(starts, row[1:], strict=False))

        return _rows((cells(row), anchor) for row, anchor in _with_anchors(rows, anchors))


def _with_anchors(rows: Rows, anchors: Sequence[str]) -> Iterable[tuple[Sequence[Cell], str]]:
    return zip(rows, anchors or [""] * len(rows), strict=True)


def _rows(rows: Iterable[tuple[Iterable[str], str]]) -> Markup:
    from markupsafe import Markup

    starts = ((f'<tr id="{_text(anchor)}">\n' if anchor else "<tr>\n", cells) for cells, anchor in rows)
    return Markup("\n".join(f"{start}{''.join(cells)}</tr>\n" for start, cells in starts))  # noqa: S704 - each text is escaped


@lru_cache(maxsize=4096)
def _text(text: str) -> str:
    from markupsafe import escape

    return str(escape(unbroken(text)))


@lru_cache(maxsize=4096)
def _name(text: str) -> str:
    return str(breakable(text))
