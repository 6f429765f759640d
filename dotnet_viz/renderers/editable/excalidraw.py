"""A placed scene as a file of Excalidraw, version 2: shapes, texts and arrows that hold on to shapes.

Source: https://docs.excalidraw.com/docs/codebase/json-schema and its types of elements.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from dotnet_viz.renderers.common.escape import without_unwriteable
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

Element = dict[str, Any]
_HELVETICA = 2
_LINE_HEIGHT = 1.25
_NO_PAINT = Paint()


def excalidraw(scene: Scene, *, theme: str = "light") -> str:
    """Return a scene as a file of Excalidraw.

    Args:
        scene: with places.
        theme: colours of the page.

    Raises:
        GraphError: the scene has no places.
        OptionError: no such theme, or too many parts.

    Example:
        >>> from dotnet_viz.scene import Shape
        >>> scene = Scene("one", shapes=(Shape("a", "a", 10, 10, x=9, y=9),), size=(18, 18))
        >>> [item["type"] for item in json.loads(excalidraw(scene))["elements"]]
        ['rectangle']
    """
    page = editable(scene, theme, "Excalidraw")
    files: dict[str, Element] = {}
    elements = [element for number, item in enumerate(page.items) for element in _elements(number, item, page, files)]
    _bind(elements)
    document = {
        "type": "excalidraw",
        "version": 2,
        "source": "dotnet_viz",
        "elements": elements,
        "appState": {"gridSize": None, "viewBackgroundColor": page.paper or "transparent"},
        "files": files,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n"


def _elements(
    number: int, item: EditableShape | EditableLine | LinesPicture | FigureGroup, page: Editable, files: dict[str, Element]
) -> Iterator[Element]:
    if isinstance(item, EditableShape):
        yield from _shape(item, files)
    elif isinstance(item, EditableLine):
        yield _line(f"line-{number}", item)
        if text := label_text(item, page.colors):
            yield _text(f"line-{number}-text", text, [])
    elif isinstance(item, LinesPicture):
        yield _image(f"lines-{number}", item.png, (0.0, 0.0, *page.size), [], files)
    else:
        groups = [f"{item.kind}-{number}"] if len(item.figures) > 1 and item.kind != "text" else []
        for index, figure in enumerate(item.figures):
            yield _figure(f"{item.kind}-{number}-{index}", figure, groups, files)


def _shape(shape: EditableShape, files: dict[str, Element]) -> Iterator[Element]:
    first = f"shape-{shape.id}"
    groups = [f"group-{shape.id}"] if len(shape.figures) + len(shape.texts) > 1 else []
    for index, figure in enumerate(shape.figures):
        yield _figure(first if index == 0 else f"{first}-{index}", figure, groups, files)
    for index, text in enumerate(shape.texts):
        yield _text(f"{first}-text-{index}", text, groups)


def _figure(name: str, figure: Figure, groups: list[str], files: dict[str, Element]) -> Element:
    if isinstance(figure, Text):
        return _text(name, figure, groups)
    if isinstance(figure, Pixels):
        return _image(name, png_at_size(figure.colors, figure.width, figure.height), box_of(figure), groups, files)
    if isinstance(figure, Rectangle):
        round_corners = {"roundness": {"type": 3, "value": figure.corner}} if figure.corner else {}
        return _element(name, "rectangle", box_of(figure), figure.paint, groups) | round_corners
    if isinstance(figure, Ellipse):
        return _element(name, "ellipse", box_of(figure), figure.paint, groups)
    if isinstance(figure, Line):
        return _path(name, "line", (figure.start, figure.end), figure.paint, groups)
    points = outline_points(figure)
    return _path(name, "line", (*points, points[0]), figure.paint, groups)


def _element(name: str, form: str, box: PlaceAndSize, paint: Paint, groups: list[str]) -> Element:
    seed = int.from_bytes(hashlib.sha256(name.encode("utf-8", "replace")).digest()[:4], "big") >> 1
    return {
        "id": name, "type": form, "x": round(box[0], 2), "y": round(box[1], 2), "width": round(box[2], 2),
        "height": round(box[3], 2), "angle": 0, "strokeColor": paint.stroke or "transparent",
        "backgroundColor": paint.fill or "transparent", "fillStyle": "solid", "strokeWidth": round(paint.width, 3),
        "strokeStyle": "dashed" if paint.dashes else "solid", "roughness": 0, "opacity": round(100 * paint.opacity),
        "groupIds": groups, "frameId": None, "roundness": None, "seed": seed, "version": 1, "versionNonce": seed,
        "isDeleted": False, "boundElements": [], "updated": 1, "link": None, "locked": False,
    }  # fmt: skip


def _text(name: str, text: Text, groups: list[str]) -> Element:
    content = without_unwriteable(text.text)
    return _element(name, "text", text_box(text, _LINE_HEIGHT), Paint(stroke=text.color), groups) | {
        "text": content, "originalText": content, "fontSize": text.size, "fontFamily": _HELVETICA,
        "textAlign": ALIGNMENTS[text.anchor], "verticalAlign": "middle", "containerId": None, "lineHeight": _LINE_HEIGHT,
        "autoResize": True,
    }  # fmt: skip


def _path(name: str, form: str, points: Sequence[Point], paint: Paint, groups: list[str]) -> Element:
    (x, y), xs, ys = points[0], [point[0] for point in points], [point[1] for point in points]
    box = (x, y, max(xs) - min(xs), max(ys) - min(ys))
    return _element(name, form, box, paint, groups) | {
        "points": [[round(across - x, 2), round(down - y, 2)] for across, down in points],
        "lastCommittedPoint": None, "startBinding": None, "endBinding": None, "startArrowhead": None, "endArrowhead": None,
    }  # fmt: skip


def _line(name: str, line: EditableLine) -> Element:
    points = (line.points[0], *line.corners(), line.points[-1])
    bindings = {
        "startBinding": {"elementId": f"shape-{line.source}", "focus": 0, "gap": 1},
        "endBinding": {"elementId": f"shape-{line.target}", "focus": 0, "gap": 1},
    }
    head = {"endArrowhead": "triangle" if line.arrow else None}
    curved = {} if line.is_straight else {"roundness": {"type": 2}}
    return _path(name, "arrow", points, line.paint, []) | bindings | head | curved


def _image(name: str, png: bytes, box: PlaceAndSize, groups: list[str], files: dict[str, Element]) -> Element:
    file = hashlib.sha256(png).hexdigest()[:40]
    url = f"data:image/png;base64,{base64.b64encode(png).decode('ascii')}"
    files[file] = {"mimeType": "image/png", "id": file, "dataURL": url, "created": 1, "lastRetrieved": 1}
    return _element(name, "image", box, _NO_PAINT, groups) | {"fileId": file, "status": "saved", "scale": [1, 1], "crop": None}


def _bind(elements: Sequence[Element]) -> None:
    """Have both ends of each line know of it, or take a line off a shape that is not drawn."""
    known = {element["id"]: element for element in elements}
    for element in elements:
        for end in ("startBinding", "endBinding"):
            if (binding := element.get(end)) is None:
                continue
            shape = known.get(binding["elementId"])
            if shape is None or shape["type"] not in ("rectangle", "ellipse"):
                element[end] = None
            else:
                shape["boundElements"].append({"id": element["id"], "type": "arrow"})
