"""Reads a PDF back as somebody who prints or opens it would see it: how full pages are, how small text is, where links lead."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RESOLUTION = 36
# Of running heads and page numbers, which do not make a page full: 20 mm at the top, 18 mm at the bottom.
_TOP, _BOTTOM = 20 / 25.4 * 72, 18 / 25.4 * 72


@dataclass(frozen=True)
class MeasuredPage:
    """What is seen of a page.

    Args:
        fill: the part of the room between the margins that is used: down to the lowest mark.
        smallest_text: in points; 0 where there is no text.
        outside: texts that reach beyond the page.
        ink_at_edge: whether something is cut by an edge of the page.
        size: width and height, in points.
        text: all of it.
    """

    fill: float
    smallest_text: float
    outside: tuple[str, ...]
    ink_at_edge: bool
    size: tuple[float, float]
    text: str


@dataclass(frozen=True)
class MeasuredPdf:
    """What is seen of a file.

    Args:
        pages: in their order.
        outline: titles with the index of their page and their depth, from 0.
        links: for each link within the file the indices of its page and of the page it leads to.
        dangling: links that lead nowhere.
        metadata: title, subject and so on, without slashes.
        language: of the text.
        is_tagged: whether it says which text is a heading, a table and so on.
    """

    pages: tuple[MeasuredPage, ...]
    outline: tuple[tuple[str, int, int], ...]
    links: tuple[tuple[int, int], ...]
    dangling: tuple[str, ...]
    metadata: dict[str, str]
    language: str
    is_tagged: bool


def measured(data: bytes) -> MeasuredPdf:
    """Return what is seen of a PDF; needs ``pdftoppm``."""
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(data))
    pictures = list(_pictures(data))
    index_of = {page.indirect_reference: index for index, page in enumerate(reader.pages)}
    links, dangling = [], []
    for index, page in enumerate(reader.pages):
        for annotation in (one.get_object() for one in page.get("/Annots", [])):
            target = annotation.get("/Dest")
            if isinstance(target, list) and target[0] in index_of:
                links.append((index, index_of[target[0]]))
            elif "/A" not in annotation:
                dangling.append(str(target))
    root: Any = reader.trailer["/Root"]
    return MeasuredPdf(
        tuple(_page(page, picture) for page, picture in zip(reader.pages, pictures, strict=True)),
        tuple(_outline(reader, reader.outline, 0)),
        tuple(links),
        tuple(dangling),
        {key.lstrip("/"): str(value) for key, value in (reader.metadata or {}).items()},
        str(root.get("/Lang", "")),
        bool(root.get("/MarkInfo", {}).get("/Marked", False)),
    )


def _pictures(data: bytes) -> Iterator[Any]:
    """Yield each page as an array of grey values, rows first."""
    import numpy as np
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.pdf").write_bytes(data)
        command = ["pdftoppm", "-r", str(RESOLUTION), "-gray", f"{folder}/a.pdf", f"{folder}/page"]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        for path in sorted(Path(folder).glob("page*.pgm"), key=lambda path: int(path.stem.rpartition("-")[2])):
            yield np.asarray(Image.open(path))


def _page(page: Any, picture: Any) -> MeasuredPage:
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    dark = picture < 250
    scale = RESOLUTION / 72
    rows = dark[int(_TOP * scale) : int((height - _BOTTOM) * scale)].any(axis=1).nonzero()[0]
    fill = (rows[-1] + 1) / scale / (height - _TOP - _BOTTOM) if len(rows) else 0.0
    sizes: list[float] = []
    outside: list[str] = []

    def visit(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        if not text.strip():
            return
        # Text is written in its own system of coordinates, which stands in that of the page.
        across = tm[0] * cm[0] + tm[1] * cm[2], tm[0] * cm[1] + tm[1] * cm[3]
        sizes.append(size * (across[0] ** 2 + across[1] ** 2) ** 0.5)
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if not (-1 <= x <= width + 1 and -1 <= y <= height + 1):
            outside.append(text)

    content = page.extract_text(visitor_text=visit)
    at_edge = bool(dark[0].any() or dark[-1].any() or dark[:, 0].any() or dark[:, -1].any())
    return MeasuredPage(fill, min(sizes, default=0.0), tuple(outside), at_edge, (width, height), content)


def _outline(reader: Any, items: list[Any], depth: int) -> Iterator[tuple[str, int, int]]:
    for item in items:
        if isinstance(item, list):
            yield from _outline(reader, item, depth + 1)
        else:
            yield str(item.title), reader.get_destination_page_number(item), depth


def numbers_in_contents(text: str) -> list[int]:
    """Return the numbers that stand alone in the lines of a page."""
    return [int(line) for line in text.splitlines() if re.fullmatch(r"\d+", line.strip())]
