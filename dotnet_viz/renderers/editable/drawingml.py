"""Places, outlines, colours and texts in DrawingML, the language of shapes in Office Open XML (ECMA-376, part 1, 20)."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from dotnet_viz.fonts import FAMILY
from dotnet_viz.geometry.boxes import box_of_points
from dotnet_viz.renderers.common.escape import xml_text
from dotnet_viz.renderers.editable.boxes import PlaceAndSize
from dotnet_viz.renderers.primitives.figures import Ellipse, Figure, Paint, Text
from dotnet_viz.scene import Point

_POINT = 12_700.0
# Between two of the places of a neuron's circle no point is farther than this from both.
_NEAR = 5.0
_ALIGN = {"start": "l", "middle": "ctr", "end": "r"}
# Places on a shape that lines hold on to, as parts of its box: those of boxes, and those of ellipses.
_BOX_SITES = ((0.5, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 0.5))
_ELLIPSE_SITES = ((0.5, 0.0), (0.15, 0.15), (0.0, 0.5), (0.15, 0.85), (0.5, 1.0), (0.85, 0.85), (1.0, 0.5), (0.85, 0.15))


def frame_of(box: PlaceAndSize, unit: float, flips: str = "") -> str:
    """Return the place of an object.

    Args:
        box: left, top, width and height in pixels.
        unit: English metric units in a pixel.
        flips: attributes that turn it over.
    """
    x, y, width, height = (round(part * unit) for part in box)
    return f'<a:xfrm{flips}><a:off x="{x}" y="{y}"/><a:ext cx="{max(width, 0)}" cy="{max(height, 0)}"/></a:xfrm>'


def custom_geometry(points: Sequence[Point], unit: float, *, is_curve: bool, closed: bool) -> tuple[PlaceAndSize, str]:
    """Return the box and the outline of a figure of lines or curves.

    Args:
        points: corners, or a chain of cubic curves.
        unit: English metric units in a pixel.
        is_curve: whether they are a chain of curves.
        closed: whether the end is joined to the start.
    """
    box = box_of_points(points)
    left, top, width, height = box.left, box.top, box.width, box.height
    places = [f'<a:pt x="{round((x - left) * unit)}" y="{round((y - top) * unit)}"/>' for x, y in points]
    path = f"<a:moveTo>{places[0]}</a:moveTo>"
    if is_curve:
        chain = (places[start : start + 3] for start in range(1, len(places) - 2, 3))
        path += "".join(f"<a:cubicBezTo>{''.join(curve)}</a:cubicBezTo>" for curve in chain)
    else:
        path += "".join(f"<a:lnTo>{place}</a:lnTo>" for place in places[1:])
    path += "<a:close/>" if closed else ""
    wide, high = round(width * unit), round(height * unit)
    sites = "".join(
        f'<a:cxn ang="0"><a:pos x="{round(across * wide)}" y="{round(down * high)}"/></a:cxn>' for across, down in _BOX_SITES
    )
    return (left, top, width, height), (
        f'<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst>{sites}</a:cxnLst><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{wide}" h="{high}"{"" if closed else " fill=" + chr(34) + "none" + chr(34)}>{path}</a:path>'
        "</a:pathLst></a:custGeom>"
    )


def connection_site(figure: Figure, box: PlaceAndSize, point: Point) -> int | None:
    """Return the number of the place of a shape at which a line ends; ``None`` where it ends at none of them.

    A line that holds on to a place is drawn to it, so one that ends at another point of the shape holds on to nothing.

    Args:
        figure: which the shape is drawn as.
        box: left, top, width and height of the shape.
        point: where a line ends.
    """
    sites = _ELLIPSE_SITES if isinstance(figure, Ellipse) else _BOX_SITES
    left, top, width, height = box

    distances = [hypot(left + across * width - point[0], top + down * height - point[1]) for across, down in sites]
    nearest = min(range(len(sites)), key=distances.__getitem__)
    return nearest if distances[nearest] <= _NEAR else None


def fill_and_line(paint: Paint, unit: float) -> str:
    """Return the inside and the outline of a shape.

    Args:
        paint: its colours.
        unit: English metric units in a pixel.
    """
    fill = _solid(paint.fill, paint.opacity) if paint.fill else "<a:noFill/>"
    return fill + (line_properties(paint, unit) if paint.stroke else "<a:ln><a:noFill/></a:ln>")


def line_properties(paint: Paint, unit: float, *, arrow: bool = False) -> str:
    """Return colour, width, dashes and head of a line.

    Args:
        paint: of the line.
        unit: English metric units in a pixel.
        arrow: whether it ends in a head.
    """
    dashes = ""
    if paint.dashes:
        on, off = (round(100_000 * length / max(paint.width, 0.1)) for length in paint.dashes)
        dashes = f'<a:custDash><a:ds d="{on}" sp="{off}"/></a:custDash>'
    head = '<a:tailEnd type="triangle" w="med" len="med"/>' if arrow else ""
    inside = f"{_solid(paint.stroke or '#000000', paint.opacity)}{dashes}<a:round/>{head}"
    return f'<a:ln w="{round(paint.width * unit)}">{inside}</a:ln>'


def _solid(color: str, opacity: float = 1.0) -> str:
    alpha = f'<a:alpha val="{round(100_000 * opacity)}"/>' if opacity < 1 else ""
    return f'<a:solidFill><a:srgbClr val="{color[1:].upper()}">{alpha}</a:srgbClr></a:solidFill>'


def paragraphs(texts: Sequence[Text], unit: float) -> str:
    """Return the text of a shape, a paragraph for each line.

    Args:
        texts: the lines, from the top.
        unit: English metric units in a pixel.
    """
    lines = "".join(_paragraph(text, unit) for text in texts)
    body = '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"><a:noAutofit/></a:bodyPr>'
    return f"<p:txBody>{body}<a:lstStyle/>{lines}</p:txBody>"


def _paragraph(text: Text, unit: float) -> str:
    size = max(100, round(text.size * unit / _POINT * 100))
    fonts = f'<a:latin typeface="{FAMILY}"/><a:cs typeface="{FAMILY}"/>'
    run = f'<a:rPr lang="en-US" sz="{size}" b="{int(text.bold)}" dirty="0">{_solid(text.color)}{fonts}</a:rPr>'
    return f'<a:p><a:pPr algn="{_ALIGN[text.anchor]}"/><a:r>{run}<a:t>{xml_text(text.text)}</a:t></a:r></a:p>'
