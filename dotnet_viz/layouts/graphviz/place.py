"""Places by Graphviz, which sees a bare graph: ids made here, sizes, ranks, clusters. Never a name or a text.

Where room must be kept for text (a cluster's caption, a connection's label), Graphviz gets a stand-in of
that size. If it fails, it is asked once more for simpler lines.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

from dotnet_viz.errors import EngineError
from dotnet_viz.fonts import LINE_HEIGHT, text_width
from dotnet_viz.geometry.lines import straight
from dotnet_viz.geometry.outlines import border_point
from dotnet_viz.geometry.parts import shape_box
from dotnet_viz.layouts.graphviz.cluster_captions import INSET, place_captions
from dotnet_viz.layouts.graphviz.effort import MOST_PLACES, places_on_ranks
from dotnet_viz.layouts.graphviz.engines import check_engine, run_engine
from dotnet_viz.layouts.graphviz.failures import LastingEngineError
from dotnet_viz.scene import CONNECTION_TEXT_SIZE, Cluster, Connection, Label, Point, Scene, Shape, changed

if TYPE_CHECKING:
    from dotnet_viz.layouts.graphviz.orthogonal import Ports


_NODE_GAP = 24
RANK_GAP = 34
_MANY = 500
_CLUSTER_MARGIN = 12
_LINE_ROOM = 8.0
_SIMPLE = "splines=line nslimit=1 nslimit1=1 mclimit=0.1"
_FIRST_TRY = 2 / 3
_FARTHEST = 1e8
_TRUNK_WEIGHT = 40
_PORTS = {"TB": (":s", ":n"), "BT": (":n", ":s"), "LR": (":e", ":w"), "RL": (":w", ":e")}
# Width of a character of a font that is as wide everywhere, and height of a line, both as parts of the font size.
_STAND_IN_WIDTH = 0.6
_STAND_IN_HEIGHT = 1.2


@dataclass(frozen=True)
class Hints:
    """What a layout should respect where it can.

    Args:
        trunk: ids of shapes that should stand in one straight line.
        order: pairs of ids of which the first stands before the second, though no line joins them.
    """

    trunk: tuple[str, ...] = ()
    order: tuple[tuple[str, str], ...] = ()


def place_with_graphviz(
    scene: Scene,
    *,
    engine: str,
    timeout: float,
    hints: Hints = Hints(),
    answers: dict[str, dict[str, Any]] | None = None,
    ports: Mapping[str, Ports] | None = None,
) -> Scene:
    """Give shapes, connections and clusters their places.

    Args:
        scene: without places.
        engine: ``"wasm"`` or ``"dot"``.
        timeout: seconds for both tries together.
        hints: on what should be straight or in order.
        answers: Graphviz's answers by the graph it got, so that equal graphs are laid out once; it is added to.
        ports: where lines in right angles may enter and leave a shape, by its id.

    Raises:
        OptionError: no such engine.
        EngineError: the engine is not installed, failed twice, or took too long.
    """
    check_engine(engine)
    if not scene.shapes:
        return scene
    placed = _Reader(scene, _layout(scene, engine, timeout, hints, {} if answers is None else answers)).placed()
    if scene.splines == "ortho":
        from dotnet_viz.layouts.graphviz.orthogonal import right_angled

        placed = right_angled(placed, ports or {})
    return place_captions(placed)


def bare_graph(scene: Scene, *, simple: bool = False, hints: Hints = Hints()) -> str:
    """Return the graph that Graphviz gets to see.

    Args:
        scene: what should be laid out.
        simple: whether straight lines and a quick guess at the best order will do.
        hints: on what should be straight or in order.
    """
    # Graphviz's own right angles take several times as long, and abort on some graphs.
    curves = "spline" if scene.splines == "ortho" else scene.splines
    return "\n".join(_lines(scene, _SIMPLE if simple else f"splines={curves}", hints))


def rank_gap(scene: Scene) -> float:
    """Return the pixels between the boxes that follow one another."""
    if scene.gap is None or scene.layout not in ("graphviz", "groups"):
        return RANK_GAP
    # Boxes of groups are longer by what is wider than usual: of some it depends on their lines.
    return scene.gap if scene.layout == "graphviz" else min(scene.gap, RANK_GAP)


def _layout(scene: Scene, engine: str, timeout: float, hints: Hints, answers: dict[str, dict[str, Any]]) -> dict[str, Any]:
    graph = bare_graph(scene, hints=hints)
    if graph not in answers:
        answers[graph] = _answer(scene, graph, engine, timeout)
    return answers[graph]


def _answer(scene: Scene, graph: str, engine: str, timeout: float) -> dict[str, Any]:
    if len(scene.connections) > _MANY and (places := places_on_ranks(scene)) > MOST_PLACES:
        raise EngineError(f"its {len(scene.connections):,} lines pass {places:,} places, too many for it")
    end = time.monotonic() + timeout
    try:
        return run_engine(engine, graph, timeout * _FIRST_TRY)
    except LastingEngineError:
        raise
    except EngineError as first:
        try:
            return run_engine(engine, bare_graph(scene, simple=True), max(end - time.monotonic(), timeout / 3))
        except EngineError as second:
            raise EngineError(f"no layout of {len(scene.shapes)} shapes, nor with simpler lines: {second}") from first


def _lines(scene: Scene, settings: str, hints: Hints) -> Iterator[str]:
    yield f"digraph {{ graph [rankdir={scene.direction} {settings} nodesep={_inches(_NODE_GAP)}"
    # With the flow upwards Graphviz turns the picture over, captions included.
    yield f"ranksep={_inches(rank_gap(scene))} margin=0 fontname=Courier labelloc={'b' if scene.direction == 'BT' else 't'}]"
    yield 'node [shape=box fixedsize=true label="" margin=0 penwidth=0]'
    yield "edge [dir=none fontname=Courier penwidth=0]"
    members = _members(scene)
    yield from _group(scene, None, members, {cluster.id: f"c{number}" for number, cluster in enumerate(scene.clusters)})
    names = {shape.id: f"a{number}" for number, shape in enumerate(scene.shapes)}
    # Groups are wider than what lines go on to inside them, so lines take the middle of their sides.
    tail, head = _PORTS[scene.direction] if scene.layout == "groups" else ("", "")
    straight_lines = set(pairwise(hints.trunk))
    for number, line in enumerate(scene.connections):
        weight = f" weight={_TRUNK_WEIGHT}" if (line.source, line.target) in straight_lines else ""
        room = _connection_room(line, flow_down=scene.direction in ("TB", "BT"))
        yield f"{names[line.source]}{tail} -> {names[line.target]}{head} [id=e{number}{weight}{room}]"
    yield from (f"{names[one]} -> {names[other]} [style=invis]" for one, other in hints.order)
    yield "}"


def _members(scene: Scene) -> Mapping[str | None, list[tuple[int, Shape]]]:
    members: dict[str | None, list[tuple[int, Shape]]] = {}
    for number, shape in enumerate(scene.shapes):
        members.setdefault(shape.cluster, []).append((number, shape))
    return members


def _group(
    scene: Scene, owner: str | None, members: Mapping[str | None, list[tuple[int, Shape]]], names: Mapping[str, str]
) -> Iterator[str]:
    own = members.get(owner, [])
    for number, shape in own:
        yield _node(number, shape)
    yield from _same_ranks(own)
    children = [cluster for cluster in scene.clusters if cluster.parent == owner]
    for cluster in children:
        yield f"subgraph cluster_{names[cluster.id]} {{ graph [margin={_CLUSTER_MARGIN} id={names[cluster.id]}"
        yield f"{_stand_in(_caption_room(cluster, scene.direction), cluster.label.size * LINE_HEIGHT)}]"
        yield from _group(scene, cluster.id, members, names)
        yield "}"
    if owner is not None and not own and not children:
        yield f"empty_{names[owner]} [width=0.3 height=0.3]"


def _node(number: int, shape: Shape) -> str:
    width, height = node_size(shape)
    form = " shape=ellipse" if shape.form == "circle" else ""
    return f"a{number} [width={_inches(width)} height={_inches(height)}{form}]"


def _same_ranks(own: list[tuple[int, Shape]]) -> Iterator[str]:
    ranked = sorted((shape.rank, number) for number, shape in own if shape.rank is not None)
    for _, group in groupby(ranked, key=lambda item: item[0]):
        yield f"{{ rank=same {' '.join(f'a{number}' for _, number in group)} }}"


def node_size(shape: Shape) -> tuple[float, float]:
    """Return the size of the outline, or of a box with the same centre around the text that sticks out of it."""
    box = shape_box(shape)
    width, height = 2 * max(-box.left, box.right), 2 * max(-box.top, box.bottom)
    slack = shape.stroke_width + 1
    return (
        width if width > shape.width + slack else shape.width,
        height if height > shape.height + slack else shape.height,
    )


def _connection_room(line: Connection, *, flow_down: bool) -> str:
    if not line.label:
        return ""
    width, height = text_width(line.label, CONNECTION_TEXT_SIZE) + 6, CONNECTION_TEXT_SIZE * LINE_HEIGHT
    return " " + (_stand_in(width, height) if flow_down else _stand_in(width, height + 4))


def _caption_room(cluster: Cluster, direction: str) -> float:
    """Return how wide a frame must be for its caption; beside a line that comes in from above, half of it is enough."""
    width = text_width(cluster.label.text, cluster.label.size, cluster.label.bold)
    return width if direction in ("LR", "RL") or not width else 2 * (width + INSET + _LINE_ROOM)


def _stand_in(width: float, height: float) -> str:
    """Return label attributes that take at least this room in any font that is as wide everywhere."""
    size = height / _STAND_IN_HEIGHT
    count = math.ceil(width / (size * _STAND_IN_WIDTH))
    return f'label="{"x" * count}" fontsize={size:.4g}' if count else 'label=""'


def _inches(pixels: float) -> str:
    return f"{pixels / 72:.6g}"


@dataclass(frozen=True)
class _Reader:
    """Reads Graphviz's answer: points with y upwards become pixels with y downwards."""

    scene: Scene
    answer: dict[str, Any]

    def placed(self) -> Scene:
        try:
            objects = {item["name"]: item for item in self.answer["objects"]}
            lines = {item["id"]: item for item in self.answer.get("edges", ()) if "id" in item}
            shapes = tuple(self._shape(shape, objects[f"a{number}"]) for number, shape in enumerate(self.scene.shapes))
            by_id = {shape.id: shape for shape in shapes}
            connections = tuple(
                self._connection(line, lines[f"e{number}"], by_id) for number, line in enumerate(self.scene.connections)
            )
            clusters = tuple(
                self._cluster(cluster, objects[f"cluster_c{number}"]) for number, cluster in enumerate(self.scene.clusters)
            )
        except (KeyError, ValueError, TypeError, IndexError) as error:
            raise EngineError(f"the layout engine left out part of the graph: {error!r}") from error
        return replace(self.scene, shapes=shapes, connections=connections, clusters=clusters)

    def _shape(self, shape: Shape, item: Mapping[str, str]) -> Shape:
        x, y = _point(item["pos"])
        return changed(shape, x=x, y=y)

    def _connection(self, line: Connection, item: Mapping[str, str], shapes: Mapping[str, Shape]) -> Connection:
        points = [_point(text) for text in item["pos"].split()]
        if len(points) % 3 != 1:
            raise EngineError(f"the layout engine returned a line of {len(points)} points")
        source, target = shapes[line.source], shapes[line.target]
        reached = _reach(points, source, target)
        position = _point(item["lp"]) if line.label and "lp" in item else None
        return changed(line, points=tuple(reached), label_at=position)

    def _cluster(self, cluster: Cluster, item: Mapping[str, str]) -> Cluster:
        left, low, right, high = (float(part) for part in item["bb"].split(","))
        label = _caption(cluster.label, right - left, high - low)
        return changed(cluster, box=(left, -high, right, -low), label=label)


def _point(text: str) -> Point:
    x, y = (float(part) for part in text.split(","))
    if not (abs(x) <= _FARTHEST and abs(y) <= _FARTHEST):
        raise ValueError(f"a place at {x:g}, {y:g}")
    return x, -y


def _reach(points: list[Point], source: Shape, target: Shape) -> list[Point]:
    """Return the line, drawn on to the outlines where Graphviz kept room for text around a shape."""
    if node_size(source) != (source.width, source.height):
        points = [*straight(border_point(source, points[0]), points[0])[:3], *points]
    if node_size(target) != (target.width, target.height):
        points = [*points, *straight(points[-1], border_point(target, points[-1]))[1:]]
    return points


def _caption(label: Label, width: float, height: float) -> Label:
    top = -height / 2 + 4 + label.size * LINE_HEIGHT / 2
    return replace(label, x=-width / 2 + INSET, y=top, anchor="start")
