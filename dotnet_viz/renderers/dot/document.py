"""A scene as DOT text: made here, with no Graphviz anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dotnet_viz.errors import GraphError
from dotnet_viz.fonts import FAMILY, one_line
from dotnet_viz.renderers.dot.curves import position, route
from dotnet_viz.renderers.dot.legend import key_lines
from dotnet_viz.renderers.dot.positioned import GRAPHVIZ_SHAPES, cluster_attributes, frame_place, joined, pinned_body
from dotnet_viz.renderers.escape import dot_string
from dotnet_viz.renderers.themes import LIGHT, plain_color, readable
from dotnet_viz.scene import FLOWCHARTS, ROLES, Cluster, Connection, KeyLegend, PlacedKey, Scene, Shape


def dot(scene: Scene) -> str:
    """Return a scene as DOT, in light colours.

    A scene of the layouts ``"graphviz"`` and ``"tree"`` is written for Graphviz to lay out: a node a shape, a subgraph a
    cluster. Where it has places they are in the file too, and ``neato -n2`` keeps them. A scene of another layout must have
    places: ``dot -Tsvg`` and ``neato -n2`` draw the same picture, one edge for each line of its bundles, with ``penwidth``,
    ``color``, ``weight_value`` and ``tooltip``. Places are in points, of which one is a pixel.

    Raises:
        GraphError: the scene needs places and has none.

    Example:
        >>> from dotnet_viz.scene import Connection, Shape
        >>> shapes = Shape("a", "a", 60, 30), Shape("b", "b", 60, 30)
        >>> '"a" -> "b"' in dot(Scene("two", shapes=shapes, connections=(Connection("a", "b"),)))
        True
    """
    return "\n".join(dot_lines(scene)) + "\n"


def dot_lines(scene: Scene) -> Iterator[str]:
    """Yield the pieces of :func:`dot`, each of one or more whole lines."""
    if scene.layout not in FLOWCHARTS and not scene.is_placed:
        raise GraphError(f"the scene {scene.title!r} has no places yet; a layout must place it first")
    yield f"digraph {dot_string(one_line(scene.title))} {{"
    yield from _free_body(scene) if scene.layout in FLOWCHARTS else pinned_body(scene)
    yield "}"


def _free_body(scene: Scene) -> Iterator[str]:
    caption = [*([scene.title] if scene.show_title else []), *scene.notes]
    # Children of a tree stand in their order.
    order = "ordering=out, " if scene.layout == "tree" else ""
    dpi = "" if scene.dpi is None else f"dpi={scene.dpi:g}, "
    yield (
        f'  graph [rankdir={scene.direction}, splines={scene.splines}, inputscale=72, {order}{dpi}bgcolor="{LIGHT["paper"]}", '
        f'fontname="{FAMILY}", fontsize=14, labelloc=t, '
        f"label={dot_string(joined(caption))}, tooltip={dot_string(scene.description or scene.title)}]"
    )
    # A point is a pixel: sizes and places are those of the scene.
    yield f'  node [shape=box, style=filled, fontname="{FAMILY}", fontsize=11, margin="0.05,0.03"]'
    yield f'  edge [fontname="{FAMILY}", fontsize=10, fontcolor="{LIGHT["muted"]}", arrowsize=0.7]'
    yield from _members(scene, None, "  ")
    height = _height(scene)
    yield from (_edge(line, height) for line in scene.connections)
    for index, legend in enumerate(scene.legends):
        if isinstance(legend, KeyLegend):
            yield from key_lines(index, legend, _placed_key(scene, legend), height)


def _height(scene: Scene) -> float:
    return scene.size[1] if scene.size else 0.0


def _placed_key(scene: Scene, legend: KeyLegend) -> PlacedKey | None:
    return next((placed for placed in scene.placed_legends if isinstance(placed, PlacedKey) and placed.legend == legend), None)


def _members(scene: Scene, owner: str | None, indent: str) -> Iterator[str]:
    yield from (indent + _node(shape, _height(scene)) for shape in scene.boxes if shape.cluster == owner)
    for cluster in scene.clusters:
        if cluster.parent == owner:
            yield from _subgraph(scene, cluster, indent)


def _subgraph(scene: Scene, cluster: Cluster, indent: str) -> Iterator[str]:
    yield f"{indent}subgraph {dot_string('cluster_' + cluster.id)} {{"
    yield f"{indent}  graph [{cluster_attributes(cluster)}{frame_place(cluster, _height(scene))}]"
    yield from _members(scene, cluster.id, indent + "  ")
    yield f"{indent}}}"


def _node(shape: Shape, height: float) -> str:
    text = joined(label.text for label in shape.labels)
    styles = ["filled", *(["rounded"] if shape.form == "rounded" else []), *(["dashed"] if shape.dashed else [])]
    where = "" if shape.x is None or shape.y is None else ", " + position((shape.x, shape.y), height)
    return f"{dot_string(shape.id)} " + _attributes(
        {
            "label": dot_string("…" if shape.form == "ellipsis" and not text else text),
            "shape": GRAPHVIZ_SHAPES[shape.form],
            "style": dot_string(",".join(styles)),
            "fillcolor": f'"{plain_color("paper" if shape.form == "ellipsis" else _fill(shape))}"',
            "color": f'"{plain_color(shape.stroke)}"',
            "fontcolor": f'"{_ink(shape)}"',
            "penwidth": f"{shape.stroke_width:g}",
            "width": f"{shape.width / 72:.4g}",
            "height": f"{shape.height / 72:.4g}",
            "tooltip": dot_string(shape.tooltip or shape.name) + where,
        }
    )


def _fill(shape: Shape) -> str:
    """Return the one colour of a node in DOT, which is that of the head where a shape has one."""
    return shape.head_fill if shape.head > 0 else shape.fill


def _ink(shape: Shape) -> str:
    fill = _fill(shape)
    return LIGHT["ink"] if fill in ROLES else readable("ink", fill)


def _edge(line: Connection, height: float) -> str:
    values = {"color": f'"{plain_color(line.stroke)}"', "penwidth": f"{line.width:g}"}
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
