"""Places without Graphviz: rows of boxes, for graphs that it cannot place.

Each box stands in the row of its longest path from the start, and in its row by the middle of what leads to it (one sweep of
Sugiyama, Tagawa and Toda, 1981, https://doi.org/10.1109/TSMC.1981.4308636). A frame is one box in the rows around it. Lines to
the next row are straight, others arcs beside the rows; none leads around boxes.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dotnet_viz.errors import EngineError, VizWarning
from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.geometry.boxes import Box, union
from dotnet_viz.geometry.lines import straight
from dotnet_viz.geometry.outlines import border_point, centre
from dotnet_viz.layouts.graphviz.cluster_captions import place_captions
from dotnet_viz.layouts.graphviz.engines import check_engine
from dotnet_viz.layouts.graphviz.place import node_size, rank_gap
from dotnet_viz.scene import Cluster, Connection, Point, Scene, Shape, changed
from dotnet_viz.translation.translate import translate
from dotnet_viz.traversal import topological_order

_GAP = 24.0
_MARGIN = 12.0
_ARC, _LONGEST_ARC = 14.0, 400.0
_DENSE, _MANY_LINES = 20, 5000
_TURNED = ("LR", "RL")
_BACKWARD = ("BT", "RL")


@dataclass
class _Item:
    """A shape, or a frame with what is in it; places are of the centre, in the item around it."""

    name: str
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0
    inside: list[_Item] = field(default_factory=list)

    def box_at(self, middle: Point) -> Box:
        return Box.around_middle(middle, self.width, self.height)


def place_or_rank(scene: Scene, engine: str, place: Callable[[Scene], Scene]) -> Scene:
    """Have Graphviz place a scene, or place it in rows where Graphviz fails, with a note and a warning that say so.

    Args:
        scene: without places.
        engine: the one that Graphviz is asked by.
        place: asks it; not called for a graph so dense that no layout of its lines could be followed.

    Raises:
        OptionError: no such engine.
        EngineError: the engine is not installed.
    """
    check_engine(engine)
    count = len(scene.connections)
    if count > max(_MANY_LINES, _DENSE * len(scene.shapes)):
        reason = f"{count:,} lines between {len(scene.shapes):,} shapes are too many for it"
    else:
        try:
            return place(scene)
        except EngineError as error:
            reason = str(error)
    warnings.warn(f"placed in rows, without Graphviz: {reason}", VizWarning, stacklevel=2)
    note = translate("Placed in rows, since Graphviz could not place this graph: lines may cross boxes.")
    placed = place_in_ranks(scene)
    return replace(placed, notes=(*placed.notes, note))


def place_in_ranks(scene: Scene) -> Scene:
    """Give shapes, connections and clusters places in rows.

    Args:
        scene: without places; lines may run in circles, frames may stand in frames.

    Returns:
        The scene with places.

    Example:
        >>> shapes = tuple(Shape(name, name, 60, 30) for name in "abc")
        >>> lines = Connection("a", "b"), Connection("b", "c"), Connection("a", "c")
        >>> [shape.y for shape in place_in_ranks(Scene("skip", shapes=shapes, connections=lines)).shapes]
        [-64.0, 0.0, 64.0]
    """
    around = {cluster.id: cluster.parent for cluster in scene.clusters} | {shape.id: shape.cluster for shape in scene.shapes}
    whole = _Item("", 0.0, 0.0)
    items = {shape.id: _Item(shape.id, *node_size(shape)) for shape in scene.shapes}
    items |= {cluster.id: _Item(cluster.id, 0.0, 0.0) for cluster in scene.clusters}
    for name, item in items.items():
        owner = around[name]
        (whole if owner is None else items[owner]).inside.append(item)
    lines = _lifted(scene.connections, around)
    for cluster in sorted(scene.clusters, key=lambda cluster: -len(_frames(cluster.id, around))):
        item = items[cluster.id]
        _arrange(item.inside, lines.get(cluster.id, ()), scene)
        _enclose(item, cluster)
    _arrange(whole.inside, lines.get(None, ()), scene)
    return _placed(scene, items, around)


def _frames(name: str, around: Mapping[str, str | None]) -> list[str]:
    """Return something and the frames around it, the innermost first."""
    found = [name]
    while (owner := around[found[-1]]) is not None:
        found.append(owner)
    return found


def _lifted(lines: Sequence[Connection], around: Mapping[str, str | None]) -> Mapping[str | None, list[tuple[str, str]]]:
    """Return the pairs inside each frame (``None`` for the picture): a line joins the two below what holds both ends."""
    found: dict[str | None, dict[tuple[str, str], None]] = {}
    for line in lines:
        source, target = _frames(line.source, around), _frames(line.target, around)
        while len(source) > 1 and len(target) > 1 and source[-1] == target[-1]:
            source.pop(), target.pop()
        if source[-1] != target[-1]:
            found.setdefault(around[source[-1]], {})[source[-1], target[-1]] = None
    return {owner: list(pairs) for owner, pairs in found.items()}


def _arrange(items: Sequence[_Item], pairs: Sequence[tuple[str, str]], scene: Scene) -> None:
    """Give the items of one frame their places around its middle."""
    order = topological_order([item.name for item in items], pairs, break_cycles=True)
    position = {name: number for number, name in enumerate(order)}
    forward = [(source, target) for source, target in pairs if position[source] < position[target]]
    sources: dict[str, list[str]] = {}
    for source, target in forward:
        sources.setdefault(target, []).append(source)
    ranks: dict[str, int] = {}
    for name in order:
        ranks[name] = max((ranks[source] + 1 for source in sources.get(name, ())), default=0)
    by_name = {item.name: item for item in items}
    rows: list[list[_Item]] = [[] for _ in range(max(ranks.values(), default=-1) + 1)]
    for name in order:
        rows[ranks[name]].append(by_name[name])
    _set_rows(rows, sources, scene)


def _set_rows(rows: Sequence[list[_Item]], sources: Mapping[str, Sequence[str]], scene: Scene) -> None:
    across: dict[str, float] = {}
    turned, sign = scene.direction in _TURNED, -1.0 if scene.direction in _BACKWARD else 1.0
    depths = [max(item.width if turned else item.height for item in row) for row in rows]
    along = -(sum(depths) + rank_gap(scene) * (len(rows) - 1)) / 2
    for row, depth in zip(rows, depths, strict=True):
        middles = {item.name: [across[source] for source in sources.get(item.name, ())] for item in row}
        row.sort(key=lambda item: sum(middles[item.name]) / max(len(middles[item.name]), 1))
        sizes = [item.height if turned else item.width for item in row]
        start = -(sum(sizes) + _GAP * (len(row) - 1)) / 2
        for item, size in zip(row, sizes, strict=True):
            across[item.name] = start + size / 2
            along_middle = sign * (along + depth / 2)
            item.x, item.y = (along_middle, across[item.name]) if turned else (across[item.name], along_middle)
            start += size + _GAP
        along += depth + rank_gap(scene)


def _enclose(item: _Item, cluster: Cluster) -> None:
    """Make a frame as large as what is in it, with its caption above."""
    inside = union(inner.box_at((inner.x, inner.y)) for inner in item.inside)
    caption = cluster.label.size * LINE_HEIGHT if cluster.label.text else 0.0
    item.width = max(inside.width, text_width(cluster.label.text, cluster.label.size, cluster.label.bold)) + 2 * _MARGIN
    item.height = inside.height + 2 * _MARGIN + caption
    for inner in item.inside:
        inner.x -= inside.middle[0]
        inner.y += caption / 2 - inside.middle[1]


def _placed(scene: Scene, items: Mapping[str, _Item], around: Mapping[str, str | None]) -> Scene:
    def place(name: str) -> Point:
        own = [items[frame] for frame in _frames(name, around)]
        return sum(item.x for item in own), sum(item.y for item in own)

    shapes: dict[str, Shape] = {}
    for shape in scene.shapes:
        x, y = place(shape.id)
        shapes[shape.id] = changed(shape, x=x, y=y)
    clusters = tuple(changed(cluster, box=items[cluster.id].box_at(place(cluster.id))) for cluster in scene.clusters)
    connections = tuple(_line(line, shapes, scene) for line in scene.connections)
    return place_captions(replace(scene, shapes=tuple(shapes.values()), connections=connections, clusters=clusters))


def _line(line: Connection, shapes: Mapping[str, Shape], scene: Scene) -> Connection:
    """Return a line with its places: straight where it reaches the next row, else an arc beside the boxes."""
    source, target = shapes[line.source], shapes[line.target]
    start, end = centre(source), centre(target)
    turned = scene.direction in _TURNED
    sizes = source.width + target.width if turned else source.height + target.height
    gap = (abs(end[0] - start[0]) if turned else abs(end[1] - start[1])) - sizes / 2
    if -1 <= gap <= 1.5 * rank_gap(scene):
        points = straight(border_point(source, end), border_point(target, start))
    else:
        bulge = min(_ARC + abs(gap) / 4, _LONGEST_ARC)
        out, back = _side(source, turned), _side(target, turned)
        if turned:
            points = out, (out[0], max(out[1], back[1]) + bulge), (back[0], max(out[1], back[1]) + bulge), back
        else:
            points = out, (max(out[0], back[0]) + bulge, out[1]), (max(out[0], back[0]) + bulge, back[1]), back
    middle = (points[1][0] + points[2][0]) / 2, (points[1][1] + points[2][1]) / 2
    return changed(line, points=points, label_at=middle if line.label else None)


def _side(shape: Shape, turned: bool) -> Point:
    x, y = centre(shape)
    return (x, y + shape.height / 2) if turned else (x + shape.width / 2, y)
