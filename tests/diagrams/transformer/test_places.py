"""Places of boxes in columns, and the routes between them."""

from __future__ import annotations

from dotnet_viz.diagrams.transformer.places import Columns, PlacedBox, TensorLine

LEFT = [PlacedBox(0, 100, 30), PlacedBox(1, 100, 50, is_attention=True, frame=0), PlacedBox(2, 100, 30, frame=0)]
RIGHT = [PlacedBox(3, 80, 30), PlacedBox(4, 80, 50, is_attention=True)]
PAIRS = [*((0, 1, port) for port in "QKV"), (1, 2, ""), (0, 2, ""), (3, 4, "Q"), (2, 4, "K"), (2, 4, "V")]
LINES = [TensorLine(*pair) for pair in PAIRS]


def test_boxes_stand_above_one_another_and_columns_beside() -> None:
    middles = Columns([LEFT, RIGHT], LINES).middles
    assert middles[0][1] > middles[1][1] > middles[2][1]
    assert middles[0][0] == middles[2][0] < middles[3][0] - 90


def test_a_frame_holds_its_boxes_and_the_lines_around_them() -> None:
    columns = Columns([LEFT, RIGHT], LINES)
    left, top, right, bottom = columns.frame(0)
    routes = dict(columns.routes())
    assert top < columns.middles[2][1] - 15
    assert columns.middles[1][1] + 25 < bottom < columns.middles[0][1] - 15
    assert left < min(x for x, _ in routes[TensorLine(0, 2)]) < columns.middles[0][0] - 50 < right


def test_ports_are_apart_and_lines_to_the_other_column_share_a_route() -> None:
    routes = dict(Columns([LEFT, RIGHT], LINES).routes())
    assert [round(routes[TensorLine(0, 1, port)][-1][0]) for port in "VKQ"] == sorted(
        round(routes[TensorLine(0, 1, port)][-1][0]) for port in "QKV"
    )
    assert routes[TensorLine(2, 4, "K")][:4] == routes[TensorLine(2, 4, "V")][:4]
