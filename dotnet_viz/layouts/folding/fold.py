"""A placed scene as strips one after the other: rows for a flow to the right, columns for one downwards."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dotnet_viz.geometry.boxes import Box, box_of_points, union
from dotnet_viz.geometry.lines import Curve, straight
from dotnet_viz.geometry.outlines import border_point, centre
from dotnet_viz.geometry.parts import label_box
from dotnet_viz.layouts.columns.edge_values import bundle_of
from dotnet_viz.layouts.folding.curves import cut_at, joined
from dotnet_viz.layouts.folding.cuts import Strip, strips
from dotnet_viz.layouts.folding.fans import Fan, fan
from dotnet_viz.layouts.folding.flow import Flow, Range
from dotnet_viz.layouts.folding.frames import frame_parts
from dotnet_viz.layouts.folding.returns import Passing, gap_of, returns
from dotnet_viz.scene import Bundle, Connection, KeyLegend, Label, Mesh, Point, Raster, Scene, Shape, changed

Known = dict[tuple[Strip, ...], Scene]
"""One scene in strips, by these."""


def folded(scene: Scene, most: float, known: Known | None = None) -> Scene:
    """Return a scene in strips of at most a length along its flow.

    Lines that pass the end of a strip go on in the next one. Where weights pass it, the units that they leave are drawn once
    more at the start of the next strip, with a dashed line from the ones to the others.

    Args:
        scene: with places, without its frame; one that is short enough comes back as it is.
        most: the length in CSS pixels.
        known: of the same scene with other lengths, which may give the same strips; it is added to.
    """
    flow = Flow(scene.direction)
    parts = tuple(strips(scene, flow, most)) if scene.shapes else ()
    if len(parts) <= 1:
        return scene
    known = {} if known is None else known
    if parts not in known:
        known[parts] = _Folding(scene, flow, parts).scene()
    return known[parts]


@dataclass
class _Line:
    """A line in its pieces, one a strip, as (along, across) of the unfolded scene."""

    line: Connection
    first: int
    pieces: list[Curve]
    is_backward: bool = False

    @property
    def last(self) -> int:
        return self.first + len(self.pieces) - 1


@dataclass
class _Folding:
    original: Scene
    flow: Flow
    strips: Sequence[Strip]
    lines: list[_Line] = field(default_factory=list)

    def __post_init__(self) -> None:
        ends = [strip.end for strip in self.strips[:-1]]
        self.index = {shape.id: bisect_left(ends, self.flow.place(shape)) for shape in self.original.shapes}
        self.index.update(self._with_their_lines())
        self.room_of = {shape.id: self.flow.room(shape) for shape in self.original.shapes}
        self.frames = frame_parts(self.original, self.flow, self.strips)
        cut = [mesh for mesh in self.original.meshes if self._is_cut(mesh.sources, mesh.targets)]
        fans = [fan(mesh, self.original.shape_by_id, self.index, self.strips, self.flow) for mesh in cut]
        unfanned = [mesh for mesh, found in zip(cut, fans, strict=True) if found is None]
        self.lines = [self._line(line, self._along(line.points)) for line in self._all_lines(unfanned)]
        self.lines += [self._again(number) for number, strip in enumerate(self.strips) if strip.repeated]
        self.lines += [line for found in fans if found is not None for line in self._fanned(found)]
        self.whole = union(self.room_of.values())
        self.apart = [self._apart(number) for number in range(len(self.strips))]
        self.labels = [(label, self.flow.turned_box(label_box(label))) for label in self.original.labels]
        self.strips_of_labels = [self._strips_of(room) for _, room in self.labels]
        self.offsets = self._offsets()

    def scene(self) -> Scene:
        routes = self._routes()
        return replace(
            self.original,
            shapes=tuple(self._shapes()),
            connections=tuple(self._placed(number, routes) for number in range(len(self.lines))),
            meshes=tuple(mesh for mesh in self.original.meshes if not self._is_cut(mesh.sources, mesh.targets)),
            bundles=tuple(map(self._bundle, self.original.bundles)),
            clusters=tuple(part.cluster_at(self._box(part.strip, part.box)) for part in self.frames.parts),
            labels=tuple(self._labels()),
            rasters=(*self.original.rasters, *self._repeated_rasters()),
            legends=tuple(
                legend if isinstance(legend, KeyLegend) else replace(legend, middle=None) for legend in self.original.legends
            ),
        )

    def _with_their_lines(self) -> Iterator[tuple[str, int]]:
        """Yield the values of lines that start once more in another strip, with that strip."""
        for shape in self.original.shapes:
            if (number := bundle_of(shape)) is not None:
                bundle = self.original.bundles[number]
                target = self.index[bundle.targets[0]]
                if self._starts_again(bundle, target):
                    yield shape.id, target

    def _starts_again(self, bundle: Bundle, number: int) -> bool:
        """Whether the units that lines leave are drawn once more in a strip."""
        return self._is_cut(bundle.sources, bundle.targets) and bundle.sources[0] in self.strips[number].repeated

    def _along(self, points: Sequence[Point]) -> Curve:
        return tuple(map(self.flow.turned, points))

    def _all_lines(self, cut: Sequence[Mesh]) -> Iterator[Connection]:
        """Yield all lines, with one in the place of each of some meshes."""
        yield from self.original.connections
        stand_ins = [mesh.instead for mesh in cut if mesh.instead]
        for line in {(line.source, line.target): line for line in stand_ins}.values():
            shapes = self.original.shape_by_id
            source, target = shapes[line.source], shapes[line.target]
            yield replace(
                line, points=straight(border_point(source, centre(target)), border_point(target, centre(source)))
            )  # fmt: skip

    def _fanned(self, found: Fan) -> Iterator[_Line]:
        yield _Line(found.trunk, self.index[found.trunk.source], list(found.pieces))
        yield from (_Line(line, found.strip, [curve]) for line, curve in found.branches)

    def _is_cut(self, sources: Sequence[str], targets: Sequence[str]) -> bool:
        return self.index[sources[0]] != self.index[targets[0]]

    def _line(self, line: Connection, curve: Curve) -> _Line:
        first, last = self.index[line.source], self.index[line.target]
        if first > last or not curve:
            found = self._line(replace(line, source=line.target, target=line.source), curve[::-1]) if curve else None
            return _Line(line, first, [()]) if found is None else _Line(line, found.first, found.pieces, is_backward=True)
        again = [number for number in range(first + 1, last + 1) if line.source in self.strips[number].repeated]
        if again:
            first = again[-1]
            line = replace(line, source=_copy_of(line.source, first))
        return _Line(line, first, [self._piece(curve, number, first, last) for number in range(first, last + 1)])

    def _piece(self, curve: Curve, number: int, first: int, last: int) -> Curve:
        if number > first:
            curve = cut_at(curve, self.strips[number].first, last=True)[1]
        return cut_at(curve, self.strips[number].end)[0] if number < last else curve

    def _again(self, number: int) -> _Line:
        """Return the line from units to the same ones in the next strip."""
        strip = self.strips[number]
        rooms = {name: self.room_of[name] for name in sorted(strip.repeated)}
        middle = sum((room.top + room.bottom) / 2 for room in rooms.values()) / len(rooms)
        name = min(rooms, key=lambda name: abs((rooms[name].top + rooms[name].bottom) / 2 - middle))
        across = (rooms[name].top + rooms[name].bottom) / 2
        before = self.strips[number - 1].end
        pieces: list[Curve] = [straight((rooms[name].right, across), (before, across))]
        pieces.append(straight((strip.first, across), (rooms[name].left, across)))
        line = Connection(name, _copy_of(name, number), stroke="muted", dashed=True, tooltip=f"{name}")
        return _Line(replace(line, tooltip=self.original.shape_by_id[name].name), number - 1, pieces)

    def _offsets(self) -> list[float]:
        """Return for each strip how far it is moved across the flow."""
        self.rooms = [union(self._boxes(number)) for number in range(len(self.strips))]
        self.passing = [sum(line.first <= number < line.last for line in self.lines) for number in range(len(self.strips))]
        offsets, top = [], 0.0
        for room, passing in zip(self.rooms, self.passing, strict=True):
            offsets.append(top - room.top)
            top += room.height + gap_of(passing)
        return offsets

    def _boxes(self, number: int) -> Iterator[Box]:
        repeated = self.strips[number].repeated
        yield from (room for name, room in self.room_of.items() if self.index[name] == number or name in repeated)
        yield from (part.box for part in self.frames.parts if part.strip == number)
        for (_, room), found in zip(self.labels, self.strips_of_labels, strict=True):
            if number in found:
                yield room.moved(0.0, self._nearer(room, number))
        for line in self.lines:
            if line.first <= number <= line.last and line.pieces[number - line.first]:
                yield box_of_points(line.pieces[number - line.first])

    def _strips_of(self, room: Box) -> list[int]:
        """Return the strips that a text stands in: its own, and one that begins with the units it stands at."""
        place = (room.left + room.right) / 2
        found = [number for number, strip in enumerate(self.strips) if strip.first <= place <= strip.end]
        own = [number for number in found if self.strips[number].start <= place]
        return found or own or [0 if place < self.strips[0].end else len(self.strips) - 1]

    def _apart(self, number: int) -> Range:
        """Return how far before and behind a strip's own shapes, across the flow, the outermost of all shapes are."""
        repeated = self.strips[number].repeated
        own = union(room for name, room in self.room_of.items() if self.index[name] == number or name in repeated)
        return own.top - self.whole.top, own.bottom - self.whole.bottom

    def _nearer(self, room: Box, number: int) -> float:
        """Return how far a text is moved across the flow to where the shapes of its strip end."""
        before, behind = self.apart[number]
        return before if room.bottom <= self.whole.top else behind if room.top >= self.whole.bottom else 0.0

    def _moved(self, number: int, point: Point) -> Point:
        """Return where (along, across) of the unfolded scene is in a strip, as (along, across) of the folded one."""
        return point[0] - self.strips[number].first, point[1] + self.offsets[number]

    def _box(self, number: int, box: Box) -> Box:
        (left, top), (right, bottom) = (
            self._moved(number, (box.left, box.top)),
            self._moved(number, (box.right, box.bottom)),
        )
        return self.flow.back_box(Box(left, top, right, bottom))

    def _shapes(self) -> Iterator[Shape]:
        for shape in self.original.shapes:
            yield self._shape(shape, self.index[shape.id])
        for number, strip in enumerate(self.strips):
            for shape in self.original.shapes:
                if shape.id in strip.repeated:
                    yield changed(self._shape(shape, number), id=_copy_of(shape.id, number))
                elif shape.group in strip.repeated:
                    group = _copy_of(shape.group, number)
                    yield changed(self._shape(shape, number), id=_copy_of(shape.id, number), group=group)

    def _repeated_rasters(self) -> Iterator[Raster]:
        for number, strip in enumerate(self.strips):
            for raster in (raster for raster in self.original.rasters if raster.at in strip.repeated):
                yield replace(raster, at=_copy_of(raster.at, number))

    def _shape(self, shape: Shape, number: int) -> Shape:
        x, y = self.flow.back(self._moved(number, self.flow.turned(centre(shape))))
        return changed(shape, x=x, y=y, cluster=self.frames.name_of(shape.cluster, number))

    def _labels(self) -> Iterator[Label]:
        for (label, room), found in zip(self.labels, self.strips_of_labels, strict=True):
            for number in found:
                along, across = self._moved(number, self.flow.turned((label.x, label.y)))
                x, y = self.flow.back((along, across + self._nearer(room, number)))
                yield changed(label, x=x, y=y)

    def _bundle(self, bundle: Bundle) -> Bundle:
        number = self.index[bundle.targets[0]]
        if not self._starts_again(bundle, number):
            return bundle
        return replace(bundle, sources=tuple(_copy_of(name, number) for name in bundle.sources))

    def _routes(self) -> dict[tuple[int, int], Curve]:
        """Return the routes between strips by the number of the line and of the strip that it leaves."""
        routes: dict[tuple[int, int], Curve] = {}
        for number, strip in enumerate(self.strips[:-1]):
            passing = [
                Passing(
                    index,
                    self._moved(number, line.pieces[number - line.first][-1]),
                    self._moved(number + 1, line.pieces[number + 1 - line.first][0]),
                )
                for index, line in enumerate(self.lines)
                if line.first <= number < line.last
            ]
            gap = self.rooms[number].bottom + self.offsets[number]
            found = returns(passing, strip.length, gap)
            routes.update({(index, number): route for index, route in found.items()})
        return routes

    def _placed(self, index: int, routes: dict[tuple[int, int], Curve]) -> Connection:
        line = self.lines[index]
        chain: list[Curve] = []
        for number, piece in enumerate(line.pieces, start=line.first):
            chain.append(tuple(self._moved(number, point) for point in piece))
            chain += [routes[index, number]] if number < line.last else []
        curve = joined(chain) if chain[0] else ()
        points = tuple(map(self.flow.back, curve[::-1] if line.is_backward else curve))
        return changed(line.line, points=points, label_at=self._label_place(line))

    def _label_place(self, line: _Line) -> Point | None:
        if line.line.label_at is None:
            return None
        place = self.flow.turned(line.line.label_at)
        within = (number for number in range(line.first, line.last + 1) if place[0] <= self.strips[number].end)
        return self.flow.back(self._moved(next(within, line.last), place))


def _copy_of(name: str, number: int) -> str:
    """Return the id of a shape that is drawn once more in a strip."""
    return f"{name}-again{number}"
