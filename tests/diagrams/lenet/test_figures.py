from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.diagrams.lenet.figures import (
    STRIP_WIDTH,
    edge_corners,
    largest_side,
    patch,
    plane_size,
    point,
    side_length,
    stack,
)
from dotnet_viz.diagrams.lenet.steps import Step
from dotnet_viz.graph import Node
from dotnet_viz.graph import Shape as Sizes
from dotnet_viz.scene import Shape
from tests.diagrams.graph_samples import SHAPES, layer

OWNER = Shape("n1", "conv", 0, 0, fill="#aabbcc", group="n1")


@pytest.mark.parametrize(
    ("sizes", "first", "caption"),
    [
        ((None, 26, 24, 32), False, "32@26×24"),
        ((None, 32, 26, 24), True, "32@26×24"),
        ((None, 4, 26, 24, 32), False, "32@4×26×24"),
        ((None, 100, 64), False, "64@100"),
        ((None, 100, 64), True, "64@100"),
        ((None, None, None, 3), False, "3@?×?"),
        ((None, 1000), False, "1000"),
        ((None,), False, "1"),
        ((), False, "1"),
        (None, False, "size not known"),
    ],
)
def test_sizes_in_words(sizes: Sizes | None, first: bool, caption: str) -> None:
    assert plane_size(sizes, channels_first=first).caption == caption


@given(SHAPES, st.integers(1, 12), st.floats(0, 12))
def test_any_tensor_has_a_figure_within_its_size(sizes: Sizes | None, most: int, spacing: float) -> None:
    item = plane_size(sizes, channels_first=False)
    largest = largest_side([item])
    found = stack(OWNER, item, largest=largest, size=100.0, most=most, spacing=spacing)
    whole = found.shapes[0]
    assert len(whole.faces) <= most
    for face in whole.faces:
        assert all(abs(x) <= whole.width / 2 + 0.01 and abs(y) <= whole.height / 2 + 0.01 for x, y in face.points)
    left, top, right, bottom = found.front
    assert -whole.width / 2 - 0.01 <= left < right <= whole.width / 2 + 0.01
    assert -whole.height / 2 - 0.01 <= top < bottom <= whole.height / 2 + 0.01


def test_larger_maps_are_larger_and_small_ones_can_still_be_seen() -> None:
    lengths = [side_length(side, 224, 120.0) for side in (1, 7, 56, 224)]
    assert lengths == sorted(lengths)
    assert lengths[0] >= 10
    assert lengths[-1] == 120.0


def test_unknown_sizes_are_dashed() -> None:
    for sizes in (None, (None, None, None, 3), (None, 8, 8, None), (None, None)):
        found = stack(OWNER, plane_size(sizes, channels_first=False), largest=28, size=100.0, most=8, spacing=5.0)
        assert found.shapes[0].dashed


def window(kind: str, **config: Any) -> tuple[float, float] | None:
    item = plane_size((None, 20, 40, 3), channels_first=False)
    source = stack(OWNER, item, largest=40, size=120.0, most=3, spacing=5.0)
    found = patch(source, Step(Node("n2", layer(kind, **config))), 0)
    return None if found is None else (round(found[0].width / source.scale[0], 3), round(found[0].height / source.scale[1], 3))


def test_the_window_has_the_kernels_size() -> None:
    assert window("Conv2D", kernel_size=[5, 3]) == (3, 5)
    assert window("Conv3D", kernel_size=[9, 5, 3]) == (3, 5)
    assert window("MaxPooling2D", pool_size=[4, 4]) == (4, 4)
    assert window("Conv2D", kernel_size=6) == (6, 6)
    assert window("Conv2D", kernel_size=[99, 99]) == (40, 20)


def test_the_window_of_one_dimension_runs_across_the_strip() -> None:
    source = stack(OWNER, plane_size((None, 20, 3), channels_first=False), largest=20, size=120.0, most=3, spacing=5.0)
    found = patch(source, Step(Node("n2", layer("Conv1D", kernel_size=[6]))), 0)
    assert found is not None
    assert (found[0].width, found[0].height) == pytest.approx((STRIP_WIDTH, 36.0))


@pytest.mark.parametrize("size", [None, "3", [0, 0], [], [None]])
def test_odd_kernels_have_no_window(size: object) -> None:
    assert window("Conv2D", kernel_size=size) is None
    assert window("Dense") is None


def test_marks_are_distinguished_and_belong_to_the_group() -> None:
    item = plane_size((None, 20, 20, 3), channels_first=False)
    found = stack(OWNER, item, largest=20, size=120.0, most=3, spacing=5.0)
    first, second = (patch(found, Step(Node("n2", layer("Conv2D"))), number) for number in (0, 1))
    assert first is not None
    assert second is not None
    shapes = [first[0], *first[1], second[0], *second[1], point(found, 0), point(found, 1), *edge_corners(found, right=True)]
    assert len({shape.id for shape in shapes}) == len(shapes)
    assert {shape.group for shape in shapes} == {"n1"}


def test_edge_corners_are_corners() -> None:
    item = plane_size((None, 20, 20, 3), channels_first=False)
    found = stack(OWNER, item, largest=20, size=120.0, most=3, spacing=5.0)
    places = {(shape.x, shape.y) for shape in edge_corners(found, right=True)}
    assert places == {(65.0, -55.0), (65.0, 65.0)}
    left = {(shape.x, shape.y) for shape in edge_corners(found, right=False)}
    assert left == {(-65.0, -65.0), (-65.0, 55.0)}
