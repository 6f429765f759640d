from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.graphs.contents import boxes, graph_lines
from dotnet_viz.renderers.graphs.plantuml import plantuml, plantuml_text
from dotnet_viz.scene import Connection, KeyEntry, KeyLegend, Scene
from tests.renderers.every_style import placed
from tests.scene_builders import AWKWARD_TEXTS, box


def drawn(scene: Scene) -> ET.Element:
    """Return the SVG that PlantUML draws."""
    command = ["plantuml", "-tsvg", "-pipe", "-charset", "UTF-8"]
    done = subprocess.run(command, input=plantuml(scene).encode(), capture_output=True, check=True, timeout=120)
    return ET.fromstring(done.stdout)


def texts_of(root: ET.Element) -> list[str]:
    return [(item.text or "").replace("\u00a0", " ") for item in root.iter() if item.tag.endswith("}text")]


@pytest.mark.plantuml
@pytest.mark.parametrize("style", ["nested", "plot-model", "weight-graph"])
def test_plantuml_draws_every_box_and_line(style: str) -> None:
    scene = placed(style)
    root = drawn(scene)
    fills = [item for item in root.iter() if item.tag.endswith("}rect")]
    assert len(fills) >= len(boxes(scene))
    lines = [item for item in root.iter() if item.tag.endswith("}path") and item.get("fill") == "none"]
    assert len(lines) >= len(list(graph_lines(scene)))
    words = " ".join(texts_of(root))
    for shape in boxes(scene):
        assert all(one_line(label.text).split()[0] in words for label in shape.labels if label.text)


@pytest.mark.plantuml
def test_plantuml_shows_names_as_they_are() -> None:
    texts = [text for text in AWKWARD_TEXTS if len(text) < 99 and text.isprintable() and text.strip() == text and text]
    texts = [
        text for text in (*texts, "!include /etc/passwd", "@enduml", "%date()", "**bold**", "<b>x", "' no") if "😀" not in text
    ]
    shapes = tuple(box(f"n{number}", lines=[text]) for number, text in enumerate(texts))
    shown = texts_of(drawn(Scene("@enduml", shapes=shapes, connections=(Connection("n0", "n1"),))))
    for text in texts:
        assert text in shown, shown


@pytest.mark.parametrize("text", [*AWKWARD_TEXTS, "\x00", "\ud800", "@enduml\n@startuml"])
def test_no_sign_of_plantuml_survives(text: str) -> None:
    rest = re.sub(r"<U\+[0-9A-F]{4}>|\\n", "", plantuml_text(text))
    assert not re.search(r"[\"'!@%<>\\{}\[\]#*/~|:;_-]", rest)
    shapes = tuple(replace(box(name, lines=[text]), name=text) for name in ("a", "b"))
    scene = Scene(text, shapes=shapes, connections=(Connection("a", "b", label=text),), notes=(text,))
    harmless = tuple(box(name) for name in ("a", "b"))
    plain = Scene("t", shapes=harmless, connections=(Connection("a", "b"),), notes=("n",))
    assert len(plantuml(scene).splitlines()) == len(plantuml(plain).splitlines())


def test_keys_are_boxes_below_one_another() -> None:
    key = KeyLegend("changes", (KeyEntry("added", "#c4ebdd", "#0a7d5c"), KeyEntry("removed", "paper", "#c2410c", dashed=True)))
    text = plantuml(Scene("one", shapes=(box("a"),), legends=(key,)))
    added, removed = (next(line for line in text.splitlines() if f">{word}<" in line) for word in ("added", "removed"))
    assert added.endswith("#c4ebdd;line:0a7d5c")
    assert removed.endswith(";line.dashed")
    assert text.count("-[hidden]->") == 1
