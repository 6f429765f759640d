"""Heights of lanes and ways between rows."""

from __future__ import annotations

from dotnet_viz.diagrams.layered.cuboid import Cuboid
from dotnet_viz.diagrams.layered.rows.columns import Columns
from dotnet_viz.diagrams.layered.rows.lanes import lanes_of
from dotnet_viz.diagrams.layered.rows.model import Piece, Space, Wire
from dotnet_viz.diagrams.layered.rows.occupancy import Traffic
from dotnet_viz.diagrams.layered.rows.routes import Ways


def ways_of(pieces: list[Piece], wires: list[Wire], space: Space) -> Ways:
    lanes = lanes_of(len(pieces), [(wire.source, wire.target) for wire in wires])
    traffic = Traffic(pieces, wires, lanes)
    return Ways(pieces, wires, lanes, traffic, Columns(pieces, lanes, traffic, space))


def test_texts_have_room_above_and_below_their_lane() -> None:
    plain, told = Piece(Cuboid(20, 40)), Piece(Cuboid(20, 20), above=(10.0, 15.0), below=(10.0, 25.0))
    ways = ways_of([plain, told], [Wire(0, 1)], Space())
    row = ways.rows[0]
    assert (row.tops[0], row.axes[0], row.bottoms[0], row.bottom) == (15.0, 35.0, 55.0, 80.0)


def test_a_lane_with_nothing_but_lines_is_thin() -> None:
    ways = ways_of([Piece(Cuboid(20, 20))] * 3, [Wire(0, 1), Wire(1, 2), Wire(0, 2)], Space())
    assert ways.rows[0].axes == {-1: 0.0, 0: 20.0}


def test_lines_to_the_next_row_keep_apart() -> None:
    wires = [Wire(turn, turn + 1) for turn in range(7)] + [Wire(1, 6)]
    ways = ways_of([Piece(Cuboid(20, 20))] * 8, wires, Space(10, 150))
    assert len(ways.rows) == 2
    assert sorted(ways.rows[0].tracks.values()) == [0, 1]
    paths = [set(ways.path(number)) for number, wire in enumerate(wires) if wire.source <= ways.rows[0].end < wire.target]
    assert len(paths) == 2
    right = [max(x for x, _ in path) for path in paths]
    left = [min(x for x, _ in path) for path in paths]
    assert (abs(right[0] - right[1]), abs(left[0] - left[1])) == (8.0, 8.0)
