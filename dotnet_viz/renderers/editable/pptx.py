"""A placed scene as a slide of PowerPoint: shapes, texts and connectors that are moved by hand, of the scene's size.

The file is written here, without a date, so that the same picture has the same bytes. Source: ECMA-376, Office Open XML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dotnet_viz.renderers.common.escape import xml_attribute
from dotnet_viz.renderers.editable.boxes import PlaceAndSize, box_of, text_box
from dotnet_viz.renderers.editable.contents import (
    Editable,
    EditableLine,
    EditableShape,
    LinesPicture,
    editable,
    label_text,
)
from dotnet_viz.renderers.editable.drawingml import (
    connection_site,
    custom_geometry,
    fill_and_line,
    frame_of,
    line_properties,
    paragraphs,
)
from dotnet_viz.renderers.editable.package import presentation
from dotnet_viz.renderers.primitives.figures import (
    Bezier,
    Ellipse,
    Figure,
    FigureGroup,
    Line,
    Pixels,
    Polygon,
    Rectangle,
    Text,
)
from dotnet_viz.renderers.svg.png_image import png_at_size
from dotnet_viz.scene import Point, Scene

EMU = 9525.0
"""English metric units in a pixel."""
MAX_SIDE = 51_206_400.0
"""Units of the longest side of a slide: 56 inches."""


@dataclass
class _Slide:
    """What is numbered while a slide is written: its objects, and the pictures that it shows."""

    unit: float
    count: int = 1
    numbers: dict[str, int] = field(default_factory=dict)
    pictures: list[bytes] = field(default_factory=list)

    def next(self) -> int:
        self.count += 1
        return self.count

    def picture(self, png: bytes) -> str:
        self.pictures.append(png)
        return f"rId{len(self.pictures) + 1}"


def pptx(scene: Scene, *, theme: str = "light", scale: float = 1.0) -> bytes:
    """Return a scene as a presentation of one slide.

    Args:
        scene: with places.
        theme: colours of the page.
        scale: how large it is; 1 is 96 pixels an inch. A slide that would be longer than 56 inches is made smaller.

    Raises:
        GraphError: the scene has no places.
        OptionError: no such theme, or too many parts.

    Example:
        >>> pptx(Scene("empty", size=(180, 180)))[:2]
        b'PK'
    """
    page = editable(scene, theme, "PowerPoint")
    slide = _Slide(min(EMU * scale, MAX_SIDE / max(*page.size, 1.0)))
    # Lines name the numbers of shapes that are drawn over them.
    _number_shapes(page, slide)
    objects = "".join(_objects(page, slide))
    size = round(page.size[0] * slide.unit), round(page.size[1] * slide.unit)
    return presentation(objects, size, page.paper, scene.title, slide.pictures)


def _number_shapes(page: Editable, slide: _Slide) -> None:
    for item in page.items:
        if isinstance(item, EditableShape) and item.figures:
            slide.numbers[item.id] = slide.next()


def _objects(page: Editable, slide: _Slide) -> Iterator[str]:
    boxes = {item.id: item for item in page.items if isinstance(item, EditableShape) and item.figures}
    for item in page.items:
        if isinstance(item, EditableShape):
            yield _shape(item, slide)
        elif isinstance(item, EditableLine):
            yield _line(item, slide, boxes)
            if text := label_text(item, page.colors):
                yield _text(text, slide)
        elif isinstance(item, LinesPicture):
            yield _picture(item.png, (0.0, 0.0, *page.size), slide, item.note)
        else:
            yield _group(item, slide)


def _shape(shape: EditableShape, slide: _Slide) -> str:
    number = slide.numbers.get(shape.id)
    if len(shape.figures) == 1 and (shape.is_inside or not shape.texts):
        return _figure(shape.figures[0], slide, shape.name, shape.note, number, shape.texts)
    parts = [
        _figure(figure, slide, shape.name, shape.note, number if index == 0 else None)
        for index, figure in enumerate(shape.figures)
    ]
    return _grouped([*parts, *(_text(text, slide) for text in shape.texts)], slide, shape.name, shape.box)


def _group(group: FigureGroup, slide: _Slide) -> str:
    parts = [_figure(figure, slide, group.name, "", None) for figure in group.figures]
    return "".join(parts) if group.kind in ("text", "frame", "raster") else _grouped(parts, slide, group.name, None)


def _grouped(parts: list[str], slide: _Slide, name: str, box: PlaceAndSize | None) -> str:
    """Return several objects as one group, whose places are those of the slide."""
    if len(parts) < 2:
        return "".join(parts)
    x, y, width, height = (round(part * slide.unit) for part in box or (0.0, 0.0, 1.0, 1.0))
    place = f'<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/>'
    children = place.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
    return (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{slide.next()}" name={xml_attribute(name or "group")}/><p:cNvGrpSpPr/><p:nvPr/>'
        f"</p:nvGrpSpPr><p:grpSpPr><a:xfrm>{place}{children}</a:xfrm></p:grpSpPr>{''.join(parts)}</p:grpSp>"
    )


def _figure(figure: Figure, slide: _Slide, name: str, note: str, number: int | None, texts: tuple[Text, ...] = ()) -> str:
    if isinstance(figure, Text):
        return _text(figure, slide)
    if isinstance(figure, Pixels):
        return _picture(png_at_size(figure.colors, figure.width, figure.height), box_of(figure), slide, name)
    if isinstance(figure, Line):
        return _connector(figure.start, figure.end, line_properties(figure.paint, slide.unit), slide, "line")
    box, geometry = _geometry(figure, slide.unit)
    body = paragraphs(texts, slide.unit) if texts else ""
    about = f'id="{number or slide.next()}" name={xml_attribute(name or "shape")} descr={xml_attribute(note)}'
    properties = f"{frame_of(box, slide.unit)}{geometry}{fill_and_line(figure.paint, slide.unit)}"
    return f"<p:sp><p:nvSpPr><p:cNvPr {about}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{properties}</p:spPr>{body}</p:sp>"


def _geometry(figure: Rectangle | Ellipse | Polygon | Bezier, unit: float) -> tuple[PlaceAndSize, str]:
    if isinstance(figure, Rectangle):
        if not figure.corner:
            return box_of(figure), '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        part = round(100_000 * min(0.5, figure.corner / max(min(figure.width, figure.height), 0.01)))
        guide = f'<a:avLst><a:gd name="adj" fmla="val {part}"/></a:avLst>'
        return box_of(figure), f'<a:prstGeom prst="roundRect">{guide}</a:prstGeom>'
    if isinstance(figure, Ellipse):
        return box_of(figure), '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
    return custom_geometry(figure.points, unit, is_curve=isinstance(figure, Bezier), closed=True)


def _text(text: Text, slide: _Slide) -> str:
    box = text_box(text)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{slide.next()}" name="text"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{frame_of(box, slide.unit)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
        f"{paragraphs((text,), slide.unit)}</p:sp>"
    )


def _picture(png: bytes, box: PlaceAndSize, slide: _Slide, note: str) -> str:
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="{slide.next()}" name="picture" descr={xml_attribute(note)}/><p:cNvPicPr/><p:nvPr/>'
        f'</p:nvPicPr><p:blipFill><a:blip r:embed="{slide.picture(png)}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
        f'<p:spPr>{frame_of(box, slide.unit)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )


def _line(line: EditableLine, slide: _Slide, boxes: dict[str, EditableShape]) -> str:
    """Return a straight line as a connector that holds on to its shapes, another one as a curve of its own."""
    properties = line_properties(line.paint, slide.unit, arrow=line.arrow)
    if not line.is_straight:
        box, geometry = custom_geometry(line.points, slide.unit, is_curve=True, closed=False)
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{slide.next()}" name="line" descr={xml_attribute(line.note)}/><p:cNvSpPr/><p:nvPr/>'
            f"</p:nvSpPr><p:spPr>{frame_of(box, slide.unit)}{geometry}<a:noFill/>{properties}</p:spPr></p:sp>"
        )
    ends = ""
    for tag, shape, point in (("stCxn", line.source, line.points[0]), ("endCxn", line.target, line.points[-1])):
        if shape in boxes:
            site = connection_site(boxes[shape].figures[0], boxes[shape].first_box, point)
            if site is None:
                continue
            ends += f'<a:{tag} id="{slide.numbers[shape]}" idx="{site}"/>'
    return _connector(line.points[0], line.points[-1], properties, slide, "line", ends, line.note)


def _connector(start: Point, end: Point, properties: str, slide: _Slide, name: str, ends: str = "", note: str = "") -> str:
    turned = (("H", end[0] < start[0]), ("V", end[1] < start[1]))
    flips = "".join(f' flip{axis}="1"' for axis, is_turned in turned if is_turned)
    box = (min(start[0], end[0]), min(start[1], end[1]), abs(end[0] - start[0]), abs(end[1] - start[1]))
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{slide.next()}" name="{name}" descr={xml_attribute(note)}/><p:cNvCxnSpPr>{ends}'
        f"</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr><p:spPr>{frame_of(box, slide.unit, flips)}"
        f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom>{properties}</p:spPr></p:cxnSp>'
    )
