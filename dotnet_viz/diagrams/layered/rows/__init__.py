"""Places for blocks in rows: columns from left to right, tracks below each other, long pictures folded.

Where nothing but one connection goes from a column to the next, blocks stand as close as in a row of their own and
may hide part of the side of the block before them. Where connections change their track, a gap is kept free for
them, so no line ever crosses a block.
"""

from __future__ import annotations

from collections.abc import Sequence

from dotnet_viz.diagrams.layered.rows.columns import PlacedColumns
from dotnet_viz.diagrams.layered.rows.model import Placed, RowEdge, RowItem, Space
from dotnet_viz.diagrams.layered.rows.occupancy import Occupancy
from dotnet_viz.diagrams.layered.rows.routes import Routes
from dotnet_viz.diagrams.layered.rows.tracks import tracks_of

__all__ = ["Placed", "RowEdge", "RowItem", "Space", "place_in_rows"]


def place_in_rows(
    items: Sequence[RowItem], edges: Sequence[RowEdge], space: Space, *, first: Sequence[int] = (), last: Sequence[int] = ()
) -> Placed:
    """Return the places of items and the routes of the edges between them.

    Args:
        items: in any order.
        edges: between them.
        space: distances.
        first: items that stand in the first column.
        last: items that stand in the last column.

    Example:
        >>> from dotnet_viz.diagrams.layered.cuboid import Cuboid
        >>> block = RowItem(Cuboid(20, 20))
        >>> place_in_rows([block, block], [RowEdge(0, 1)], Space(spacing=10)).middles
        ((10.0, 10.0), (40.0, 10.0))
    """
    tracks = tracks_of(len(items), [(edge.source, edge.target) for edge in edges], first=first, last=last)
    occupancy = Occupancy(items, edges, tracks)
    columns = PlacedColumns(items, tracks, occupancy, space)
    routes = Routes(items, edges, tracks, occupancy, columns, space.track_gap)
    paths = [routes.path(number) for number in range(len(edges))]
    # Routes from row to row run on the left of the rows.
    shift = max([0.0, *(-x for path in paths for x, _ in path)])
    right = max([0.0, *(columns.right[row.end] for row in routes.rows), *(x for path in paths for x, _ in path)])
    return Placed(
        middles=tuple((x + shift, y) for x, y in routes.middles),
        text_above=tuple(y - half for (_, y), half in zip(routes.middles, routes.halves, strict=True)),
        text_below=tuple(y + half for (_, y), half in zip(routes.middles, routes.halves, strict=True)),
        paths=tuple(tuple((x + shift, y) for x, y in path) for path in paths),
        direct=tuple(routes.is_direct(edge) for edge in edges),
        size=(right + shift, routes.rows[-1].bottom if routes.rows else 0.0),
    )
