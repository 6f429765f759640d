"""Right angles for graphs in which long chains stand between branches: each chain is laid out as one tall box.

Graphviz then has a third of the shapes to place, and chains become straight columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dotnet_viz.geometry.lines import straight
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.layouts.graphviz.orthogonal import Ports
from dotnet_viz.layouts.graphviz.place import node_size, place_with_graphviz, rank_gap
from dotnet_viz.scene import Connection, Point, Scene, Shape, changed


def place_in_right_angles(scene: Scene, *, engine: str, timeout: float) -> Scene:
    """Give shapes, connections and clusters their places, the connections along the axes.

    Args:
        scene: without places.
        engine: ``"wasm"`` or ``"dot"``.
        timeout: seconds that the engine may take.

    Raises:
        OptionError: no such engine.
        EngineError: the engine is not installed, failed twice, or took too long.
    """
    chains = _Chains(scene)
    small = chains.contracted()
    return chains.expanded(place_with_graphviz(small, engine=engine, timeout=timeout, ports=chains.ports()))


@dataclass(frozen=True)
class _Flow:
    """The axis of the data flow, and its direction."""

    axis: int
    sign: int

    @classmethod
    def of(cls, direction: str) -> _Flow:
        return cls(1 if direction in ("TB", "BT") else 0, 1 if direction in ("TB", "LR") else -1)

    def length(self, shape: Shape) -> float:
        return (shape.width, shape.height)[self.axis]

    def breadth(self, shape: Shape) -> float:
        return (shape.height, shape.width)[self.axis]

    def size(self, length: float, breadth: float) -> tuple[float, float]:
        """Return width and height."""
        return (breadth, length) if self.axis else (length, breadth)

    def moved(self, position: Point, along: float) -> Point:
        x, y = position
        return (x, y + self.sign * along) if self.axis else (x + self.sign * along, y)


class _Chains:
    """Shapes of one cluster that follow each other, with no other line in between."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._flow = _Flow.of(scene.direction)
        self._gap = rank_gap(scene)
        self._chains = _walked(scene, _following(scene))
        self._inner = frozenset(shape.id for chain in self._chains for shape in chain[:-1])

    def contracted(self) -> Scene:
        """Return the scene with one shape for each chain, which has the id of the first in it."""
        heads = {shape.id: chain[0].id for chain in self._chains for shape in chain}
        return replace(
            self._scene,
            shapes=tuple(self._column(chain) for chain in self._chains),
            connections=tuple(
                changed(line, source=heads[line.source]) for line in self._scene.connections if line.source not in self._inner
            ),
        )

    def ports(self) -> Mapping[str, Ports]:
        """Return how far from its middle a line may enter and leave each chain's shape."""
        return {
            chain[0].id: Ports(self._flow.breadth(chain[0]) / 2, self._flow.breadth(chain[-1]) / 2) for chain in self._chains
        }

    def expanded(self, placed: Scene) -> Scene:
        """Return the scene itself with the places of the contracted one."""
        shapes: dict[str, Shape] = {}
        for chain, column in zip(self._chains, placed.shapes, strict=True):
            for shape, position in zip(chain, self._places(chain, column), strict=True):
                shapes[shape.id] = changed(shape, x=position[0], y=position[1])
        outer = iter(placed.connections)
        return replace(
            self._scene,
            shapes=tuple(shapes[shape.id] for shape in self._scene.shapes),
            clusters=placed.clusters,
            connections=tuple(
                self._between(line, shapes) if line.source in self._inner else changed(next(outer), source=line.source)
                for line in self._scene.connections
            ),
        )

    def _column(self, chain: Sequence[Shape]) -> Shape:
        if len(chain) == 1:
            return chain[0]
        length = sum(self._flow.length(shape) for shape in chain) + self._gap * (len(chain) - 1)
        width, height = self._flow.size(length, max(self._flow.breadth(shape) for shape in chain))
        return Shape(chain[0].id, chain[0].name, width, height, cluster=chain[0].cluster)

    def _places(self, chain: Sequence[Shape], column: Shape) -> list[Point]:
        position = self._flow.moved(centre(column), -self._flow.length(column) / 2)
        places = []
        for shape in chain:
            half = self._flow.length(shape) / 2
            places.append(self._flow.moved(position, half))
            position = self._flow.moved(position, 2 * half + self._gap)
        return places

    def _between(self, line: Connection, shapes: Mapping[str, Shape]) -> Connection:
        source, target = shapes[line.source], shapes[line.target]
        start = self._flow.moved(centre(source), self._flow.length(source) / 2)
        end = self._flow.moved(centre(target), -self._flow.length(target) / 2)
        return changed(line, points=straight(start, end))


def _following(scene: Scene) -> dict[str, str]:
    """Return the next shape of each that is followed by one in its chain."""
    leaving = Counter(line.source for line in scene.connections)
    entering = Counter(line.target for line in scene.connections)
    plain = {
        shape.id: shape for shape in scene.shapes if shape.rank is None and node_size(shape) == (shape.width, shape.height)
    }
    return {
        line.source: line.target
        for line in scene.connections
        if leaving[line.source] == 1 == entering[line.target]
        and not line.label
        and line.source in plain
        and line.target in plain
        and plain[line.source].cluster == plain[line.target].cluster
    }


def _walked(scene: Scene, following: Mapping[str, str]) -> list[list[Shape]]:
    """Return the chains, those of one shape included; what stands in a circle is no chain."""
    later = set(following.values())
    chains = []
    seen: set[str] = set()
    for shape in scene.shapes:
        if shape.id not in later:
            chain = [shape]
            while chain[-1].id in following:
                chain.append(scene.shape_by_id[following[chain[-1].id]])
            chains.append(chain)
            seen.update(member.id for member in chain)
    return chains + [[shape] for shape in scene.shapes if shape.id not in seen]
