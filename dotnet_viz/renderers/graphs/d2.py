"""A scene as D2, a language of diagrams: boxes in containers, and lines, placed by D2.

Source: https://d2lang.com/tour/intro.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.common.escape import markdown_text, without_unwriteable
from dotnet_viz.renderers.graphs.contents import (
    GraphLine,
    NestedBoxes,
    frames_around,
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
_DIRECTIONS = {"TB": "down", "BT": "up", "LR": "right", "RL": "left"}
_SHAPES = {"circle": "oval", "hexagon": "hexagon", "ellipsis": "text", "area": "text"}


def d2(scene: Scene) -> str:
    """Return a scene as D2 with its keys, in light colours.

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
    return "\n".join(_lines(nested_boxes(scene, "D2", MAX_LINES))) + "\n"


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


def _lines(nested: NestedBoxes) -> Iterator[str]:
    scene = nested.scene
    yield from (f"# {without_unwriteable(one_line(text))}" for text in (scene.title, *scene.notes) if text)
    yield f"direction: {_DIRECTIONS[scene.direction]}"
    yield from nested.lines(_named_box, partial(_frame, is_across=scene.direction in ("LR", "RL")))
    paths = frames_around(scene)
    full = {
        shape.id: ".".join([*(nested.frames[frame] for frame in paths.get(shape.cluster or "", ())), nested.names[shape.id]])
        for shape in nested.shown
    }
    yield from (_line(line, full) for line in graph_lines(scene))


def _frame(cluster: Cluster, name: str, *, is_across: bool) -> list[str]:
    head = f"{name}: {d2_string(cluster.label.text or ' ')} {{"
    fill = f"fill: {d2_string(plain_color(cluster.fill))}"
    if not cluster.id.startswith(KEYS):
        return [head, f"  style: {{{fill}; stroke-dash: 3}}"]
    # Keys stand beside the flow, their entries below one another; below it and in rows where it flows across.
    entries = f"  grid-{'rows' if is_across else 'columns'}: 1; grid-gap: 8"
    if cluster.id != KEYS:
        return [head, f"{entries}; style: {{{fill}; stroke-width: 0}}"]
    place = "bottom-center" if is_across else "center-right"
    return [head, f"  near: {place}; grid-columns: 1; grid-gap: 8; style: {{{fill}; stroke-width: 0}}"]


def _named_box(shape: Shape, name: str) -> str:
    return f"{name}: {_box(shape)}"


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
