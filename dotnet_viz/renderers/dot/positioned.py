"""The DOT text of a scene that keeps its own places: everything pinned, one edge for each line of a bundle.

One pixel becomes one point, and y grows upwards, as Graphviz has it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from dotnet_viz.fonts import FAMILY, one_line, text_width
from dotnet_viz.geometry.parts import is_inside
from dotnet_viz.renderers.common.escape import dot_string
from dotnet_viz.renderers.common.texts import background_of
from dotnet_viz.renderers.dot.background import background, drawn_below, is_covered, step_of
from dotnet_viz.renderers.dot.box_texts import box_fill
from dotnet_viz.renderers.dot.curves import place, position
from dotnet_viz.renderers.dot.edges import bundle_edges, connection_edge, mesh_edges
from dotnet_viz.renderers.dot.placed_legend import placed_legend_nodes
from dotnet_viz.renderers.primitives.shapes import shape_paint
from dotnet_viz.renderers.themes.theme import is_open, paper_color
from dotnet_viz.renderers.themes.theme_colors import ThemeColors
from dotnet_viz.scene import ANCHORS, CONNECTION_TEXT_SIZE, Cluster, Label, Point, Raster, Scene, Shape

GRAPHVIZ_SHAPES: Mapping[str, str] = {
    "box": "box",
    "rounded": "box",
    "circle": "ellipse",
    "ellipsis": "plaintext",
    "triangle": "invtriangle",
    "hexagon": "hexagon",
    "octagon": "octagon",
    "polygon": "box",
    "area": "plaintext",
    "bar": "box",
    "dots": "plaintext",
}
_OFF_MIDDLE = 6.0


def pinned_body(scene: Scene, colors: ThemeColors) -> Iterator[str]:
    """Yield the lines between the braces of a graph whose scene has places.

    Args:
        scene: with places.
        colors: of the theme.
    """
    width, height = scene.size or (0.0, 0.0)
    below = drawn_below(scene)
    # nop2 takes places and curves as they are, and what has none, such as a weight, is a straight line.
    yield (
        f"  graph [layout=nop2, splines=line, outputorder=edgesfirst, pad=0, "
        f'bgcolor="{paper_color(scene, colors)}", fontname="{FAMILY}"{font_color(colors)}, '
        f"tooltip={dot_string(scene.description or scene.title)}"
        f"{background(scene, below, colors)}]"
    )
    # fixedsize=shape: text may be larger than its node, as with another font, and no warning is printed.
    yield f'  node [fixedsize=shape, fontname="{FAMILY}", margin=0, label=""]'
    size, ink = f"fontsize={CONNECTION_TEXT_SIZE:g}", colors.color("muted")
    yield f'  edge [dir=none, fontname="{FAMILY}", {size}, fontcolor="{ink}"]'
    yield _corner("paper:start", (0.0, 0.0), height)
    yield _corner("paper:end", (width, height), height)
    yield from _members(scene, None, height, colors, below)
    yield from (
        _text(f"{shape.id}:{index}", *text, height) for shape in scene.shapes for index, text in _outside(shape, colors)
    )
    yield from (_table(f"raster:{index}", raster, step_of(scene), height) for index, raster in enumerate(scene.rasters))
    for index, label in enumerate(scene.labels):
        yield _text(f"text:{index}", label, (label.x, label.y), colors.text_color(label.color, None), height)
    for index, legend in enumerate(scene.placed_legends):
        yield from placed_legend_nodes(f"legend:{index}", legend, height, colors)
    yield from (mesh_edges(mesh, colors) for mesh in scene.meshes)
    yield from (connection_edge(line, height, colors, is_covered=is_covered(line, below)) for line in scene.connections)
    yield from (bundle_edges(scene, bundle) for bundle in scene.bundles if len(bundle))


def _members(scene: Scene, owner: str | None, height: float, colors: ThemeColors, below: Collection[str]) -> Iterator[str]:
    yield from (_node(shape, height, colors, is_below=shape.id in below) for shape in scene.shapes if shape.cluster == owner)
    for cluster in scene.clusters:
        if cluster.parent == owner:
            yield f"  subgraph {dot_string('cluster_' + cluster.id)} {{"
            is_filled = not (below or is_open(cluster, scene))
            yield f"  graph [{cluster_attributes(cluster, colors, is_filled=is_filled)}{frame_place(cluster, height)}]"
            yield from _members(scene, cluster.id, height, colors, below)
            yield "  }"


def cluster_attributes(cluster: Cluster, colors: ThemeColors, *, is_filled: bool = True) -> str:
    """Return the name, the caption and the colours of a frame.

    Args:
        cluster: the frame.
        colors: of the theme.
        is_filled: whether it hides the background.
    """
    label = cluster.label
    ink = colors.text_color(label.color, cluster.fill)
    style = "filled,rounded,dashed" if is_filled else "rounded,dashed"
    return (
        f"label={dot_string(one_line(label.text))}, labeljust=l, fontsize={label.size:g}{bold_font([label])}, "
        f'fontcolor="{ink}", style="{style}", fillcolor="{colors.color(cluster.fill)}", bgcolor=transparent, '
        f'color="{colors.outline(cluster.stroke)}", tooltip={dot_string(cluster.tooltip or cluster.name)}'
    )


def frame_place(cluster: Cluster, height: float) -> str:
    """Return the attributes that place a frame and its caption, with a comma before them; empty before layout.

    Args:
        cluster: the frame.
        height: of the picture.
    """
    if cluster.box is None:
        return ""
    left, top, right, bottom = cluster.box
    label = cluster.label
    width = text_width(label.text, label.size, label.bold)
    shift = (0.5 - ANCHORS[label.anchor]) * width
    caption = (left + right) / 2 + label.x + shift, (top + bottom) / 2 + label.y
    corners = f"{place((left, bottom), height)},{place((right, top), height)}"
    size = f"lwidth={width / 72:.4g}, lheight={label.size / 72:.4g}"
    return f', bb="{corners}", lp="{place(caption, height)}", {size}'


def bold_font(labels: Sequence[Label]) -> str:
    """Return the attribute of texts that are all bold, with a comma before it; else nothing.

    Args:
        labels: the texts.
    """
    return f', fontname="{FAMILY} Bold"' if labels and all(label.bold for label in labels) else ""


def font_color(colors: ThemeColors) -> str:
    """Return the attribute with the colour of titles and captions, with a comma before it; empty for black.

    Args:
        colors: of the theme.
    """
    return "" if colors.kind == "light" else f', fontcolor="{colors.color("ink")}"'


def joined(texts: Iterable[str]) -> str:
    """Return texts as the lines of one label, without empty ones: Graphviz 16 crashes on a label of nothing else."""
    return "\n".join(one_line(text) for text in texts if text)


def _corner(name: str, point: Point, height: float) -> str:
    """Return an invisible node that keeps the margin of the paper."""
    return f'  "{name}" [style=invis, width=0.001, height=0.001, {position(point, height)}]'


def _node(shape: Shape, height: float, colors: ThemeColors, *, is_below: bool) -> str:
    inside = _own_label(shape)
    ellipsis = shape.form == "ellipsis"
    form = "plaintext" if is_below else GRAPHVIZ_SHAPES[shape.form]
    dots = "⋮" if shape.height >= shape.width else "⋯"
    text = dots if ellipsis else joined(label.text for label in inside)
    styles = ["filled", *(["rounded"] if shape.form == "rounded" else []), *(["dashed"] if shape.dashed else [])]
    paint = shape_paint(shape, colors)
    fill = ", ".join(f"{name}={value}" for name, value in box_fill(shape, colors).items())
    appearance = f'style="{",".join(styles)}", {fill}, color="{paint.stroke}", penwidth={paint.width:g}'
    ink = _ink(shape, inside[0], colors) if inside else colors.color("muted")
    font = f'fontsize={inside[0].size if inside else 16:g}, fontcolor="{ink}"{bold_font(inside)}'
    where = position((shape.x or 0.0, shape.y or 0.0), height)
    return (
        f"  {dot_string(shape.id)} [shape={form}, {where}, "
        f"width={shape.width / 72:.4g}, height={shape.height / 72:.4g}, label={dot_string(text)}, {font}"
        f"{'' if form == 'plaintext' else ', ' + appearance}, tooltip={dot_string(shape.tooltip or shape.name)}]"
    )


def _ink(shape: Shape, label: Label, colors: ThemeColors) -> str:
    return colors.text_color(label.color, background_of(shape, label), shape)


def _own_label(shape: Shape) -> list[Label]:
    """Return the texts that Graphviz can set as a node's label: lines of one font and colour in the middle of the node."""
    inside = [label for label in shape.labels if is_inside(label, shape)]
    if len({(label.size, label.bold, label.color) for label in inside}) > 1:
        return []
    height = sum(label.y for label in inside) / max(len(inside), 1)
    if shape.form not in ("box", "rounded"):
        return inside
    is_middle = abs(height) <= _OFF_MIDDLE and all(label.x == 0 and label.anchor == "middle" for label in inside)
    return inside if is_middle else []


def _outside(shape: Shape, colors: ThemeColors) -> Iterator[tuple[int, tuple[Label, Point, str]]]:
    """Yield the texts that are nodes of their own: number, text, place and colour."""
    own = _own_label(shape)
    for index, label in enumerate(shape.labels):
        if label not in own:
            yield index, (label, ((shape.x or 0.0) + label.x, (shape.y or 0.0) + label.y), _ink(shape, label, colors))


def _text(name: str, label: Label, at: Point, ink: str, height: float) -> str:
    """Return a node that is nothing but text, as wide as the text, so that any of its ends can be at a place."""
    width = text_width(label.text, label.size, label.bold)
    x = at[0] + (0.5 - ANCHORS[label.anchor]) * width
    return (
        f"  {dot_string(name)} [shape=plaintext, {position((x, at[1]), height)}, width={width / 72:.4g}, "
        f"height={label.size / 72:.4g}, label={dot_string(one_line(label.text))}, fontsize={label.size:g}, "
        f'fontcolor="{ink}"{bold_font([label])}]'
    )


def _table(name: str, raster: Raster, step: int, height: float) -> str:
    """Return the node of a table, whose cells are drawn below it."""
    middle = raster.x + raster.width / 2, raster.y + raster.height / 2
    note = f"\neach cell is the mean of {step} × {step}" if step > 1 else ""
    return (
        f"  {dot_string(name)} [shape=plaintext, {position(middle, height)}, width={raster.width / 72:.4g}, "
        f"height={raster.height / 72:.4g}, tooltip={dot_string((raster.tooltip or raster.name) + note)}]"
    )
