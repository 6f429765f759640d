"""Scenes as GraphML and GEXF, which networkx, igraph, yEd and Gephi read.

Sources: http://graphml.graphdrawing.org/specification.html and https://gexf.net/1.2/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dotnet_viz.colors import rgb
from dotnet_viz.fonts import one_line
from dotnet_viz.renderers.common.escape import xml_attribute, xml_text
from dotnet_viz.renderers.common.numbers import decimal
from dotnet_viz.renderers.graphs.contents import (
    GraphLine,
    boxes,
    check_graph,
    frames_around,
    graph_lines,
    lines_of_text,
    main_fill,
)
from dotnet_viz.renderers.graphs.keys import legend_lines
from dotnet_viz.renderers.themes.theme import plain_color
from dotnet_viz.scene import Scene, Shape

MAX_LINES = 1_000_000

Values = Mapping[str, str | float | bool]
_NODE_TYPES = {
    "name": "string", "class": "string", "text": "string", "details": "string", "frame": "string", "color": "string",
    "outline": "string", "x": "double", "y": "double", "width": "double", "height": "double",
}  # fmt: skip
_EDGE_TYPES = {
    "weight": "double", "label": "string", "details": "string", "color": "string", "thickness": "double", "dashed": "boolean",
}  # fmt: skip


def graphml(scene: Scene) -> str:
    """Return a scene as GraphML: a node for each shape, an edge for each line, with what they show as attributes.

    Args:
        scene: with or without places; with places, nodes have them in pixels, and y grows downwards.

    Raises:
        OptionError: it is no graph, or has more than :data:`MAX_LINES` lines.

    Example:
        >>> graphml(Scene("one", shapes=(Shape("a", "a", 60, 30),))).count("<node ")
        1
    """
    check_graph(scene, "GraphML", MAX_LINES)
    return "\n".join(_graphml_lines(scene)) + "\n"


def _graphml_lines(scene: Scene) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    about = {"title": scene.title, "description": scene.description, "legend": _legend(scene), "notes": "\n".join(scene.notes)}
    for kind, types in (("graph", dict.fromkeys(about, "string")), ("node", _NODE_TYPES), ("edge", _EDGE_TYPES)):
        for name, form in types.items():
            yield f'<key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="{form}"/>'
    yield '<graph id="G" edgedefault="directed">'
    yield from _data("graph", about)
    frames = _frames(scene)
    for shape in boxes(scene):
        yield f"<node id={xml_attribute(shape.id)}>{''.join(_data('node', _node_values(shape, frames)))}</node>"
    for number, line in enumerate(graph_lines(scene)):
        ends = f"source={xml_attribute(line.source)} target={xml_attribute(line.target)}"
        yield f'<edge id="e{number}" {ends}>{"".join(_data("edge", _edge_values(line)))}</edge>'
    yield "</graph>\n</graphml>"


def _legend(scene: Scene) -> str:
    return "\n".join(legend_lines(scene))


def _data(kind: str, values: Values) -> Iterator[str]:
    for name, value in values.items():
        if value != "":
            yield f'<data key="{kind}_{name}">{xml_text(_word(value))}</data>'


def _word(value: str | float | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(float(value))


def _frames(scene: Scene) -> Mapping[str, str]:
    """Return the name of each frame behind those of the frames around it."""
    names = {cluster.id: cluster.name for cluster in scene.clusters}
    return {name: " / ".join(names[frame] for frame in around) for name, around in frames_around(scene).items()}


def _node_values(shape: Shape, frames: Mapping[str, str]) -> Values:
    known: dict[str, str | float | bool] = {
        "name": shape.name,
        "class": shape.kind,
        "text": "\n".join(lines_of_text(shape)),
        "details": shape.tooltip,
        "frame": frames.get(shape.cluster or "", ""),
        "color": main_fill(shape),
        "outline": plain_color(shape.stroke),
        "width": round(shape.width, 2),
        "height": round(shape.height, 2),
    }
    if shape.x is not None and shape.y is not None:
        known |= {"x": round(shape.x, 2), "y": round(shape.y, 2)}
    return known


def _edge_values(line: GraphLine) -> Values:
    weight: Values = {} if line.weight is None else {"weight": line.weight}
    shown: Values = {"label": line.label, "details": line.tooltip, "color": line.color}
    return {**weight, **shown, "thickness": round(line.width, 3), "dashed": line.dashed}


def gexf(scene: Scene) -> str:
    """Return a scene as GEXF 1.2 with places, sizes and colours, as Gephi shows them.

    Args:
        scene: with or without places.

    Raises:
        OptionError: it is no graph, or has more than :data:`MAX_LINES` lines.

    Example:
        >>> gexf(Scene("one", shapes=(Shape("a", "a", 60, 30),))).count("<node ")
        1
    """
    check_graph(scene, "GEXF", MAX_LINES)
    return "\n".join(_gexf_lines(scene)) + "\n"


def _gexf_lines(scene: Scene) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" version="1.2">'
    about = "\n".join(part for part in (one_line(scene.title), _legend(scene), *scene.notes) if part)
    yield f"<meta><creator>dotnet_viz</creator><description>{xml_text(about)}</description></meta>"
    yield '<graph mode="static" defaultedgetype="directed">'
    for kind, types in (("node", _NODE_TYPES), ("edge", _EDGE_TYPES)):
        yield f'<attributes class="{kind}">'
        yield from (f'<attribute id="{kind}_{name}" title="{name}" type="{form}"/>' for name, form in types.items())
        yield "</attributes>"
    yield "<nodes>"
    frames = _frames(scene)
    yield from (_gexf_node(shape, frames) for shape in boxes(scene))
    yield "</nodes>\n<edges>"
    yield from (_gexf_edge(number, line) for number, line in enumerate(graph_lines(scene)))
    yield "</edges>\n</graph>\n</gexf>"


def _gexf_node(shape: Shape, frames: Mapping[str, str]) -> str:
    place = "" if shape.x is None else f'<viz:position x="{decimal(shape.x)}" y="{decimal(-(shape.y or 0.0))}" z="0"/>'
    size = f'<viz:size value="{decimal(max(shape.width, shape.height))}"/>'
    values = "".join(_gexf_values("node", _node_values(shape, frames)))
    label = xml_attribute(one_line(shape.name))
    return f"<node id={xml_attribute(shape.id)} label={label}>{values}{_viz_color(main_fill(shape))}{place}{size}</node>"


def _gexf_edge(number: int, line: GraphLine) -> str:
    ends = f"source={xml_attribute(line.source)} target={xml_attribute(line.target)}"
    values = "".join(_gexf_values("edge", _edge_values(line)))
    thickness = f'<viz:thickness value="{decimal(line.width, 3)}"/>'
    return f'<edge id="{number}" {ends} type="directed">{values}{_viz_color(line.color)}{thickness}</edge>'


def _gexf_values(kind: str, values: Values) -> Iterator[str]:
    found = [(name, value) for name, value in values.items() if value != ""]
    if found:
        yield "<attvalues>"
        for name, value in found:
            yield f'<attvalue for="{kind}_{name}" value={xml_attribute(_word(value))}/>'
        yield "</attvalues>"


def _viz_color(color: str) -> str:
    red, green, blue = (round(part) for part in rgb(color))
    return f'<viz:color r="{red}" g="{green}" b="{blue}"/>'
