"""A placed scene as Encapsulated PostScript, level 2: vectors, with letters as outlines, for journals and old printers.

Source: Adobe, PostScript Language Reference, third edition, and Encapsulated PostScript File Format Specification 3.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from dotnet_viz.colors import rgb
from dotnet_viz.fonts import text_width
from dotnet_viz.renderers.common.corners import QUARTER
from dotnet_viz.renderers.common.numbers import decimal
from dotnet_viz.renderers.common.texts import BASELINE
from dotnet_viz.renderers.eps.glyphs import outlines
from dotnet_viz.renderers.primitives.figures import Bezier, Ellipse, Figure, Line, Paint, Pixels, Polygon, Rectangle, Text
from dotnet_viz.renderers.primitives.groups import figure_groups
from dotnet_viz.scene import ANCHORS, TRANSPARENT, Point, Scene

POINTS = 0.75
# E: the radii and the centre of an ellipse. F and S fill and stroke the path, which stays.
# T, G and U: a line of text, a letter of it, and its end.
_PROLOGUE = """\
/dotnetviz 32 dict def dotnetviz begin
/m {moveto} bind def /l {lineto} bind def /c {curveto} bind def /h {closepath} bind def
/k {setrgbcolor} bind def /w {setlinewidth} bind def /d {0 setdash} bind def
/F {gsave k fill grestore} bind def /S {gsave w k d stroke grestore newpath} bind def
/E {matrix currentmatrix 5 1 roll translate scale newpath 0 0 1 0 360 arc closepath setmatrix} bind def
/T {gsave translate dup neg scale k} bind def /G {load exec fill 0 translate} bind def /U {grestore} bind def
end
"""


def eps(scene: Scene, *, theme: str = "light", scale: float = 1.0) -> str:
    """Return a scene as Encapsulated PostScript.

    Args:
        scene: with places.
        theme: colours of the page.
        scale: how large it is; 1 is three quarters of a point a pixel.

    Raises:
        OptionError: no such theme.
        GraphError: the scene has no places.
        MissingDependencyError: the font's file is missing.

    Example:
        >>> print(eps(Scene("empty", size=(18, 18))).splitlines()[0])
        %!PS-Adobe-3.0 EPSF-3.0
    """
    papered = replace(scene, background="paper") if scene.background == TRANSPARENT else scene
    figures = [figure for group in figure_groups(papered, theme) for figure in group.figures]
    width, height = (length * POINTS * scale for length in scene.size or (0.0, 0.0))
    body = _body(figures, height, POINTS * scale)
    return "\n".join((*_head(scene.title, width, height), *_letters(figures), *body)) + "\n"


def _head(title: str, width: float, height: float) -> Iterator[str]:
    yield "%!PS-Adobe-3.0 EPSF-3.0"
    yield f"%%BoundingBox: 0 0 {ceil(width)} {ceil(height)}"
    yield f"%%HiResBoundingBox: 0 0 {decimal(width, 4)} {decimal(height, 4)}"
    yield f"%%Title: ({_plain(title)})"
    yield "%%LanguageLevel: 2\n%%Pages: 1\n%%EndComments\n%%BeginProlog"
    yield f"{_PROLOGUE}dotnetviz begin"


def _plain(text: str) -> str:
    """Return text for a comment: letters that every program reads, without brackets."""
    kept = (character if " " <= character <= "~" and character not in "()\\" else "?" for character in text)
    return "".join(kept)[:200]


def _letters(figures: Sequence[Figure]) -> Iterator[str]:
    """Yield a procedure for each letter that is used."""
    for bold in (False, True):
        used = {
            character for figure in figures if isinstance(figure, Text) and figure.bold == bold for character in figure.text
        }
        letters = outlines(bold)
        procedures = {letters.code(character): letters.of(character).path for character in sorted(used)}
        yield from (f"/{_name(code, bold)} {{{path}}} bind def" for code, path in procedures.items())
    yield "end\n%%EndProlog"


def _name(code: str, bold: bool) -> str:
    return f"{'b' if bold else 'g'}{code}"


def _body(figures: Sequence[Figure], height: float, unit: float) -> Iterator[str]:
    yield "dotnetviz begin gsave"
    yield f"0 {decimal(height, 4)} translate {decimal(unit, 6)} -{decimal(unit, 6)} scale 1 setlinejoin newpath"
    yield from (line for figure in figures for line in _operators(figure))
    yield "grestore end\nshowpage\n%%EOF"


def _operators(figure: Figure) -> Iterator[str]:
    if isinstance(figure, Text):
        yield _text(figure)
    elif isinstance(figure, Pixels):
        yield from _image(figure)
    else:
        yield f"{_path(figure)} {_paint(figure.paint)}"


def _paint(paint: Paint) -> str:
    parts = [f"{_color(paint.fill, paint.opacity)} F"] if paint.fill else []
    if paint.stroke:
        dashes = " ".join(map(decimal, paint.dashes))
        parts.append(f"[{dashes}] {_color(paint.stroke, paint.opacity)} {decimal(paint.width, 3)} S")
    else:
        parts.append("newpath")
    return " ".join(parts)


def _color(color: str, opacity: float = 1.0) -> str:
    """Return red, green and blue from 0 to 1; PostScript has nothing to see through, so white paper is mixed in."""
    return " ".join(decimal(1.0 + opacity * (part / 255 - 1.0), 3) for part in rgb(color))


def _path(figure: Rectangle | Ellipse | Polygon | Bezier | Line) -> str:
    if isinstance(figure, Ellipse):
        radii = max(figure.rx, 0.01), max(figure.ry, 0.01)
        return " ".join(map(decimal, (*radii, figure.x, figure.y))) + " E"
    if isinstance(figure, Line):
        return f"{_point(figure.start)} m {_point(figure.end)} l"
    if isinstance(figure, Rectangle):
        return _rectangle(figure)
    if isinstance(figure, Polygon):
        start, *others = map(_point, figure.points)
        return f"{start} m {''.join(f'{point} l ' for point in others)}h"
    points = [_point(point) for point in figure.points]
    curves = "".join(f" {' '.join(points[index : index + 3])} c" for index in range(1, len(points) - 2, 3))
    return f"{points[0]} m{curves}{' h' if figure.closed else ''}"


def _rectangle(box: Rectangle) -> str:
    left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    corner = min(box.corner, box.width / 2, box.height / 2)
    if corner <= 0:
        start, *others = map(_point, ((left, top), (right, top), (right, bottom), (left, bottom)))
        return f"{start} m {''.join(f'{point} l ' for point in others)}h"
    near = corner * QUARTER
    sides = (
        ((right - corner, top), (right - near, top), (right, top + near), (right, top + corner)),
        ((right, bottom - corner), (right, bottom - near), (right - near, bottom), (right - corner, bottom)),
        ((left + corner, bottom), (left + near, bottom), (left, bottom - near), (left, bottom - corner)),
        ((left, top + corner), (left, top + near), (left + near, top), (left + corner, top)),
    )
    rounded = "".join(f"{_point(start)} l {' '.join(map(_point, curve))} c " for start, *curve in sides)
    return f"{_point((left + corner, top))} m {rounded}h"


def _text(text: Text) -> str:
    letters = outlines(text.bold)
    shift = ANCHORS[text.anchor] * text_width(text.text, text.size, text.bold)
    place = _point((text.x - shift, text.y + BASELINE * text.size))
    drawn = " ".join(
        f"{letters.of(character).advance} /{_name(letters.code(character), text.bold)} G" for character in text.text
    )
    return f"{_color(text.color)} {decimal(text.size / letters.units, 6)} {place} T {drawn} U"


def _image(table: Pixels) -> Iterator[str]:
    rows, columns, _ = table.colors.shape
    yield f"gsave {_point((table.x, table.y))} translate {decimal(table.width)} {decimal(table.height)} scale"
    yield f"/row {3 * columns} string def {columns} {rows} 8 [{columns} 0 0 {rows} 0 0]"
    yield "{currentfile row readhexstring pop} false 3 colorimage"
    digits = table.colors.tobytes().hex()
    yield from (digits[start : start + 240] for start in range(0, len(digits), 240))
    yield "grestore"


def _point(point: Point) -> str:
    return f"{decimal(point[0])} {decimal(point[1])}"
