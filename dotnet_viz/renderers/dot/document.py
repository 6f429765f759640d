"""A scene as DOT text: made here, with no Graphviz anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dotnet_viz.errors import GraphError
from dotnet_viz.fonts import FAMILY, one_line
from dotnet_viz.renderers.common.escape import dot_string
from dotnet_viz.renderers.dot.box_texts import box_fill, box_table, is_plain, plain_label
from dotnet_viz.renderers.dot.curves import position, route
from dotnet_viz.renderers.dot.legend import key_lines
from dotnet_viz.renderers.dot.positioned import (
    GRAPHVIZ_SHAPES,
    cluster_attributes,
    font_color,
    frame_place,
    joined,
    pinned_body,
)
from dotnet_viz.renderers.themes.theme import is_open, paper_color, theme_for
from dotnet_viz.renderers.themes.theme_colors import ThemeColors
from dotnet_viz.renderers.themes.toned import toned
from dotnet_viz.scene import FLOWCHARTS, Cluster, Connection, KeyLegend, PlacedKey, Scene, Shape


def dot(scene: Scene, theme: str = "light") -> str:
    """Return a scene as DOT.

    A scene of the layouts ``"graphviz"`` and ``"tree"`` has a node for each shape and a subgraph for each cluster, so that
    Graphviz can place them: without places in the scene, or with ``dot -Glayout=dot``. A scene of another layout must have
    places, and one edge for each line of its bundles, with ``penwidth``, ``color``, ``weight_value`` and ``tooltip``. Places
    are in points, of which one is a pixel; ``dot -Tsvg`` and ``neato -n2`` keep them.

    Args:
        scene: what is drawn.
        theme: ``"light"``, ``"dark"`` or ``"print"``.

    Raises:
        GraphError: the scene needs places and has none.

    Example:
        >>> from dotnet_viz.scene import Connection, Shape
        >>> shapes = Shape("a", "a", 60, 30), Shape("b", "b", 60, 30)
        >>> '"a" -> "b"' in dot(Scene("two", shapes=shapes, connections=(Connection("a", "b"),)))
        True
    """
    return "\n".join(dot_lines(scene, theme)) + "\n"


def dot_lines(scene: Scene, theme: str = "light") -> Iterator[str]:
    """Yield the pieces of :func:`dot`, each of one or more whole lines.

    Args:
        scene: what is drawn.
        theme: of its colours.
    """
    if scene.layout not in FLOWCHARTS and not scene.is_placed:
        raise GraphError(f"the scene {scene.title!r} has no places yet; a layout must place it first")
    yield f"digraph {dot_string(one_line(scene.title))} {{"
    colors = theme_for(scene, theme).tones
    shown = toned(scene, colors)
    yield from _free_body(shown, colors) if _can_be_placed_anew(scene) else pinned_body(shown, colors)
    yield "}"


def _can_be_placed_anew(scene: Scene) -> bool:
    """Whether a node is all there is of a shape: those of a tree are groups of shapes, which have to keep their places."""
    return scene.layout == "graphviz" or (scene.layout == "tree" and not scene.is_placed)


def _free_body(scene: Scene, colors: ThemeColors) -> Iterator[str]:
    caption = [*([scene.title] if scene.show_title else []), *scene.notes]
    # Children of a tree stand in their order.
    order = "ordering=out, " if scene.layout == "tree" else ""
    dpi = "" if scene.dpi is None else f"dpi={scene.dpi:g}, "
    # nop2 takes places and curves as they are; dot -Glayout=dot places anew.
    places = "layout=nop2, " if scene.is_placed else ""
    yield (
        f"  graph [{places}rankdir={scene.direction}, splines={scene.splines}, inputscale=72, {order}{dpi}"
        f'bgcolor="{paper_color(scene, colors)}", fontname="{FAMILY}"{font_color(colors)}, fontsize=14, labelloc=t, '
        f"label={dot_string(joined(caption))}, tooltip={dot_string(scene.description or scene.title)}]"
    )
    # A point is a pixel: sizes and places are those of the scene.
    yield f'  node [shape=box, style=filled, fontname="{FAMILY}", fontsize=11, margin="0.05,0.03"]'
    yield f'  edge [fontname="{FAMILY}", fontsize=10, fontcolor="{colors.color("muted")}", arrowsize=0.7]'
    yield from _members(scene, None, "  ", colors)
    height = _height(scene)
    yield from (_edge(line, height, colors) for line in scene.connections)
    for index, legend in enumerate(scene.legends):
        if isinstance(legend, KeyLegend):
            yield from key_lines(index, legend, _placed_key(scene, legend), height, colors)


def _height(scene: Scene) -> float:
    return scene.size[1] if scene.size else 0.0


def _placed_key(scene: Scene, legend: KeyLegend) -> PlacedKey | None:
    return next((placed for placed in scene.placed_legends if isinstance(placed, PlacedKey) and placed.legend == legend), None)


def _members(scene: Scene, owner: str | None, indent: str, colors: ThemeColors) -> Iterator[str]:
    yield from (indent + _node(shape, _height(scene), colors) for shape in scene.boxes if shape.cluster == owner)
    for cluster in scene.clusters:
        if cluster.parent == owner:
            yield from _subgraph(scene, cluster, indent, colors)


def _subgraph(scene: Scene, cluster: Cluster, indent: str, colors: ThemeColors) -> Iterator[str]:
    yield f"{indent}subgraph {dot_string('cluster_' + cluster.id)} {{"
    about = cluster_attributes(cluster, colors, is_filled=not is_open(cluster, scene))
    yield f"{indent}  graph [{about}{frame_place(cluster, _height(scene))}]"
    yield from _members(scene, cluster.id, indent + "  ", colors)
    yield f"{indent}}}"


def _node(shape: Shape, height: float, colors: ThemeColors) -> str:
    styles = ["filled", *(["rounded"] if shape.form == "rounded" else []), *(["dashed"] if shape.dashed else [])]
    where = "" if shape.x is None or shape.y is None else ", " + position((shape.x, shape.y), height)
    return f"{dot_string(shape.id)} " + _attributes(
        {
            **_texts(shape, colors),
            "shape": GRAPHVIZ_SHAPES[shape.form],
            "style": dot_string(",".join(styles)),
            "color": f'"{colors.outline(colors.border_of(shape))}"',
            "penwidth": f"{shape.stroke_width:g}",
            "width": f"{shape.width / 72:.4g}",
            "height": f"{shape.height / 72:.4g}",
            "tooltip": dot_string(shape.tooltip or shape.name) + where,
        }
    )


def _texts(shape: Shape, colors: ThemeColors) -> dict[str, str]:
    """Return the attributes of a node's texts and of what they stand on."""
    labels = [label for label in shape.labels if label.text]
    if shape.form == "ellipsis":
        ink, paper = colors.text_color("ink", shape.fill, shape), colors.color("paper")
        return {"label": plain_label(labels) if labels else '"…"', "fillcolor": f'"{paper}"', "fontcolor": f'"{ink}"'}
    if shape.head > 0 or not is_plain(labels):
        return {"label": box_table(shape, colors), "margin": "0", **box_fill(shape, colors)}
    ink = colors.text_color("ink", shape.fill, shape)
    return {"label": plain_label(labels), **box_fill(shape, colors), "fontcolor": f'"{ink}"'}


def _edge(line: Connection, height: float, colors: ThemeColors) -> str:
    values = {"color": f'"{colors.outline(line.stroke)}"', "penwidth": f"{line.width:g}"}
    if line.label:
        values["label"] = dot_string(one_line(line.label))
    if line.tooltip:
        values["tooltip"] = dot_string(line.tooltip)
    if line.dashed:
        values["style"] = "dashed"
    if not line.arrow:
        values["dir"] = "none"
    return f"  {dot_string(line.source)} -> {dot_string(line.target)} " + _attributes(values)[:-1] + route(line, height) + "]"


def _attributes(values: Mapping[str, str]) -> str:
    return "[" + ", ".join(f"{name}={value}" for name, value in values.items()) + "]"
