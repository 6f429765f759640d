"""Room below headings: a heading that has no room for what follows goes to the next page with it.

PlutoPrint keeps a box whole where its style asks for it, but no heading with what follows. So each heading is a box as
high as the two, and what follows begins inside it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from dotnet_viz.renderers.pdf.sheets import LANDSCAPE, LANDSCAPE_END
from dotnet_viz.reporting.printing.paper import POINT, ROOM

# That of the contents stands in a box that is kept whole.
_HEADING = re.compile(r'<h([23])\b(?! class="contents-title")(?P<rest>[^>]*>.*?</h\1>)', re.DOTALL)
_BLOCK = re.compile(
    r"<(?:(?P<end>h[23]\b|/section>)"
    rf"|(?P<landscape>{re.escape(LANDSCAPE[1:])}.*?{re.escape(LANDSCAPE_END)})"
    r"|figure\b[^>]*>\s*<svg\b[^>]*?\bheight=\"(?P<figure>[\d.]+)\""
    r"|div class=\"part\">\s*<svg\b[^>]*?\bheight=\"(?P<part>[\d.]+)\""
    r"|table\b(?P<table>[^>]*>)"
    r"|p\b[^>]*>(?P<text>.*?)</p>"
    r"|li\b[^>]*>(?P<line>.*?)</li>"
    r"|dl class=\"key-numbers\">(?P<grid>.*?)</dl>"
    r"|dl class=\"facts\">(?P<facts>.*?)</dl>)",
    re.DOTALL,
)
_MARKUP = re.compile(r"<[^>]*>")
_CELL = re.compile(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", re.DOTALL)

# Heights in points, and characters of a line: what print.css makes of them, roughly.
_LINE, _GAP, _ROW, _FACT, _KEY_NUMBERS, _CAPTION, _SUBHEADING = 13.5, 8.0, 14.5, 18.0, 42.0, 24.0, 32.0
_LINE_OF_TABLE = 9.5
_CHARACTERS, _CHARACTERS_OF_TABLE = 95, 130
_ROWS_OF_LONG = 5
_KEYS_IN_ROW = 4
_ALONE = '<figure class="wide'


def with_room_below_headings(page: str) -> str:
    """Return a page whose headings stay with what follows them: text, and the first figure or the first rows of a table.

    Args:
        page: HTML that this package's templates made.

    Example:
        >>> with_room_below_headings("<section><h2>Title</h2><p>A line.</p></section>")
        '<section><h2 style="padding-bottom: 22pt; margin-bottom: -14pt">Title</h2><p>A line.</p></section>'
    """
    return _HEADING.sub(lambda found: _heading(found, page), page)


def _heading(found: re.Match[str], page: str) -> str:
    room = min(ROOM, sum(height for height, _ in _blocks(page, found.end())))
    below = _GAP if found[1] == "2" else 5.0
    return f'<h{found[1]} style="padding-bottom: {room:.0f}pt; margin-bottom: {below - room:.0f}pt"{found["rest"]}'


def first_figure(page: str, start: int) -> tuple[float, int] | None:
    """Return what a heading and the first figure below it need beside the heading, in points, and where the figure is.

    Args:
        page: HTML that this package's templates made.
        start: where the heading ends.

    Returns:
        ``None`` where what follows the heading is no figure on portrait pages.

    Example:
        >>> first_figure('<h2>A</h2><figure class="wide"><svg width="80" height="100"></svg></figure>', 10)
        (99.0, 10)
    """
    blocks = list(_blocks(page, start))
    if not blocks or blocks[-1][1].lastgroup != "figure":
        return None
    return sum(height for height, _ in blocks), blocks[-1][1].start()


def _blocks(page: str, start: int) -> Iterator[tuple[float, re.Match[str]]]:
    """Yield the heights of what follows a heading, up to the first that can be long."""
    for count, block in enumerate(_BLOCK.finditer(page, start)):
        kind = block.lastgroup or ""
        if kind == "end" and (count or block["end"] == "/section>"):
            return
        # Figures in a row have their margin within it.
        in_row = _GAP if kind == "figure" and not block[0].startswith(_ALONE) else 0.0
        content = page[block.start(kind) : page.find("</table>", block.end())] if kind == "table" else block[kind]
        yield _HEIGHTS[kind](content) + in_row, block
        if kind in _LONG:
            return


def _text_height(text: str) -> float:
    return _LINE * max(1, math.ceil(len(_MARKUP.sub("", text)) / _CHARACTERS)) + _GAP


def _table_height(table: str) -> float:
    """Return the height of a table's caption and of its first rows: of all where it is kept whole."""
    is_whole = '"short' in table[: table.index(">")]
    height = _ROW
    for row in table.split("<tr", -1 if is_whole else _ROWS_OF_LONG + 1)[1:]:
        if not is_whole and height >= _ROW * (1 + _ROWS_OF_LONG):
            break
        height += _row_height(row)
    return height


def _row_height(row: str) -> float:
    """Return the height of a row whose cells may have several lines."""
    cells = [_MARKUP.sub("\0", cell).strip("\0\n ").split("\0") for cell in _CELL.findall(row)]
    width = _CHARACTERS_OF_TABLE // max(1, len(cells))
    lines = [sum(math.ceil(len(part.strip()) / width) for part in cell) for cell in cells]
    return _ROW + _LINE_OF_TABLE * (max(lines, default=1) - 1)


_HEIGHTS: dict[str, Callable[[str], float]] = {
    "end": lambda _tag: _SUBHEADING,
    "landscape": lambda _part: 0.0,
    "figure": lambda height: float(height) * POINT + _CAPTION,
    "part": lambda height: float(height) * POINT,
    "table": _table_height,
    "text": _text_height,
    "line": _text_height,
    "grid": lambda items: math.ceil(items.count("<dt>") / _KEYS_IN_ROW) * _KEY_NUMBERS,
    "facts": lambda items: items.count("<dt>") * _FACT,
}
_LONG = {"figure", "part", "table"}
