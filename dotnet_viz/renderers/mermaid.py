"""A scene of boxes and arrows as Mermaid text, which GitHub, GitLab and notebooks show as a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from dotnet_viz.errors import OptionError
from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.escape import mermaid_text
from dotnet_viz.scene import FLOWCHARTS, ROLES, Cluster, Connection, Scene, Shape

MAX_LINES = 500
MAX_TEXT = 50_000

_ARROWS = {(False, True): "-->", (True, True): "-.->", (False, False): "---", (True, False): "-.-"}
_SHAPES = {"circle": ("((", "))"), "rounded": ("(", ")")}


def mermaid(scene: Scene) -> str:
    """Return a scene as a Mermaid flowchart; colours of outlines are kept, places are Mermaid's own, notes are comments.

    Args:
        scene: of the layout ``"graphviz"``, with or without places.

    Raises:
        OptionError: the scene is no diagram of boxes and arrows, or larger than Mermaid draws
            (:data:`MAX_LINES` lines, :data:`MAX_TEXT` characters).

    Example:
        >>> from dotnet_viz.scene import Connection, Label
        >>> shapes = Shape("a", "a", 60, 30, labels=(Label("input"),)), Shape("b", "b", 60, 30, labels=(Label("end"),))
        >>> print(mermaid(Scene("two", shapes=shapes, connections=(Connection("a", "b"),))))
        flowchart TB
          accTitle: two
          s0["input"]
          s1["end"]
          s0 --> s1
          classDef c0 stroke-width:1px
          class s0,s1 c0
        <BLANKLINE>
    """
    if not is_flowchart(scene):
        raise OptionError(
            f"Mermaid draws boxes and arrows only, and {scene.title!r} is another kind of picture; "
            "draw the style 'blocks' or 'plot-model', or save it as .svg, .png or .pdf"
        )
    text = mermaid_lines(scene)
    if len(scene.connections) > MAX_LINES or len(text) > MAX_TEXT:
        raise OptionError(
            f"Mermaid draws at most {MAX_LINES} lines and reads {MAX_TEXT:,} characters, and {scene.title!r} has "
            f"{len(scene.connections)} and {len(text):,}; draw the style 'blocks', or save it as .svg or .pdf"
        )
    return text


def is_flowchart(scene: Scene) -> bool:
    """Whether a scene is made of boxes and arrows, which is what Mermaid draws."""
    return scene.layout in FLOWCHARTS and not scene.bundles


def fits(scene: Scene) -> bool:
    """Whether a scene is within what Mermaid draws."""
    return len(scene.connections) <= MAX_LINES and len(mermaid_lines(scene)) <= MAX_TEXT


def mermaid_lines(scene: Scene) -> str:
    """Return the text of :func:`mermaid` without a check of its size."""
    return "\n".join(_lines(scene)) + "\n"


def _lines(scene: Scene) -> Iterator[str]:
    names = {shape.id: f"s{number}" for number, shape in enumerate(scene.boxes)}
    yield from (f"%% {mermaid_text(one_line(note))}" for note in scene.notes)
    yield f"flowchart {scene.direction}"
    yield f"  accTitle: {mermaid_text(one_line(scene.title))}"
    if scene.description:
        yield f"  accDescr: {mermaid_text(one_line(scene.description))}"
    yield from _members(scene, None, names, "  ")
    yield from (_line(line, names) for line in scene.connections)
    yield from _classes(scene, names)


def _members(scene: Scene, owner: str | None, names: Mapping[str, str], indent: str) -> Iterator[str]:
    yield from (f"{indent}{names[shape.id]}{_box(shape)}" for shape in scene.boxes if shape.cluster == owner)
    for number, cluster in enumerate(scene.clusters):
        if cluster.parent == owner:
            yield f'{indent}subgraph g{number}["{_caption(cluster)}"]'
            yield from _members(scene, cluster.id, names, indent + "  ")
            yield f"{indent}end"


def _caption(cluster: Cluster) -> str:
    return mermaid_text(one_line(cluster.label.text)) or " "


def _box(shape: Shape) -> str:
    """Return a box with its texts; texts of one height are one line."""
    rows = groupby(sorted(shape.labels, key=lambda label: (label.y, label.x)), key=lambda label: label.y)
    lines = [" ".join(mermaid_text(one_line(label.text)) for label in row) for _, row in rows]
    before, after = _SHAPES.get(shape.form, ("[", "]"))
    return f'{before}"{"<br/>".join(lines) or " "}"{after}'


def _line(line: Connection, names: Mapping[str, str]) -> str:
    text = f'|"{mermaid_text(one_line(line.label))}"|' if line.label else ""
    return f"  {names[line.source]} {_ARROWS[line.dashed, line.arrow]}{text} {names[line.target]}"


def _classes(scene: Scene, names: Mapping[str, str]) -> Iterator[str]:
    members: dict[str, list[str]] = {}
    for shape in scene.boxes:
        members.setdefault(_appearance(shape), []).append(names[shape.id])
    for number, (appearance, shapes) in enumerate(members.items()):
        yield f"  classDef c{number} {appearance}"
        yield f"  class {','.join(shapes)} c{number}"


def _appearance(shape: Shape) -> str:
    """Return the appearance of an outline; colours of roles are left to the page's own theme."""
    parts = [] if shape.stroke in ROLES else [f"stroke:{shape.stroke}"]
    parts.append(f"stroke-width:{shape.stroke_width:g}px")
    return ",".join([*parts, *(["stroke-dasharray:5 3"] if shape.dashed else [])])
