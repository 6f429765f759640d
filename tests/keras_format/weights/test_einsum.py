"""The kernel of an einsum, as far as its equation and the shapes around it tell."""

from typing import Any

import pytest

from dotnet_viz.graph import Shape
from dotnet_viz.keras_format.weights.einsum import has_scales_of_rows, kernel_letters, kernel_sizes, shape_of_table


@pytest.mark.parametrize(
    ("equation", "output", "inputs", "sizes"),
    [
        ("abc,cde->abde", [None, 2, 3], (None, 4, 6), (6, 2, 3)),
        ("abcd,cde->abe", [None, 5], (None, 4, 2, 3), (2, 3, 5)),
        ("ab,cb->ac", 6, (None, 10), (6, 10)),
        ("...x,xy->...y", [5], (None, 7, 3), (3, 5)),
        ("ab...,bc->ac...", [5], (None, 3, 9), (3, 5)),
        ("abc,cde->abde", [None, 2, 3], None, None),
        ("abc,cde->abde", [None, 2, 3], (None, 4, None), None),
        ("no equation", [3], (None, 3), None),
    ],
)
def test_sizes_come_from_what_enters_and_leaves(
    equation: str, output: Any, inputs: Shape | None, sizes: tuple[int, ...] | None
) -> None:
    assert kernel_sizes({"equation": equation, "output_shape": output}, inputs) == sizes


def test_a_table_is_a_kernel_only_where_that_is_certain() -> None:
    several = {"equation": "abcd,cde->abe", "output_shape": [None, 5]}
    assert shape_of_table(several, (6, 5), (None, 4, 2, 3)) == (2, 3, 5)
    assert shape_of_table(several, (6, 5)) == (6, 5)
    assert shape_of_table(several, (7, 5), (None, 4, 2, 3)) is None
    assert shape_of_table({"equation": "ab,cb->ac", "output_shape": [6]}, (10, 6)) is None
    assert shape_of_table({"equation": "ab,cb->ac", "output_shape": [6]}, (10, 6), (None, 10)) == (6, 10)
    assert shape_of_table({"equation": "abc,cde->abde", "output_shape": [None, 2, 3]}, (4, 6)) == (4, 2, 3)


def test_scales_belong_to_the_axes_of_the_output() -> None:
    assert has_scales_of_rows({"equation": "ab,cb->ac", "dtype": "int4/-1_from_float32"}, 2) is False
    assert has_scales_of_rows({"equation": "abc,cde->abed"}, 3) is None
    assert has_scales_of_rows({}, 2) is None
    assert kernel_letters({"equation": "ab->a"}) is None
