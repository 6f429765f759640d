from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from dotnet_viz.layouts import place
from dotnet_viz.renderers.editable.excalidraw import excalidraw
from dotnet_viz.scene import Connection, Scene
from tests.renderers.every_style import STYLES, placed
from tests.scene_builders import AWKWARD_TEXTS, box, neurons

NUMBER, TEXT, POINT = {"type": "number"}, {"type": "string"}, {"type": "array", "minItems": 2, "maxItems": 2}
BINDING = {"type": ["object", "null"], "required": ["elementId", "focus", "gap"]}
COMMON = {
    "id": TEXT, "x": NUMBER, "y": NUMBER, "width": NUMBER, "height": NUMBER, "angle": NUMBER, "strokeColor": TEXT,
    "backgroundColor": TEXT, "fillStyle": {"enum": ["solid", "hachure", "cross-hatch", "zigzag"]}, "strokeWidth": NUMBER,
    "strokeStyle": {"enum": ["solid", "dashed", "dotted"]}, "roughness": {"enum": [0, 1, 2]},
    "opacity": {"type": "number", "minimum": 0, "maximum": 100}, "groupIds": {"type": "array", "items": TEXT},
    "frameId": {}, "roundness": {"type": ["object", "null"], "properties": {"type": {"enum": [1, 2, 3]}}},
    "seed": {"type": "integer"}, "version": {"type": "integer"}, "versionNonce": {"type": "integer"},
    "isDeleted": {"const": False}, "boundElements": {"type": ["array", "null"]}, "updated": NUMBER, "link": {"type": "null"},
    "locked": {"type": "boolean"},
}  # fmt: skip
OWN: dict[str, dict[str, Any]] = {
    "rectangle": {},
    "ellipse": {},
    "text": {
        "text": TEXT, "originalText": TEXT, "fontSize": NUMBER, "fontFamily": {"enum": [1, 2, 3, 5, 6, 7, 8]},
        "textAlign": {"enum": ["left", "center", "right"]}, "verticalAlign": {"enum": ["top", "middle", "bottom"]},
        "containerId": {}, "lineHeight": NUMBER,
    },
    "line": {"points": {"type": "array", "items": POINT, "minItems": 2}},
    "arrow": {
        "points": {"type": "array", "items": POINT, "minItems": 2}, "startBinding": BINDING, "endBinding": BINDING,
        "endArrowhead": {"enum": [None, "arrow", "triangle", "bar", "dot"]},
    },
    "image": {"fileId": TEXT, "status": {"const": "saved"}, "scale": POINT},
}  # fmt: skip
SCHEMA = {
    "type": "object",
    "required": ["type", "version", "source", "elements", "appState", "files"],
    "properties": {
        "type": {"const": "excalidraw"},
        "version": {"const": 2},
        "elements": {
            "type": "array",
            "items": {
                "oneOf": [
                    {"properties": {"type": {"const": kind}, **COMMON, **own}, "required": ["type", *COMMON, *own]}
                    for kind, own in OWN.items()
                ]
            },
        },
    },
}
"""The fields that https://docs.excalidraw.com/docs/codebase/json-schema and the types of its elements have."""


def read(scene: Scene) -> dict[str, Any]:
    """Return a file that fits the schema, whose ids and bindings fit each other."""
    content: dict[str, Any] = json.loads(excalidraw(scene))
    jsonschema.validate(content, SCHEMA)
    by_id = {element["id"]: element for element in content["elements"]}
    assert len(by_id) == len(content["elements"])
    for element in content["elements"]:
        for end in ("startBinding", "endBinding"):
            if element.get(end):
                shape = by_id[element[end]["elementId"]]
                assert element["id"] in [bound["id"] for bound in shape["boundElements"]]
        if element["type"] == "image":
            assert content["files"][element["fileId"]]["dataURL"].startswith("data:image/png;base64,")
    return content


@pytest.mark.parametrize("style", [*STYLES, "nested"])
def test_every_style_is_a_file_of_excalidraw(style: str) -> None:
    scene = placed(style)
    elements = read(scene)["elements"]
    count = sum(1 + len(line.strands) for line in scene.connections) + sum(map(len, scene.bundles))
    count += sum(len(mesh.sources) * len(mesh.targets) for mesh in scene.meshes)
    assert sum(element["type"] == "arrow" for element in elements) == count
    names = {element["id"] for element in elements}
    assert {f"shape-{shape.id}" for shape in scene.shapes if shape.form not in ("area", "dots")} <= names


def test_arrows_hold_on_to_boxes() -> None:
    arrows = [element for element in read(placed("plot-model"))["elements"] if element["type"] == "arrow"]
    scene = placed("plot-model")
    assert [(arrow["startBinding"]["elementId"], arrow["endBinding"]["elementId"]) for arrow in arrows] == [
        (f"shape-{line.source}", f"shape-{line.target}") for line in scene.connections
    ]
    assert all(arrow["endArrowhead"] == "triangle" for arrow in arrows)


def test_very_many_lines_are_one_picture() -> None:
    content = read(place(neurons((40, 40))))
    (image,) = [element for element in content["elements"] if element["type"] == "image"]
    data = content["files"][image["fileId"]]["dataURL"].partition(",")[2]
    assert base64.b64decode(data).startswith(b"\x89PNG")
    assert not [element for element in content["elements"] if element["type"] == "arrow"]


@pytest.mark.parametrize("text", [*AWKWARD_TEXTS, "\x00", "\ud800"])
def test_any_name_survives(text: str) -> None:
    shapes = tuple(replace(box(name, lines=[text]), name=text) for name in ("a", "b"))
    scene = place(Scene(text, shapes=shapes, connections=(Connection("a", "b", label=text),)))
    assert excalidraw(scene).encode()
    assert len([element for element in read(scene)["elements"] if element["type"] == "arrow"]) == 1
