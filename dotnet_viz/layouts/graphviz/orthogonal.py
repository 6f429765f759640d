"""Connections in right angles, between shapes that stand in ranks.

Each rank is a band that no line may cross but in a gap between its shapes; the bands are apart, and in the channel
between two of them a line may move sideways. A line's route through the gaps is read off the curve that it had. In a
channel each sideways move gets a track, so that no two lie on each other (channel routing by the left-edge
algorithm with vertical constraints: Hashimoto and Stevens, 1971; Deutsch, 1976).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count, pairwise
from types import MappingProxyType

import numpy as np

from dotnet_viz.geometry.curves import curve_weights
from dotnet_viz.geometry.lines import bent_line
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.scene import Connection, Point, Scene, Shape, changed
from dotnet_viz.traversal import depth_first_order

_CLEAR = 8.0
_APART = 7.0
_SAME = 0.5
_EDGE = 10.0
_PORT_GAP = 16.0
_AFTER_SHAPE = 8.0
_BEFORE_HEAD = 14.0
_WEIGHTS = curve_weights(np.linspace(0.0, 1.0, 7))


@dataclass(frozen=True)
class Ports:
    """How far from a shape's middle a line may enter and leave it, where that is not half its breadth."""

    entering: float
    leaving: float


def right_angled(scene: Scene, ports: Mapping[str, Ports] = MappingProxyType({})) -> Scene:
    """Return a scene whose connections run along the axes.

    A connection that does not lead to a later rank stays as it is.

    Args:
        scene: laid out in ranks along its direction, with curves for connections.
        ports: by the id of a shape.
    """
    index = _Turn(scene.direction)
    router = _Router([index.box(shape, ports.get(shape.id)) for shape in scene.shapes])
    ends = {shape.id: number for number, shape in enumerate(scene.shapes)}
    routes = [router.route(ends[line.source], ends[line.target], index.points(line.points)) for line in scene.connections]
    found = router.paths([route for route in routes if route is not None])
    lines = iter(found)
    drawn = tuple(
        line if route is None else _drawn(line, index.points(next(lines)))
        for line, route in zip(scene.connections, routes, strict=True)
    )
    return replace(scene, connections=drawn)


def _drawn(line: Connection, corners: Sequence[Point]) -> Connection:
    return changed(line, points=bent_line(corners))


@dataclass(frozen=True)
class _Turn:
    """Turns places so that the data flows downwards, and back: it is its own inverse."""

    direction: str

    def points(self, points: Sequence[Point]) -> list[Point]:
        sign = -1.0 if self.direction in ("BT", "RL") else 1.0
        if self.direction in ("TB", "BT"):
            return [(x, sign * y) for x, y in points]
        return [(sign * y, sign * x) for x, y in points]

    def box(self, shape: Shape, ports: Ports | None) -> _Box:
        ((x, y),) = self.points([centre(shape)])
        upright = self.direction in ("TB", "BT")
        width, height = (shape.width, shape.height) if upright else (shape.height, shape.width)
        return _Box(x, y, width / 2, height / 2, ports or Ports(width / 2, width / 2))


@dataclass(frozen=True)
class _Box:
    x: float
    y: float
    half_width: float
    half_height: float
    ports: Ports


@dataclass
class _Rank:
    """A band of shapes, with the places of the lines that pass through it."""

    y: float
    top: float
    bottom: float
    lefts: list[float] = field(default_factory=list)
    rights: list[float] = field(default_factory=list)
    lines: list[float] = field(default_factory=list)

    def is_free(self, x: float) -> bool:
        """Whether a line may pass here: clear of shapes and of other lines."""
        position = bisect_left(self.lefts, x + _CLEAR)
        if position and self.rights[position - 1] > x - _CLEAR:
            return False
        position = bisect_left(self.lines, x - _APART)
        return position == len(self.lines) or self.lines[position] >= x + _APART


@dataclass
class _Route:
    """A line: its shapes, their ranks, and where it passes each rank from the first to the last."""

    source: int
    target: int
    first: int
    places: list[float]


class _Router:
    def __init__(self, boxes: Sequence[_Box]) -> None:
        self._boxes = boxes
        heights = sorted({round(box.y, 1) for box in boxes})
        self._rank_of = {height: number for number, height in enumerate(heights)}
        self._ranks = [_Rank(height, height, height) for height in heights]
        for box in sorted(boxes, key=lambda box: box.x):
            rank = self._ranks[self._rank(box)]
            rank.top, rank.bottom = min(rank.top, box.y - box.half_height), max(rank.bottom, box.y + box.half_height)
            rank.lefts.append(box.x - box.half_width)
            rank.rights.append(box.x + box.half_width)

    def _rank(self, box: _Box) -> int:
        return self._rank_of[round(box.y, 1)]

    def route(self, source: int, target: int, curve: Sequence[Point]) -> _Route | None:
        """Return the route of a line through the ranks, ``None`` where it does not go down."""
        first, last = (self._rank(self._boxes[end]) for end in (source, target))
        if first >= last or not curve:
            return None
        between = self._passed(range(first + 1, last), curve) if last - first > 1 else []
        return _Route(source, target, first, [self._boxes[source].x, *between, self._boxes[target].x])

    def _passed(self, ranks: range, curve: Sequence[Point]) -> list[float]:
        x, y = _sampled(curve)
        wanted = np.interp([self._ranks[number].y for number in ranks], y, x).tolist()
        places: list[float] = []
        for number, guide in zip(ranks, wanted, strict=True):
            rank = self._ranks[number]
            position = next(choice for choice in chain(places[-1:], _around(guide)) if rank.is_free(choice))
            insort(rank.lines, position)
            places.append(position)
        return places

    def paths(self, routes: Sequence[_Route]) -> list[list[Point]]:
        """Return the corners of each line."""
        self._share_ports(routes)
        legs: dict[int, list[_Leg]] = {}
        for number, route in enumerate(routes):
            for step, (start, end) in enumerate(pairwise(route.places)):
                if abs(end - start) > _SAME:
                    legs.setdefault(route.first + step, []).append(_Leg(number, start, end))
        tracks = {(leg.line, channel): y for channel, group in legs.items() for leg, y in self._tracks(channel, group)}
        return [self._corners(number, route, tracks) for number, route in enumerate(routes)]

    def _share_ports(self, routes: Sequence[_Route]) -> None:
        """Give the lines of a shape places of their own on its edge, in the order in which they come or go."""
        leaving: dict[int, list[_Route]] = {}
        entering: dict[int, list[_Route]] = {}
        for route in routes:
            leaving.setdefault(route.source, []).append(route)
            entering.setdefault(route.target, []).append(route)
        for shape, group in entering.items():
            group.sort(key=lambda route: route.places[-2])
            wanted = [route.places[-2] for route in group]
            for route, position in zip(
                group, _ports(self._boxes[shape].x, self._boxes[shape].ports.entering, wanted), strict=True
            ):
                route.places[-1] = position
        for shape, group in leaving.items():
            group.sort(key=lambda route: route.places[1])
            wanted = [route.places[1] for route in group]
            for route, position in zip(
                group, _ports(self._boxes[shape].x, self._boxes[shape].ports.leaving, wanted), strict=True
            ):
                route.places[0] = position

    def _tracks(self, channel: int, legs: list[_Leg]) -> Iterator[tuple[_Leg, float]]:
        """Yield the height at which each line of a channel moves sideways."""
        top, bottom = self._ranks[channel].bottom + _AFTER_SHAPE, self._ranks[channel + 1].top - _BEFORE_HEAD
        numbers = _track_numbers(legs)
        step = (bottom - top) / (max(numbers) + 2)
        yield from ((leg, top + (number + 1) * step) for leg, number in zip(legs, numbers, strict=True))

    def _corners(self, number: int, route: _Route, tracks: Mapping[tuple[int, int], float]) -> list[Point]:
        source, target = self._boxes[route.source], self._boxes[route.target]
        corners = [(route.places[0], source.y + source.half_height)]
        for step, (start, end) in enumerate(pairwise(route.places)):
            height = tracks.get((number, route.first + step))
            if height is not None:
                corners += [(start, height), (end, height)]
        corners.append((corners[-1][0], target.y - target.half_height))
        return corners


@dataclass(frozen=True)
class _Leg:
    """A sideways move of a line in one channel."""

    line: int
    start: float
    end: float

    @property
    def left(self) -> float:
        return min(self.start, self.end)

    @property
    def right(self) -> float:
        return max(self.start, self.end)


def _track_numbers(legs: Sequence[_Leg]) -> list[int]:
    """Return for each leg its track, counted from the top.

    Where one leg starts above the place where another ends, the first has to lie higher, or they would run over each
    other on the route down.
    """
    above = [[other for other, leg in enumerate(legs) if leg is not own and _over(leg, own)] for own in legs]
    found: dict[int, int] = {}
    taken: list[list[_Leg]] = []
    # Where legs stand above one another in a circle, one of them goes first.
    starts = sorted(range(len(legs)), key=lambda number: legs[number].left)
    for number in depth_first_order(starts, lambda number: above[number][::-1]):
        leg = legs[number]
        track = max((found[other] + 1 for other in above[number] if other in found), default=0)
        while track < len(taken) and any(_meet(leg, other) for other in taken[track]):
            track += 1
        taken += [[] for _ in range(track + 1 - len(taken))]
        taken[track].append(leg)
        found[number] = track
    return [found[number] for number in range(len(legs))]


def _ports(middle: float, half_width: float, wanted: Sequence[float]) -> list[float]:
    """Return places on a shape's edge, as near as can be to those that are wanted, from left to right."""
    reach = max(half_width - _EDGE, 0.0)
    gap = min(_PORT_GAP, 2 * reach / max(len(wanted) - 1, 1))
    held = [min(max(position, middle - reach), middle + reach) for position in wanted]
    to_right = _pushed(held, gap)
    to_left = [-position for position in _pushed([-position for position in reversed(held)], gap)][::-1]
    balanced = [(right + left) / 2 for right, left in zip(to_right, to_left, strict=True)]
    shift = min(middle + reach - balanced[-1], 0.0) + max(middle - reach - balanced[0], 0.0)
    return [position + shift for position in balanced]


def _pushed(places: Sequence[float], gap: float) -> list[float]:
    """Return places of which each is moved to the right until it is clear of the one before."""
    moved = list(places[:1])
    for position in places[1:]:
        moved.append(max(position, moved[-1] + gap))
    return moved


def _over(upper: _Leg, lower: _Leg) -> bool:
    return abs(upper.start - lower.end) < _APART / 2


def _meet(one: _Leg, other: _Leg) -> bool:
    return one.left < other.right + _APART and other.left < one.right + _APART


def _around(position: float) -> Iterator[float]:
    """Yield a place and then those beside it, further and further away."""
    yield position
    for number in count(1):
        yield position + number * _APART
        yield position - number * _APART


def _sampled(curve: Sequence[Point]) -> tuple[list[float], list[float]]:
    """Return points of a chain of cubic curves, further down one by one."""
    points = np.asarray(curve, dtype=np.float64)
    pieces = np.stack([points[0:-1:3], points[1::3], points[2::3], points[3::3]], axis=1)
    places = np.einsum("tk,nkc->ntc", _WEIGHTS, pieces).reshape(-1, 2)
    down = np.maximum.accumulate(places[:, 1])
    x: list[float] = places[:, 0].tolist()
    y: list[float] = down.tolist()
    return x, y
