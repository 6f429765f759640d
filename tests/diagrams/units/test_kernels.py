from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.diagrams.units.kernels import KERNEL_NORM, POSITION_NORM, WEIGHT, KernelPart, UnitKernel
from dotnet_viz.diagrams.units.matrix import read_matrix
from dotnet_viz.graph import Array, Weight


def dense(inputs: int, units: int) -> tuple[UnitKernel, Array]:
    values = np.random.default_rng(4).normal(size=(inputs, units))
    weight = Weight.from_array("kernel", values)
    return UnitKernel(inputs, units, (KernelPart(weight, weight.shape, "io"),)), values


def signed_norm(numbers: Array) -> float:
    return float(np.copysign(np.linalg.norm(numbers), numbers.mean()))


@pytest.mark.parametrize(("channel_major", "rows"), [(False, slice(1, None, 3)), (True, slice(4, 8))])
def test_flattened_channels_are_folded_over_their_positions(channel_major: bool, rows: slice) -> None:
    kernel, values = dense(12, 2)
    folded = kernel.over_positions(3, channel_major=channel_major)
    assert folded is not None
    assert (folded.inputs, folded.units, folded.measure) == (3, 2, POSITION_NORM)
    array = read_matrix(folded).array
    assert array is not None
    assert array[1, 0] == pytest.approx(signed_norm(values[rows, 0]))


@pytest.mark.parametrize("channels", [0, 5])
def test_what_does_not_fit_is_not_folded(channels: int) -> None:
    assert dense(12, 2)[0].over_positions(channels, channel_major=False) is None


def test_only_a_matrix_is_folded() -> None:
    weight = Weight.from_array("kernel", np.ones((1, 1, 4, 2)))
    assert UnitKernel(4, 2, (KernelPart(weight, weight.shape, "..io"),)).over_positions(2, channel_major=False) is None


def test_the_measure_says_what_a_line_is() -> None:
    weight = Weight.from_array("kernel", np.ones((2, 4, 2)))
    part = KernelPart(weight, weight.shape, ".io")
    assert dense(3, 2)[0].measure == WEIGHT
    assert UnitKernel(4, 2, (part,)).measure == KERNEL_NORM
    assert part.folded == 2


def test_two_weights_of_the_same_units_are_one_number() -> None:
    weight = Weight.from_array("kernel", np.array([[3.0], [4.0]]))
    parts = tuple(KernelPart(weight, weight.shape, "io") for _ in range(2))
    kernel = UnitKernel(2, 1, parts)
    assert not kernel.is_plain
    array = read_matrix(kernel).array
    assert array is not None
    assert array[:, 0] == pytest.approx([3 * 2**0.5, 4 * 2**0.5])
