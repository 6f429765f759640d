"""A placed scene as a file of draw.io (diagrams.net), uncompressed: every box, text and line is an object to be moved.

Source: https://www.drawio.com/doc/faq/save-file-formats and the style keys of mxGraph.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator

from dotnet_viz.fonts import FAMILY, one_line
from dotnet_viz.renderers.common.escape import xml_attribute
from dotnet_viz.renderers.common.numbers import decimal
from dotnet_viz.renderers.editable.boxes import ALIGNMENTS, PlaceAndSize, box_of, outline_points, text_box
from dotnet_viz.renderers.editable.contents import (
    Editable,
    EditableLine,
    EditableShape,
    LinesPicture,
    editable,
    label_text,
)
from dotnet_viz.renderers.primitives.figures import Ellipse, Figure, FigureGroup, Line, Paint, Pixels, Rectangle, Text
from dotnet_viz.renderers.svg.png_image import png_at_size
from dotnet_viz.scene import Point, Scene

_LAYER = "1"
_NOTHING = "fillColor=none;strokeColor=none"


def drawio(scene: Scene, *, theme: str = "light") -> str:
    """Return a scene as a file of draw.io.

    Args:
        scene: with places.
        theme: colours of the page.

    Raises:
        GraphError: the scene has no places.
        OptionError: no such theme, or too many parts.

    Example:
        >>> from dotnet_viz.scene import Shape
        >>> scene = Scene("one", shapes=(Shape("a", "a", 10, 10, x=9, y=9),), size=(18, 18))
        >>> drawio(scene).count('vertex="1"')
        1
    """
    page = editable(scene, theme, "draw.io")
    width, height = (decimal(length, 0) for length in page.size)
    paper = page.paper or "none"
    head = (
        f'<mxfile host="dotnet_viz"><diagram id="picture" name={xml_attribute(one_line(scene.title) or "Page")}>'
        f'<mxGraphModel grid="0" page="1" pageScale="1" pageWidth="{width}" pageHeight="{height}" background="{paper}">'
        '<root><mxCell id="0"/><mxCell id="1" parent="0"/>'
    )
    return "\n".join((head, *_cells(page), "</root></mxGraphModel></diagram></mxfile>")) + "\n"


def _cells(page: Editable) -> Iterator[str]:
    boxes = {item.id: item.first_box for item in page.items if isinstance(item, EditableShape) and item.figures}
    for number, item in enumerate(page.items):
        if isinstance(item, EditableShape):
            yield from _shape(item)
        elif isinstance(item, EditableLine):
            yield from _line(f"line-{number}", item, boxes)
            if text := label_text(item, page.colors):
                yield _text(f"line-{number}-text", text, _LAYER, (0.0, 0.0))
        elif isinstance(item, LinesPicture):
            yield _picture(f"lines-{number}", item.png, (0.0, 0.0, *page.size), _LAYER, item.note)
        else:
            yield from _group(f"{item.kind}-{number}", item)


def _shape(shape: EditableShape) -> Iterator[str]:
    first = f"shape-{shape.id}"
    if len(shape.figures) == 1 and (shape.is_inside or not shape.texts):
        yield _figure(first, shape.figures[0], _LAYER, (0.0, 0.0), shape.texts, shape.note)
        return
    parent, corner = f"group-{shape.id}", (shape.box[0], shape.box[1])
    yield _cell(parent, "", f"group;{_NOTHING}", _geometry(shape.box), _LAYER, "", 'connectable="0"')
    for number, figure in enumerate(shape.figures):
        yield _figure(first if number == 0 else f"{first}-{number}", figure, parent, corner, (), shape.note)
    for number, text in enumerate(shape.texts):
        yield _text(f"{first}-text-{number}", text, parent, corner)


def _group(name: str, group: FigureGroup) -> Iterator[str]:
    for number, figure in enumerate(group.figures):
        if isinstance(figure, Text):
            yield _text(f"{name}-{number}", figure, _LAYER, (0.0, 0.0))
        else:
            yield _figure(f"{name}-{number}", figure, _LAYER, (0.0, 0.0), (), group.name)


def _figure(name: str, figure: Figure, parent: str, corner: Point, texts: tuple[Text, ...], note: str) -> str:
    if isinstance(figure, Pixels):
        return _picture(
            name, png_at_size(figure.colors, figure.width, figure.height), _moved(box_of(figure), corner), parent, note
        )
    if isinstance(figure, Line):
        return _rule(name, figure, parent, corner)
    style, box = _style_and_box(figure)
    value = "\n".join(text.text for text in texts)
    font = _font(texts[0]) if texts else ""
    return _cell(name, value, f"{style};{font}", _geometry(_moved(box, corner)), parent, note)


def _style_and_box(figure: Figure) -> tuple[str, PlaceAndSize]:
    if isinstance(figure, Rectangle):
        rounded = f"rounded=1;absoluteArcSize=1;arcSize={decimal(2 * figure.corner)}" if figure.corner else "rounded=0"
        return f"{rounded};{_paint(figure.paint)}", box_of(figure)
    if isinstance(figure, Ellipse):
        return f"ellipse;shape=ellipse;perimeter=ellipsePerimeter;{_paint(figure.paint)}", box_of(figure)
    points = outline_points(figure)
    left, top, width, height = box_of(figure)
    corners = ",".join(f"[{decimal((x - left) / (width or 1), 4)},{decimal((y - top) / (height or 1), 4)}]" for x, y in points)
    paint = figure.paint if not isinstance(figure, Text | Pixels) else Paint()
    return f"shape=mxgraph.basic.polygon;polyCoords=[{corners}];polyline=0;{_paint(paint)}", (left, top, width, height)


def _paint(paint: Paint) -> str:
    dashes = f";dashed=1;fixDash=1;dashPattern={' '.join(map(decimal, paint.dashes))}" if paint.dashes else ""
    opacity = f";opacity={decimal(100 * paint.opacity, 0)}" if paint.opacity < 1 else ""
    colors = f"fillColor={paint.fill or 'none'};strokeColor={paint.stroke or 'none'}"
    return f"{colors};strokeWidth={decimal(paint.width, 3)}{dashes}{opacity}"


def _font(text: Text) -> str:
    return f"html=0;fontFamily={FAMILY};fontSize={decimal(text.size)};fontColor={text.color};fontStyle={int(text.bold)}"


def _text(name: str, text: Text, parent: str, corner: Point) -> str:
    box = _moved(text_box(text), corner)
    style = f"text;{_NOTHING};{_font(text)};align={ALIGNMENTS[text.anchor]};verticalAlign=middle;spacing=0;overflow=visible"
    return _cell(name, text.text, style, _geometry(box), parent, "")


def _picture(name: str, png: bytes, box: PlaceAndSize, parent: str, note: str) -> str:
    # A style ends at a semicolon, so draw.io writes these URLs without ";base64".
    data = base64.b64encode(png).decode("ascii")
    return _cell(name, "", f"shape=image;imageAspect=0;image=data:image/png,{data}", _geometry(box), parent, note)


def _cell(name: str, value: str, style: str, geometry: str, parent: str, note: str, more: str = "") -> str:
    extra = f" {more}" if more else ""
    inner = f'style={xml_attribute(style)} vertex="1" parent={xml_attribute(parent)}{extra}>{geometry}</mxCell>'
    if note:
        facts = f"label={xml_attribute(value)} tooltip={xml_attribute(note)} id={xml_attribute(name)}"
        return f"<object {facts}><mxCell {inner}</object>"
    return f"<mxCell id={xml_attribute(name)} value={xml_attribute(value)} {inner}"


def _geometry(box: PlaceAndSize) -> str:
    x, y, width, height = map(decimal, box)
    return f'<mxGeometry x="{x}" y="{y}" width="{width}" height="{height}" as="geometry"/>'


def _moved(box: PlaceAndSize, corner: Point) -> PlaceAndSize:
    return box[0] - corner[0], box[1] - corner[1], box[2], box[3]


def _line(name: str, line: EditableLine, boxes: dict[str, PlaceAndSize]) -> Iterator[str]:
    arrow = f"endArrow=block;endFill=1;endSize={decimal(6 + line.paint.width)}" if line.arrow else "endArrow=none"
    curved = "" if line.is_straight else ";curved=1"
    style, ends = f"html=0;{arrow}{curved};{_paint(line.paint)}", ""
    for key, prefix, shape, point in (
        ("source", "exit", line.source, line.points[0]),
        ("target", "entry", line.target, line.points[-1]),
    ):
        if shape in boxes:
            left, top, width, height = boxes[shape]
            across, down = (point[0] - left) / (width or 1), (point[1] - top) / (height or 1)
            style += f";{prefix}X={decimal(across, 4)};{prefix}Y={decimal(down, 4)};{prefix}Perimeter=0"
            ends += f' {key}="shape-{shape}"'
    yield _edge(name, style, (line.points[0], *line.corners(), line.points[-1]), _LAYER, ends, line.note)


def _rule(name: str, line: Line, parent: str, corner: Point) -> str:
    start, end = ((x - corner[0], y - corner[1]) for x, y in (line.start, line.end))
    return _edge(name, f"endArrow=none;{_paint(line.paint)}", (start, end), parent, "", "")


def _edge(name: str, style: str, points: tuple[Point, ...], parent: str, ends: str, note: str) -> str:
    first, *between, last = (f'x="{decimal(x)}" y="{decimal(y)}"' for x, y in points)
    bends = f'<Array as="points">{"".join(f"<mxPoint {point}/>" for point in between)}</Array>' if between else ""
    ends_of = f'<mxPoint {first} as="sourcePoint"/><mxPoint {last} as="targetPoint"/>'
    geometry = f'<mxGeometry relative="1" as="geometry">{ends_of}{bends}</mxGeometry>'
    inner = f'style={xml_attribute(style)} edge="1" parent={xml_attribute(parent)}{ends}>{geometry}</mxCell>'
    if note:
        return f'<object label="" tooltip={xml_attribute(note)} id={xml_attribute(name)}><mxCell {inner}</object>'
    return f'<mxCell id={xml_attribute(name)} value="" {inner}'
