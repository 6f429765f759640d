"""A scene as PlantUML: boxes in frames, and lines, placed by PlantUML.

Source: https://plantuml.com/deployment-diagram.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.common.escape import without_unwriteable
from dotnet_viz.renderers.graphs.contents import (
    GraphLine,
    NestedBoxes,
    graph_lines,
    ink_on,
    lines_of_text,
    main_fill,
    nested_boxes,
)
from dotnet_viz.renderers.graphs.keys import KEYS
from dotnet_viz.renderers.themes.theme import plain_color
from dotnet_viz.scene import Cluster, Scene, Shape

MAX_LINES = 1_000
# ASCII that means nothing to PlantUML anywhere; all else of it becomes a code.
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ,.()\u00a0-\U0010ffff]")


def plantuml(scene: Scene) -> str:
    """Return a scene as PlantUML with its keys, in light colours.

    Args:
        scene: with or without places, which PlantUML finds by itself.

    Raises:
        OptionError: it is no graph, or has more than :data:`MAX_LINES` lines.

    Example:
        >>> from dotnet_viz.scene import Connection
        >>> shapes = Shape("a", "a", 60, 30), Shape("b", "b", 60, 30)
        >>> print(plantuml(Scene("two", shapes=shapes, connections=(Connection("a", "b"),))).splitlines()[-2])
        s0 -[#6b7280]-> s1
    """
    return "\n".join(_lines(nested_boxes(scene, "PlantUML", MAX_LINES))) + "\n"


def plantuml_text(text: str) -> str:
    r"""Return text that PlantUML shows as it is; a line break is one in the picture.

    Example:
        >>> print(plantuml_text('say "hi"\n!include x'))
        say <U+0022>hi<U+0022>\n<U+0021>include x
    """
    lines = (one_line(without_unwriteable(line)) for line in text.split("\n"))
    return "\\n".join(_NOT_PLAIN.sub(lambda match: f"<U+{ord(match[0]):04X}>", line) for line in lines)


def _lines(nested: NestedBoxes) -> Iterator[str]:
    scene = nested.scene
    yield "@startuml"
    if scene.show_title:
        yield f"title {plantuml_text(one_line(scene.title))}"
    yield from ("left to right direction",) if scene.direction in ("LR", "RL") else ()
    yield "skinparam shadowing false\nskinparam defaultTextAlignment center"
    yield from nested.lines(_box, _frame)
    yield from (_line(line, nested.names) for line in graph_lines(scene))
    # Lines that are not seen have the entries of keys follow one another as layers do.
    for upper, lower in pairwise(nested.entries()):
        yield f"{upper} -[hidden]-> {lower}"
    if scene.notes:
        yield f"caption {plantuml_text(chr(10).join(map(one_line, scene.notes)))}"
    yield "@enduml"


def _frame(cluster: Cluster, name: str) -> list[str]:
    style = "#line:transparent" if cluster.id.startswith(KEYS) else "#line.dashed"
    return [f'rectangle "{plantuml_text(one_line(cluster.label.text)) or " "}" as {name} {style} {{']


def _box(shape: Shape, name: str) -> str:
    text = plantuml_text("\n".join(lines_of_text(shape)))
    # The colour of the text is a part of it: not every version has one for the box.
    colored = "\\n".join(f"<color:{ink_on(shape)}>{line}</color>" if line.strip() else " " for line in text.split("\\n"))
    dashed = ";line.dashed" if shape.dashed else ""
    return f'rectangle "{colored}" as {name} {main_fill(shape)};line:{plain_color(shape.stroke)[1:]}{dashed}'


def _line(line: GraphLine, names: Mapping[str, str]) -> str:
    style = ",".join((line.color, *(["dashed"] if line.dashed else []), *_thickness(line.width)))
    text = f" : {plantuml_text(line.label)}" if line.label else ""
    return f"{names[line.source]} -[{style}]-{'>' if line.arrow else ''} {names[line.target]}{text}"


def _thickness(width: float) -> list[str]:
    return [f"thickness={round(width)}"] if width >= 1.5 else []
