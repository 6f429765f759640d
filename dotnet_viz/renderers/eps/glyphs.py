"""Letters of DejaVu Sans as outlines in PostScript, so that a file needs no font where it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from dotnet_viz.fonts import font_file


@dataclass(frozen=True)
class Outline:
    """One letter.

    Args:
        path: operators of the file's prologue that make its path, in units of the font.
        advance: where the next letter starts, in units of the font.
    """

    path: str
    advance: int


class Outlines:
    """The letters of the font, each read once.

    Args:
        bold: whether those of its bold.

    Raises:
        MissingDependencyError: matplotlib, which brings the file, is not installed.
    """

    def __init__(self, bold: bool) -> None:
        from fontTools.ttLib import TTFont

        font = TTFont(BytesIO(font_file(bold).read_bytes()), lazy=True)
        self.units = int(font["head"].unitsPerEm)
        self._glyphs: Any = font.getGlyphSet()
        self._names: dict[int, str] = font.getBestCmap()
        self._known: dict[str, Outline] = {}

    def of(self, character: str) -> Outline:
        """Return a letter; for one that the font lacks, the box that it has for all of these."""
        name = self._names.get(ord(character), ".notdef")
        if name not in self._known:
            self._known[name] = Outline(_path(self._glyphs, name), int(self._glyphs[name].width))
        return self._known[name]

    def code(self, character: str) -> str:
        """Return a short name for a letter, the same for all that have the same outline."""
        return f"{ord(character):x}" if ord(character) in self._names else "none"


@lru_cache(maxsize=2)
def outlines(bold: bool) -> Outlines:
    """Return the letters of the font, or of its bold."""
    return Outlines(bold)


def _path(glyphs: Any, name: str) -> str:
    from fontTools.pens.basePen import BasePen

    class PostScriptPen(BasePen):  # type: ignore[misc]
        """Writes what is drawn with it; fontTools calls these methods by their names."""

        path: tuple[str, ...] = ()

        def _add(self, operator: str, *points: tuple[float, float]) -> None:
            self.path = (*self.path, *(f"{round(x)} {round(y)}" for x, y in points), operator)

        def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self._add("m", point)

        def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self._add("l", point)

        def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
            self._add("c", *points)

        def _closePath(self) -> None:  # noqa: N802
            self._add("h")

    pen = PostScriptPen(glyphs)
    glyphs[name].draw(pen)
    return " ".join(pen.path)
