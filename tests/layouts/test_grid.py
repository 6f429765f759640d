from __future__ import annotations

from dotnet_viz.layouts import place
from dotnet_viz.layouts.grid import WIDEST_ROW, is_list, place_in_grid
from dotnet_viz.scene import Connection, Scene, Shape


def boxes(count: int, *, width: float = 120, height: float = 80) -> tuple[Shape, ...]:
    return tuple(Shape(f"s{n}", f"s{n}", width + n % 7, height + n % 5) for n in range(count))


def test_many_shapes_that_nothing_joins_stand_in_rows_and_in_order() -> None:
    placed = place(Scene("many", shapes=boxes(100)))
    assert placed.size is not None
    width, height = placed.size
    assert 0.7 < width / height < 2.5
    rows = sorted({shape.y for shape in placed.shapes if shape.y is not None})
    order = sorted(placed.shapes, key=lambda shape: (shape.y is not None and round(shape.y / 50), shape.x))
    assert len(rows) > 5
    assert order[0].id == "s0"
    assert [shape.id for shape in placed.shapes] == [f"s{n}" for n in range(100)]


def test_no_two_shapes_overlap() -> None:
    placed = place_in_grid(Scene("many", shapes=boxes(40))).shapes
    places = [(shape.x or 0.0, shape.y or 0.0, shape.width, shape.height) for shape in placed]
    for number, (x, y, width, height) in enumerate(places):
        for left, top, across, down in places[:number]:
            assert abs(x - left) >= (width + across) / 2 or abs(y - top) >= (height + down) / 2


def test_only_what_is_too_wide_and_not_joined_is_a_list() -> None:
    many = boxes(int(WIDEST_ROW // 100))
    assert is_list(Scene("many", shapes=many))
    assert not is_list(Scene("few", shapes=boxes(3)))
    assert not is_list(Scene("joined", shapes=many, connections=(Connection("s0", "s1"),)))


def test_one_wide_shape_is_no_error() -> None:
    (shape,) = place_in_grid(Scene("one", shapes=boxes(1, width=5000))).shapes
    assert (shape.x, shape.y) == (2500, 40)
