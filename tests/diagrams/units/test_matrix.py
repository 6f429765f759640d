from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.diagrams.units import matrix as matrix_module
from dotnet_viz.diagrams.units.kernels import KernelPart, UnitKernel
from dotnet_viz.diagrams.units.matrix import matrix_sums, read_matrix
from dotnet_viz.graph import Weight
from tests.diagrams.stored_weights import stored


def kernel(weight: Weight, shape: tuple[int, ...], axes: str, **options: int) -> UnitKernel:
    part = KernelPart(weight, shape, axes, **options)  # type: ignore[arg-type]
    return UnitKernel(part.inputs, part.units, (part,))


@settings(deadline=None)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=4), st.permutations("io.."), st.integers(1, 40), st.integers(1, 30))
def test_folding_in_pieces_is_folding_at_once(sizes: list[int], letters: list[str], block: int, length: int) -> None:
    axes = "".join(letters)[: len(sizes)]
    if sorted(axes.replace(".", "")) != ["i", "o"]:
        return
    values = np.random.default_rng(1).normal(size=sizes)
    weight, _ = stored(values, length)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matrix_module, "BLOCK_VALUES", block)
        matrix = read_matrix(kernel(weight, tuple(sizes), axes))
    over = tuple(axis for axis, letter in enumerate(axes) if letter == ".")
    order = [axes.index("i"), axes.index("o"), *over]
    moved = values.transpose(order).reshape(sizes[order[0]], sizes[order[1]], -1)
    expected = np.copysign(np.linalg.norm(moved, axis=2), moved.mean(axis=2))
    assert matrix.array == pytest.approx(expected)


@pytest.mark.parametrize("length", [1, 6, 7, 1000])
def test_a_kernel_too_large_to_hold_is_gone_through_in_rows(monkeypatch: pytest.MonkeyPatch, length: int) -> None:
    values = np.random.default_rng(0).normal(size=(20, 6)).astype("float32")
    weight, source = stored(values, length)
    monkeypatch.setattr(matrix_module, "HOLD_VALUES", 10)
    monkeypatch.setattr(matrix_module, "BLOCK_VALUES", 25)
    matrix = read_matrix(kernel(weight, (20, 6), "io"))
    assert matrix.array is None
    blocks = list(matrix.row_blocks())
    assert max(block.size for _, block in blocks) <= 25
    assert np.array_equal(np.vstack([block for _, block in blocks]), values)
    rows, columns = np.array([0, 3, 19]), np.array([1, 5])
    assert np.array_equal(matrix.take(rows, columns), values[np.ix_(rows, columns)].astype(np.float64))
    assert "whole" not in source.reads


def test_a_kernel_is_read_once_and_not_copied() -> None:
    values = np.random.default_rng(0).normal(size=(20, 6)).astype("float32")
    weight, source = stored(values)
    matrix = read_matrix(kernel(weight, (20, 6), "io"))
    matrix_sums(matrix)
    matrix.take(np.arange(3), np.arange(2))
    assert source.reads == ["whole"]
    assert matrix.array is not None
    assert np.shares_memory(matrix.array, values)


def test_a_folded_kernel_is_read_once_in_pieces() -> None:
    weight, source = stored(np.ones((3, 3, 2, 2), dtype="float32"))
    matrix = read_matrix(kernel(weight, (3, 3, 2, 2), "..io"))
    matrix_sums(matrix)
    matrix.take(np.arange(2), np.arange(2))
    assert source.reads == ["chunks"]


@pytest.mark.parametrize("dtype", ["float16", "int8", "bool", "float64"])
def test_values_of_any_type_are_reckoned_with(dtype: str) -> None:
    values = np.array([[1, 0], [1, 1]]).astype(dtype)
    matrix = read_matrix(kernel(Weight.from_array("kernel", values), (2, 2), "io"))
    assert matrix_sums(matrix).rows.tolist() == [1.0, 2.0]


def test_sums_count_infinite_values_as_the_largest_and_no_number_as_nothing() -> None:
    values = np.array([[np.nan, -np.inf, 3.0], [1.0, -2.0, 0.0]])
    sums = matrix_sums(read_matrix(kernel(Weight.from_array("kernel", values), (2, 3), "io")))
    assert sums.row_magnitudes.tolist() == [6.0, 3.0]
    assert sums.column_magnitudes.tolist() == [1.0, 5.0, 3.0]
    assert (sums.rows.tolist(), sums.columns.tolist()) == ([3.0, -1.0], [1.0, -2.0, 3.0])
    assert (sums.value_range.largest, sums.value_range.has_infinite, sums.value_range.has_nan, sums.magnitude) == (
        3.0,
        True,
        True,
        9.0,
    )


def test_nothing_but_infinite_values_count_as_one() -> None:
    sums = matrix_sums(read_matrix(kernel(Weight.from_array("kernel", np.array([[np.inf, 0.0]])), (1, 2), "io")))
    assert sums.row_magnitudes.tolist() == [1.0]


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 12))
def test_sums_in_pieces_are_sums_at_once(inputs: int, units: int, block: int) -> None:
    values = np.random.default_rng(2).normal(size=(inputs, units))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matrix_module, "BLOCK_VALUES", block)
        sums = matrix_sums(read_matrix(kernel(Weight.from_array("kernel", values), (inputs, units), "io")))
    assert sums.rows == pytest.approx(values.sum(axis=1))
    assert sums.columns == pytest.approx(values.sum(axis=0))
    assert sums.row_magnitudes == pytest.approx(np.abs(values).sum(axis=1))
    assert sums.column_magnitudes == pytest.approx(np.abs(values).sum(axis=0))
