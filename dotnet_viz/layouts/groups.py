"""Places of groups: shapes that keep their places among each other, such as the neurons of a layer.

Graphviz lays out one box for each group. The group's shapes are then put where its box is, lines go on from
the box to the shapes they name, and meshes are drawn from shape to shape. A mesh whose lines would run
through another group becomes one line around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.geometry.boxes import Box, union
from dotnet_viz.geometry.lines import straight
from dotnet_viz.geometry.outlines import border_point, centre
from dotnet_viz.geometry.parts import caption_box, label_box, placed_box, shape_box
from dotnet_viz.layouts.clear_captions import beside_lines
from dotnet_viz.layouts.graphviz.cluster_captions import captioned
from dotnet_viz.layouts.graphviz.place import RANK_GAP, place_with_graphviz
from dotnet_viz.layouts.mesh_room import RoomsAlong, blocks, spans, turned
from dotnet_viz.layouts.ranks import place_or_rank
from dotnet_viz.layouts.steady_turns import without_swings
from dotnet_viz.scene import Cluster, Connection, Mesh, Point, Scene, Shape

_FAN_SHARE = 0.24
_FAN_LEAST = 50.0
_FAN_MOST = 420.0
# A fan that goes more than this many times as far across the flow as along it is a smear that cannot be read.
_FLATTEST = 3.0

Pair = tuple[str, str]


@dataclass(frozen=True)
class _Group:
    """Shapes with places measured from one point, and the room they take around it."""

    name: str
    shapes: tuple[Shape, ...]
    box: Box

    def moved(self, position: Point) -> _Group:
        x, y = position
        shapes = tuple(replace(shape, x=(shape.x or 0.0) + x, y=(shape.y or 0.0) + y) for shape in self.shapes)
        return _Group(self.name, shapes, self.box.moved(x, y))


def place_groups(scene: Scene, *, engine: str, timeout: float) -> Scene:
    """Give the shapes of a scene their places, group by group; a shape without a group is one of its own.

    Args:
        scene: without places, but with the shapes' places within their groups.
        engine: ``"wasm"`` or ``"dot"``.
        timeout: seconds.

    Raises:
        OptionError: no such engine.
        EngineError: the engine is not installed.
    """
    scene = replace(scene, meshes=tuple(mesh for mesh in scene.meshes if mesh.sources and mesh.targets))
    groups = {group.name: group for group in _groups(scene)}
    owner = {shape.id: group.name for group in groups.values() for shape in group.shapes}
    plan = place_or_rank(
        _plan(scene, groups, owner), engine, lambda boxes: place_with_graphviz(boxes, engine=engine, timeout=timeout)
    )
    moved = [groups[box.name].moved(_origin(box, groups[box.name].box, scene)) for box in plan.shapes]
    shapes = {shape.id: shape for group in moved for shape in group.shapes}
    upright = scene.direction in ("LR", "RL")
    rooms = [placed_box(shape) for shape in shapes.values() if shape.form != "area"]
    routes = _routes(replace(plan, connections=tuple(without_swings(plan.connections, rooms, upright=upright))))
    taken: dict[Pair, int] = {}
    connections = [_placed(line, owner, routes, taken, shapes) for line in scene.connections]
    clear = _clear_meshes(scene.meshes, moved, owner, shapes, upright=upright)
    frames = _framed(plan, connections, clear, shapes)
    captions = [caption_box(frame) for frame in frames if frame.box is not None and frame.label.text]
    clear = [mesh for mesh in clear if mesh.instead is None or not _is_crossed(mesh, captions, shapes, upright=upright)]
    drawn = {id(mesh) for mesh in clear}
    if blocked := [mesh for mesh in scene.meshes if id(mesh) not in drawn]:
        connections += [_placed(line, owner, routes, taken, shapes) for line in _stand_ins(blocked)]
        frames = _framed(plan, connections, clear, shapes)
    placed = beside_lines(shapes, clear, connections, frames, upright=upright)
    return replace(
        scene,
        shapes=tuple(placed[shape.id] for shape in scene.shapes),
        connections=tuple(connections),
        meshes=tuple(clear),
        clusters=frames,
        notes=(*scene.notes, *plan.notes),
    )


def _framed(
    plan: Scene, connections: Sequence[Connection], meshes: Sequence[Mesh], shapes: Mapping[str, Shape]
) -> tuple[Cluster, ...]:
    """Return the frames with their captions where no line passes, those of meshes included."""
    if not plan.clusters:  # a mesh has as many lines as a layer has weights
        return ()
    curves = [line.points for line in connections]
    return captioned(plan.clusters, [*curves, *(curve for mesh in meshes for curve in _curves(mesh, shapes))])


def _curves(mesh: Mesh, shapes: Mapping[str, Shape]) -> Iterator[tuple[Point, ...]]:
    for source in (shapes[name] for name in mesh.sources):
        for target in (shapes[name] for name in mesh.targets):
            yield straight(centre(source), centre(target))


def _is_crossed(mesh: Mesh, captions: Sequence[Box], shapes: Mapping[str, Shape], *, upright: bool) -> bool:
    """Whether lines of a mesh run where the caption of a frame stands."""
    start, end = spans(mesh, shapes, upright=upright)
    return any(blocks(turned(box, upright=upright), start, end) for box in captions)


def _groups(scene: Scene) -> list[_Group]:
    members: dict[str, list[Shape]] = {}
    for shape in scene.shapes:
        members.setdefault(shape.group or shape.id, []).append(shape)
    return [_Group(name, tuple(shapes), _room(scene, shapes)) for name, shapes in members.items()]


def _room(scene: Scene, shapes: Iterable[Shape]) -> Box:
    """Return the room around a group's middle, as much on either side of the flow so that lines meet the middle."""
    box = union(shape_box(shape).moved(shape.x or 0.0, shape.y or 0.0) for shape in shapes)
    if scene.direction in ("LR", "RL"):
        half = max(-box.top, box.bottom)
        return Box(box.left, -half, box.right, half)
    half = max(-box.left, box.right)
    return Box(-half, box.top, half, box.bottom)


def _plan(scene: Scene, groups: Mapping[str, _Group], owner: Mapping[str, str]) -> Scene:
    """Return the scene that Graphviz lays out: a box a group, a connection for each line or mesh between two."""
    fans = {owner[name] for mesh in scene.meshes for name in (mesh.sources[0], mesh.targets[0])}
    boxes = [_box(scene, group, fans) for group in groups.values()]
    number = {box.name: box.id for box in boxes}
    pairs = [(owner[line.source], owner[line.target]) for line in scene.connections]
    pairs += dict.fromkeys((owner[mesh.sources[0]], owner[mesh.targets[0]]) for mesh in scene.meshes)
    lines = tuple(Connection(number[source], number[target]) for source, target in pairs if source != target)
    return Scene(
        scene.title,
        shapes=tuple(boxes),
        connections=lines,
        clusters=scene.clusters,
        direction=scene.direction,
        gap=scene.gap,
        layout="groups",
    )


def _box(scene: Scene, group: _Group, fans: set[str]) -> Shape:
    upright = scene.direction in ("LR", "RL")
    room = _padding(scene, group.box.height if upright else group.box.width) if group.name in fans else _padding(scene, 0.0)
    width, height = group.box.width, group.box.height
    size = (width + room, height) if upright else (width, height + room)
    return Shape(f"group-{group.name}", group.name, max(size[0], 1.0), max(size[1], 1.0), cluster=group.shapes[0].cluster)


def _padding(scene: Scene, length: float) -> float:
    """Return how much longer than its content a group's box is along the flow."""
    if scene.gap is not None:
        return max(scene.gap - RANK_GAP, 0.0)
    return min(max(_FAN_SHARE * length, _FAN_LEAST), _FAN_MOST) - RANK_GAP if length else 0.0


def _origin(box: Shape, room: Box, scene: Scene) -> Point:
    x, y = centre(box)
    middle = room.middle
    return x - middle[0], y - middle[1]


def _routes(plan: Scene) -> Mapping[Pair, list[tuple[Point, ...]]]:
    names = {box.id: box.name for box in plan.shapes}
    routes: dict[Pair, list[tuple[Point, ...]]] = {}
    for line in plan.connections:
        routes.setdefault((names[line.source], names[line.target]), []).append(line.points)
    return routes


def _placed(
    line: Connection,
    owner: Mapping[str, str],
    routes: Mapping[Pair, list[tuple[Point, ...]]],
    taken: dict[Pair, int],
    shapes: Mapping[str, Shape],
) -> Connection:
    """Return a line along its route; parallel ones take one after the other."""
    source, target = shapes[line.source], shapes[line.target]
    pair = owner[line.source], owner[line.target]
    if pair[0] == pair[1]:
        return replace(line, points=straight(border_point(source, centre(target)), border_point(target, centre(source))))
    index = taken[pair] = taken.get(pair, -1) + 1
    route = routes[pair][min(index, len(routes[pair]) - 1)]
    first, last = border_point(source, route[0]), border_point(target, route[-1])
    return replace(line, points=(*straight(first, route[0])[:3], *route, *straight(route[-1], last)[1:]))


def _stand_ins(blocked: Sequence[Mesh]) -> list[Connection]:
    """Return the lines that stand for meshes, one for each two shapes."""
    lines = [mesh.instead for mesh in blocked if mesh.instead is not None]
    return list({(line.source, line.target): line for line in lines}.values())


def _texts(group: _Group) -> Iterable[Box]:
    """Return where the captions of a group stand."""
    captions = (shape for shape in group.shapes if shape.form == "area")
    return (label_box(label).moved(*centre(shape)) for shape in captions for label in shape.labels)


def _clear_meshes(
    meshes: Sequence[Mesh], groups: Sequence[_Group], owner: Mapping[str, str], shapes: Mapping[str, Shape], *, upright: bool
) -> list[Mesh]:
    """Return the meshes whose lines are drawn as far as the groups in their places are concerned."""
    rooms = {group.name: union(map(placed_box, group.shapes)) for group in groups}
    taken = RoomsAlong({name: turned(box, upright=upright) for name, box in rooms.items()})
    texts = {group.name: tuple(_texts(group)) for group in groups} if any(mesh.above for mesh in meshes) else {}
    return [mesh for mesh in meshes if mesh.instead is None or _is_clear(mesh, owner, shapes, (taken, texts), upright=upright)]


def _is_clear(
    mesh: Mesh,
    owner: Mapping[str, str],
    shapes: Mapping[str, Shape],
    taken: tuple[RoomsAlong, Mapping[str, Sequence[Box]]],
    *,
    upright: bool,
) -> bool:
    """Whether a mesh's lines can be distinguished, and where they run no other group stands, nor a caption under them."""
    rooms, texts = taken
    start, end = spans(mesh, shapes, upright=upright)
    if abs(sum(end[1:]) - sum(start[1:])) / 2 > _FLATTEST * (end[0] - start[0]):
        return False
    own = {owner[mesh.sources[0]], owner[mesh.targets[0]]}
    others = [box for name, box in rooms.between(start[0], end[0]) if name not in own]
    captions = [turned(box, upright=upright) for name in own for box in texts.get(name, ())] if mesh.above else []
    return not any(blocks(box, start, end) for box in (*others, *captions))
