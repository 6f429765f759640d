"""A scene as D2, a language of diagrams: boxes in containers, and lines, placed by D2.

Source: https://d2lang.com/tour/intro.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.escape import markdown_text, without_unwriteable
from dotnet_viz.renderers.graphs.contents import (
    GraphLine,
    boxes,
    check_graph,
    frames_around,
    graph_lines,
    ink_on,
    lines_of_text,
    main_fill,
)
from dotnet_viz.renderers.themes import plain_color
from dotnet_viz.scene import Scene, Shape

MAX_LINES = 1_000
_DIRECTIONS = {"TB": "down", "BT": "up", "LR": "right", "RL": "left"}
_SHAPES = {"circle": "oval", "hexagon": "hexagon", "ellipsis": "text", "area": "text"}


def d2(scene: Scene) -> str:
    """Return a scene as D2, in light colours.

    Args:
        scene: with or without places, which D2 finds by itself.

    Raises:
        OptionError: it is no graph, or has more than :data:`MAX_LINES` lines.

    Example:
        >>> from dotnet_viz.scene import Connection
        >>> shapes = Shape("a", "a", 60, 30), Shape("b", "b", 60, 30)
        >>> print(d2(Scene("two", shapes=shapes, connections=(Connection("a", "b"),))).splitlines()[-1])
        s0 -> s1: {style: {stroke: "#6b7280"; stroke-width: 1}}
    """
    check_graph(scene, "D2", MAX_LINES)
    return "\n".join(_lines(scene)) + "\n"


def d2_string(text: str) -> str:
    r"""Return the quoted string that D2 shows as exactly this text; a line break is one in the picture.

    Example:
        >>> print(d2_string('say "hi" ${x}'))
        "say \"hi\" \${x}"
    """
    lines = [_quoted(without_unwriteable(line)) for line in text.split("\n")]
    return '"' + "\\n".join(lines) + '"'


def _quoted(line: str) -> str:
    return one_line(line).replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$")


def _lines(scene: Scene) -> Iterator[str]:
    yield from (f"# {without_unwriteable(one_line(text))}" for text in (scene.title, *scene.notes) if text)
    yield f"direction: {_DIRECTIONS[scene.direction]}"
    shown = boxes(scene)
    names = {shape.id: f"s{number}" for number, shape in enumerate(shown)}
    frames = {cluster.id: f"g{number}" for number, cluster in enumerate(scene.clusters)}
    yield from _members(scene, shown, None, names, frames)
    paths = frames_around(scene)
    full = {
        shape.id: ".".join([*(frames[frame] for frame in paths.get(shape.cluster or "", ())), names[shape.id]])
        for shape in shown
    }
    yield from (_line(line, full) for line in graph_lines(scene))


def _members(
    scene: Scene, shown: list[Shape], owner: str | None, names: Mapping[str, str], frames: Mapping[str, str], indent: str = ""
) -> Iterator[str]:
    yield from (f"{indent}{names[shape.id]}: {_box(shape)}" for shape in shown if shape.cluster == owner)
    for cluster in scene.clusters:
        if cluster.parent == owner:
            yield f"{indent}{frames[cluster.id]}: {d2_string(cluster.label.text or ' ')} {{"
            yield f"{indent}  style: {{fill: {d2_string(plain_color(cluster.fill))}; stroke-dash: 3}}"
            yield from _members(scene, shown, cluster.id, names, frames, indent + "  ")
            yield f"{indent}}}"


def _box(shape: Shape) -> str:
    form = _SHAPES.get(shape.form, "rectangle")
    styles = [f'font-color: "{ink_on(shape)}"']
    if form != "text":
        styles += [f'fill: "{main_fill(shape)}"', f'stroke: "{plain_color(shape.stroke)}"', _width(shape.stroke_width)]
        styles += ["stroke-dash: 3"] if shape.dashed else []
        styles += ["border-radius: 8"] if shape.form == "rounded" else []
    tooltip = f"; tooltip: {_tooltip(shape.tooltip)}" if shape.tooltip else ""
    return f"{d2_string(chr(10).join(lines_of_text(shape)))} {{shape: {form}; style: {{{'; '.join(styles)}}}{tooltip}}}"


def _tooltip(text: str) -> str:
    """Return the string of a tooltip, which D2 reads as Markdown."""
    lines = (one_line(without_unwriteable(line)) for line in text.split("\n"))
    return d2_string("\n".join(markdown_text(line) for line in lines))


def _line(line: GraphLine, names: Mapping[str, str]) -> str:
    arrow = "->" if line.arrow else "--"
    text = f"{d2_string(line.label)} " if line.label else ""
    styles = [f'stroke: "{line.color}"', _width(line.width), *(["stroke-dash: 3"] if line.dashed else [])]
    return f"{names[line.source]} {arrow} {names[line.target]}: {text}{{style: {{{'; '.join(styles)}}}}}"


def _width(width: float) -> str:
    """Return a width as D2 takes it: a whole number up to 15."""
    return f"stroke-width: {max(1, min(15, round(width)))}"
