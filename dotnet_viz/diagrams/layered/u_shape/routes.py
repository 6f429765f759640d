"""Ways of the lines of a U: straight to a neighbour, over the row to others in it, and beside the blocks to other rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dotnet_viz.diagrams.layered.nesting import Link
from dotnet_viz.diagrams.layered.placement import LayerBlock
from dotnet_viz.diagrams.layered.rows.curves import CurvePen
from dotnet_viz.diagrams.layered.u_shape.levels import ULevels
from dotnet_viz.diagrams.layered.u_shape.places import ABOVE, TRACK, UPlaces, neighbours
from dotnet_viz.scene import Point

# Lines that would bend by less than this, in pixels, are straight.
_NEARLY = 6.0


def u_routes(
    found: ULevels, blocks: Mapping[str, LayerBlock], links: Sequence[Link], places: UPlaces
) -> Mapping[Link, tuple[Point, ...]]:
    """Return the way of each line; empty for those between neighbours that nothing but one line joins.

    Args:
        found: the levels of the U.
        blocks: by id of their node.
        links: tensors between them.
        places: of the blocks.
    """
    return _Routes(found, blocks, links, places).all()


class _Routes:
    def __init__(self, found: ULevels, blocks: Mapping[str, LayerBlock], links: Sequence[Link], places: UPlaces) -> None:
        self._found, self._blocks, self._links, self._places = found, blocks, list(dict.fromkeys(links)), places
        self._beside = neighbours(places.rows)
        self._over = {link: track for row in range(found.row_count) for link, track in self._tracks(row)}
        self._channels: dict[int, int] = {}

    def all(self) -> Mapping[Link, tuple[Point, ...]]:
        """Return all routes."""
        return {link: self._route(link) for link in self._links}

    def _route(self, link: Link) -> tuple[Point, ...]:
        rows = self._found.rows
        if link in self._over:
            return self._over_the_row(link)
        if rows[link.source] == rows[link.target]:
            return CurvePen(self._side(link.source, 1)).line(self._side(link.target, 0)).points
        return self._to_another_row(link)

    def _side(self, name: str, end: int) -> Point:
        """Return the middle of the left (0) or right (1) side of a block, at the height of the middle of its front."""
        cuboid, (x, y) = self._blocks[name].cuboid, self._places.middles[name]
        down = cuboid.full_height / 2 - cuboid.height / 2
        return x + cuboid.reach_at(down)[end], y + down

    # Over the row

    def _tracks(self, row: int) -> Iterator[tuple[Link, int]]:
        """Yield the lines that pass over blocks of a row with the number of their track, short ones lowest."""
        inside = [
            link
            for link in self._links
            if self._found.rows[link.source] == self._found.rows[link.target] == row
            and ((link.source, link.target) not in self._beside or self._is_flat_skip(link))
        ]
        taken: list[list[tuple[float, float]]] = []
        for link in sorted(inside, key=lambda link: self._span(link)[1] - self._span(link)[0]):
            start, end = self._span(link)
            track = next(
                (track for track, spans in enumerate(taken) if all(end < one or other < start for one, other in spans)),
                len(taken),
            )
            if track == len(taken):
                taken.append([])
            taken[track].append((start, end))
            yield link, track

    def _is_flat_skip(self, link: Link) -> bool:
        """Whether a straight line would cross lower rows, which stand between."""
        return self._places.is_flat and link in self._found.skips

    def _span(self, link: Link) -> tuple[float, float]:
        ends = self._places.middles[link.source][0], self._places.middles[link.target][0]
        return min(ends), max(ends)

    def _over_the_row(self, link: Link) -> tuple[Point, ...]:
        row = self._found.rows[link.source]
        y = self._places.heads[row] - TRACK * self._over[link] - ABOVE
        start, end = self._roof(link.source, link), self._roof(link.target, link)
        return CurvePen(start).along([(start[0], y), (end[0], y), end]).points

    def _roof(self, name: str, link: Link) -> Point:
        """Return where a line meets the back edge of the top of a block; lines share it evenly."""
        meeting = [other for other in self._over if name in (other.source, other.target)]
        meeting.sort(key=lambda other: self._places.middles[other.target if other.source == name else other.source][0])
        cuboid, (x, y) = self._blocks[name].cuboid, self._places.middles[name]
        left, top, right, _ = cuboid.back
        return x + left + (right - left) * (meeting.index(link) + 1) / (len(meeting) + 1), y + top

    # To other rows

    def _to_another_row(self, link: Link) -> tuple[Point, ...]:
        rows, places = self._found.rows, self._places
        start, end = self._side(link.source, 1), self._side(link.target, 0)
        leave, enter = places.rights[link.source], places.lefts[link.target]
        source, target = rows[link.source], rows[link.target]
        if abs(source - target) == 1:
            if -_NEARLY <= enter - leave <= 3 * _NEARLY:
                x = max(leave, enter)
                return CurvePen(start).along([(x, start[1]), (x, end[1]), end]).points
            y = self._channel(min(source, target))
            return CurvePen(start).along([(leave, start[1]), (leave, y), (enter, y), (enter, end[1]), end]).points
        step = 1 if target > source else -1
        first, last = self._channel(min(source, source + step)), self._channel(min(target, target - step))
        outside = places.width + TRACK * (2 + self._channels.setdefault(-1, 0))
        self._channels[-1] += 1
        corners = [(leave, start[1]), (leave, first), (outside, first), (outside, last), (enter, last), (enter, end[1]), end]
        return CurvePen(start).along(corners).points

    def _channel(self, row: int) -> float:
        """Return the height of the next free track below a row."""
        number = self._channels.setdefault(row, 0)
        self._channels[row] += 1
        return self._places.feet[row] + TRACK * (number + 1)
