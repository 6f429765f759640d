"""The DOT text of a scene that keeps its own places: everything pinned, one edge for each line of a bundle.

One pixel becomes one point, and y grows upwards, as Graphviz has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from dotnet_viz.colors import hex_colors
from dotnet_viz.fonts import FAMILY, one_line, text_width
from dotnet_viz.formatting import format_number
from dotnet_viz.renderers.bundle_geometry import mean_texts
from dotnet_viz.renderers.dot.rasters import raster_table
from dotnet_viz.renderers.escape import dot_string
from dotnet_viz.renderers.themes import LIGHT, readable
from dotnet_viz.scene import ROLES, Bundle, Cluster, Connection, Label, Mesh, PlacedKey, PlacedLegend, Scene, Shape

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
_SLICES = 24
_OFF_MIDDLE = 6.0


def pinned_body(scene: Scene) -> Iterator[str]:
    """Yield the lines between the braces of a graph whose scene has places."""
    width, height = scene.size or (0.0, 0.0)
    # inputscale says that places are points.
    yield (
        f"  graph [layout=neato, inputscale=72, splines=line, outputorder=edgesfirst, pad=0, "
        f'bgcolor="{_color(scene.background)}", fontname="{FAMILY}", tooltip={dot_string(scene.description or scene.title)}]'
    )
    # fixedsize=shape: text may be larger than its node, as with another font, and no warning is printed.
    yield f'  node [fixedsize=shape, fontname="{FAMILY}", margin=0, label=""]'
    yield "  edge [dir=none]"
    yield _corner("paper:start", 0.0, height)
    yield _corner("paper:end", width, 0.0)
    yield from (_frame(cluster, height) for cluster in scene.clusters)
    yield from (_node(shape, height) for shape in scene.shapes)
    yield from (
        _text(f"{shape.id}:{index}", *position, height) for shape in scene.shapes for index, position in _outside(shape)
    )
    yield from (raster_table(f"raster:{index}", raster, height) for index, raster in enumerate(scene.rasters))
    yield from (_text(f"text:{index}", label, (label.x, label.y), height) for index, label in enumerate(scene.labels))
    for index, legend in enumerate(scene.placed_legends):
        yield from _legend(f"legend:{index}", legend, height)
    yield from (_mesh(mesh) for mesh in scene.meshes)
    for index, line in enumerate(scene.connections):
        yield from _around(index, line, height) if _is_skip(scene, line) else (_edge(line),)
    yield from (_bundle(scene, bundle) for bundle in scene.bundles if len(bundle))


def joined(texts: Iterable[str]) -> str:
    """Return texts as the lines of one label, without empty ones: Graphviz 16 crashes on a label of nothing else."""
    return "\n".join(one_line(text) for text in texts if text)


def _corner(name: str, x: float, y: float) -> str:
    """Return an invisible node that keeps the margin of the paper."""
    return f'  "{name}" [style=invis, width=0.001, height=0.001, {_position((x, y), 0.0)}]'


def _position(position: tuple[float, float], height: float) -> str:
    x, y = position
    return f'pos="{x:.7g},{(height - y if height else y):.7g}!"'


def _node(shape: Shape, height: float) -> str:
    inside = _own_label(shape)
    ellipsis = shape.form == "ellipsis"
    plain = GRAPHVIZ_SHAPES[shape.form] == "plaintext"
    dots = "⋮" if shape.height >= shape.width else "⋯"
    text = dots if ellipsis else joined(label.text for label in inside)
    styles = ["filled", *(["rounded"] if shape.form == "rounded" else []), *(["dashed"] if shape.dashed else [])]
    appearance = (
        f'style="{",".join(styles)}", fillcolor="{_color(shape.fill)}", color="{_color(shape.stroke)}", '
        f"penwidth={shape.stroke_width:g}"
    )
    font = f'fontsize={inside[0].size if inside else 16:g}, fontcolor="{_ink(shape, inside)}"'
    position = _position((shape.x or 0.0, shape.y or 0.0), height)
    return (
        f"  {dot_string(shape.id)} [shape={GRAPHVIZ_SHAPES[shape.form]}, {position}, "
        f"width={shape.width / 72:.4g}, height={shape.height / 72:.4g}, label={dot_string(text)}, {font}"
        f"{'' if plain else ', ' + appearance}, tooltip={dot_string(shape.tooltip or shape.name)}]"
    )


def _frame(cluster: Cluster, height: float) -> str:
    """Return an empty box for a cluster, for Graphviz has no clusters with places of their own."""
    left, top, right, bottom = cluster.box or (0.0, 0.0, 0.0, 0.0)
    middle = (left + right) / 2, (top + bottom) / 2
    label = cluster.label
    box = (
        f'  {dot_string(cluster.id)} [shape=box, style="rounded,dashed", {_position(middle, height)}, '
        f'width={(right - left) / 72:.4g}, height={(bottom - top) / 72:.4g}, color="{_color(cluster.stroke)}", '
        f"tooltip={dot_string(cluster.tooltip or cluster.name)}]\n"
    )
    return box + _text(f"{cluster.id}:caption", label, (middle[0] + label.x, middle[1] + label.y), height)


def _ink(shape: Shape, inside: list[Label]) -> str:
    color = inside[0].color if inside else "muted"
    return readable(color, shape.fill) if inside and color in ROLES and shape.fill not in ROLES else _color(color)


def _own_label(shape: Shape) -> list[Label]:
    """Return the texts that Graphviz can set as a node's label: lines in the middle of the node."""
    inside = [label for label in shape.labels if _is_inside(shape, label)]
    height = sum(label.y for label in inside) / max(len(inside), 1)
    if shape.form not in ("box", "rounded"):
        return inside
    is_middle = abs(height) <= _OFF_MIDDLE and all(label.x == 0 and label.anchor == "middle" for label in inside)
    return inside if is_middle else []


def _is_inside(shape: Shape, label: Label) -> bool:
    return abs(label.x) <= shape.width / 2 and abs(label.y) <= shape.height / 2


def _outside(shape: Shape) -> Iterator[tuple[int, tuple[Label, tuple[float, float]]]]:
    own = _own_label(shape)
    for index, label in enumerate(shape.labels):
        if label not in own:
            ink = _ink(shape, [label]) if _is_inside(shape, label) else label.color
            yield index, (replace(label, color=ink), ((shape.x or 0.0) + label.x, (shape.y or 0.0) + label.y))


def _text(name: str, label: Label, position: tuple[float, float], height: float) -> str:
    """Return a node that is nothing but text, as wide as the text, so that any of its ends can be at a place."""
    width = text_width(label.text, label.size, label.bold)
    x = position[0] + {"start": width / 2, "middle": 0.0, "end": -width / 2}[label.anchor]
    font = f', fontname="{FAMILY} Bold"' if label.bold else ""
    return (
        f"  {dot_string(name)} [shape=plaintext, {_position((x, position[1]), height)}, width={width / 72:.4g}, "
        f"height={label.size / 72:.4g}, label={dot_string(one_line(label.text))}, fontsize={label.size:g}, "
        f'fontcolor="{_color(label.color)}"{font}]'
    )


def _legend(name: str, placed: PlacedLegend | PlacedKey, height: float) -> Iterator[str]:
    return _key(name, placed, height) if isinstance(placed, PlacedKey) else _bar(name, placed, height)


def _bar(name: str, placed: PlacedLegend, height: float) -> Iterator[str]:
    step = placed.width / _SLICES
    stops, widths = placed.legend.stops, placed.legend.widths
    widest = max((width for _, width in widths), default=0.0)
    for index in range(_SLICES):
        offset = index / (_SLICES - 1)
        color = min(stops, key=lambda stop: abs(stop[0] - offset))[1]
        x = placed.x + (index + 0.5) * step
        yield _slice(f"{name}:{index}", color, (x, placed.y + placed.height / 2), (step, placed.height), height)
        if widths:
            thickness = _at(widths, offset)
            yield _slice(f"{name}:width:{index}", LIGHT["muted"], (x, placed.y - 3 - widest / 2), (step, thickness), height)


def _key(name: str, placed: PlacedKey, height: float) -> Iterator[str]:
    size = f"width={placed.width / 72:.4g}, height={placed.height / 72:.4g}"
    for index, (entry, (x, y)) in enumerate(zip(placed.legend.entries, placed.places, strict=True)):
        middle = _position((x + placed.width / 2, y + placed.height / 2), height)
        style = "rounded,filled,dashed" if entry.dashed else "rounded,filled"
        yield (
            f'  "{name}:{index}" [shape=box, style="{style}", fillcolor="{_color(entry.fill)}", '
            f'color="{_color(entry.stroke)}", penwidth=1.6, {middle}, {size}, tooltip={dot_string(entry.text)}]'
        )


def _slice(name: str, color: str, middle: tuple[float, float], size: tuple[float, float], height: float) -> str:
    return (
        f'  "{name}" [shape=box, style=filled, penwidth=0, fillcolor="{color}", {_position(middle, height)}, '
        f"width={size[0] / 72:.4g}, height={size[1] / 72:.4g}]"
    )


def _at(widths: Sequence[tuple[float, float]], offset: float) -> float:
    """Return the width that a legend shows at an offset, between the two that it names next to it."""
    for (left, low), (right, high) in pairwise(widths):
        if left <= offset <= right:
            return low + (high - low) * (offset - left) / (right - left)
    return widths[-1][1]


def _is_skip(scene: Scene, line: Connection) -> bool:
    """Whether a connection runs around columns, as a straight edge would not."""
    ranks = [scene.shape_by_id[name].rank or 0 for name in (line.source, line.target)]
    return abs(ranks[0] - ranks[1]) > 1 and len(line.points) > 4


def _around(index: int, line: Connection, height: float) -> Iterator[str]:
    """Yield a connection as edges through invisible points, where its curves meet."""
    places = line.points[3:-1:3]
    names = [f"route:{index}:{number}" for number in range(len(places))]
    for name, position in zip(names, places, strict=True):
        yield f'  "{name}" [shape=point, style=invis, width=0, height=0, {_position(position, height)}]'
    for source, target in pairwise((line.source, *names, line.target)):
        part = target == line.target
        yield _edge(replace(line, source=source, target=target, arrow=line.arrow and part, label=line.label if part else ""))


def _edge(line: Connection) -> str:
    style = ", style=dashed" if line.dashed else ""
    arrow = ", dir=forward, arrowsize=0.7" if line.arrow else ""
    tooltip = f", tooltip={dot_string(line.tooltip)}" if line.tooltip else ""
    label = f", label={dot_string(one_line(line.label))}" if line.label else ""
    return (
        f"  {dot_string(line.source)} -> {dot_string(line.target)} "
        f'[color="{_color(line.stroke)}", penwidth={line.width:g}{style}{arrow}{label}{tooltip}]'
    )


def _mesh(mesh: Mesh) -> str:
    sources, targets = (" ".join(dot_string(name) for name in names) for names in (mesh.sources, mesh.targets))
    return f'  {{ {sources} }} -> {{ {targets} }} [color="{_color(mesh.stroke)}", penwidth={mesh.width:g}]'


def _bundle(scene: Scene, bundle: Bundle) -> str:
    """Return all edges of a bundle, formatted in one go: there can be very many."""
    sources, targets = bundle.source_index.tolist(), bundle.target_index.tolist()
    source_ids, target_ids = [dot_string(name) for name in bundle.sources], [dot_string(name) for name in bundle.targets]
    # Quoted once a shape, not once an edge; the quotes around each part are left out to join them.
    from_names = [dot_string(scene.shape_by_id[name].name)[:-1] for name in bundle.sources]
    to_names = [dot_string(scene.shape_by_id[name].name)[1:-1] for name in bundle.targets]
    rows = zip(
        sources,
        targets,
        bundle.values.tolist(),
        bundle.widths.tolist(),
        hex_colors(bundle.colors),
        bundle.dashed.tolist(),
        mean_texts(bundle),
        strict=True,
    )
    arrow = ", dir=forward, arrowsize=0.6" if bundle.arrow else ""
    return "\n".join(
        f'  {source_ids[source]} -> {target_ids[target]} [penwidth={width:.3g}, color="{color}", weight_value="{value:.6g}", '
        f'tooltip={from_names[source]} → {to_names[target]}: {format_number(value)}{mean}"'
        f"{', style=dashed' if dashed else ''}{arrow}]"
        for source, target, value, width, color, dashed, mean in rows
    )


def _color(color: str) -> str:
    return LIGHT[color] if color in ROLES else color
