"""Places for blocks in rows: columns from left to right, lanes below each other, long pictures folded.

Where nothing but one connection goes from a column to the next, blocks stand as close as in a row of their own and
may hide part of the side of the block before them. Where connections change their lane, a gap is kept free for
them, so no line ever crosses a block.
"""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.diagrams.layered.rows.columns import Columns
from dotnet_viz.diagrams.layered.rows.lanes import lanes_of
from dotnet_viz.diagrams.layered.rows.model import Piece, Placed, Space, Wire
from dotnet_viz.diagrams.layered.rows.occupancy import Traffic
from dotnet_viz.diagrams.layered.rows.routes import Ways

__all__ = ["Piece", "Placed", "Space", "Wire", "place_in_rows"]


def place_in_rows(
    pieces: Sequence[Piece], wires: Sequence[Wire], space: Space, *, first: Sequence[int] = (), last: Sequence[int] = ()
) -> Placed:
    """Return the places of pieces and the ways of the wires between them.

    Args:
        pieces: in any order.
        wires: between them.
        space: distances.
        first: pieces that stand in the first column.
        last: pieces that stand in the last column.

    Example:
        >>> from dotnet_viz.diagrams.layered.cuboid import Cuboid
        >>> block = Piece(Cuboid(20, 20))
        >>> place_in_rows([block, block], [Wire(0, 1)], Space(spacing=10)).middles
        ((10.0, 10.0), (40.0, 10.0))
    """
    lanes = lanes_of(len(pieces), [(wire.source, wire.target) for wire in wires], first=first, last=last)
    traffic = Traffic(pieces, wires, lanes)
    columns = Columns(pieces, lanes, traffic, space)
    ways = Ways(pieces, wires, lanes, traffic, columns)
    paths = [ways.path(number) for number in range(len(wires))]
    # Ways from row to row run on the left of the rows.
    shift = max([0.0, *(-x for path in paths for x, _ in path)])
    right = max([0.0, *(columns.right[row.end] for row in ways.rows), *(x for path in paths for x, _ in path)])
    spots = [(ways.row_of[column], lane) for column, lane in zip(lanes.columns, lanes.lanes, strict=True)]
    return Placed(
        middles=tuple((x + shift, y) for x, y in ways.middles),
        text_above=tuple(row.tops[lane] for row, lane in spots),
        text_below=tuple(row.bottoms[lane] for row, lane in spots),
        paths=tuple(tuple((x + shift, y) for x, y in path) for path in paths),
        direct=tuple(ways.is_direct(wire) for wire in wires),
        size=(right + shift, ways.rows[-1].bottom if ways.rows else 0.0),
    )
