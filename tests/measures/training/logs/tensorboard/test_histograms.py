from __future__ import annotations

import struct
from collections.abc import Sequence

import numpy as np
import pytest

from dotnet_viz.files.formats.protobuf import field, fixed
from dotnet_viz.measures.training.logs.tensorboard.event_file import TagValues
from dotnet_viz.measures.training.logs.tensorboard.histograms import BINS, is_histogram, read_histograms, tensor_of


def message(limits: Sequence[float], counts: Sequence[float], low: float, high: float) -> bytes:
    ends = fixed(1, struct.pack("<d", low)) + fixed(2, struct.pack("<d", high))
    lists = (field(number, struct.pack(f"<{len(values)}d", *values)) for number, values in ((6, limits), (7, counts)))
    return ends + b"".join(lists)


def table(bins: int, *rows: Sequence[tuple[float, float, float]]) -> TagValues:
    values = TagValues("dense/kernel/histogram", "numbers", "histograms", "<f8", (bins, 3))
    for step, row in enumerate(rows):
        values.append(step, bytes(8), np.array(row, dtype="<f8").tobytes())
    return values


def test_the_older_message_keeps_its_values_where_they_were() -> None:
    values = TagValues("fc.weight", "histogram", "", "", ())
    values.append(0, bytes(8), message([-1.0, 0.0, 1.0, 2.0, 1.7e308], [0, 4, 12, 0, 0], -0.5, 1.0))
    found = read_histograms([(values, np.array([1]))], None, [])
    assert found is not None
    assert (found.edges[0, 0], found.edges[0, -1], found.counts.sum()) == (-0.5, 1.0, 16)
    below = found.counts[0, found.edges[0, 1:] <= 1e-9].sum()
    assert below == pytest.approx(4)


def test_all_values_in_one_place_stay_in_one_bin() -> None:
    values = TagValues("fc.bias", "histogram", "", "", ())
    values.append(0, bytes(8), message([0.0, 1e-12], [0, 8], 0.0, 0.0))
    found = read_histograms([(values, np.array([1]))], None, [])
    assert found is not None
    assert sorted(found.counts[0].tolist()) == [0.0] * (BINS - 1) + [8.0]


def test_tables_of_different_lengths_become_one_row_of_histograms() -> None:
    one = table(1, [(0.0, 0.0, 5.0)])
    three = table(3, [(-1.0, 0.0, 1.0), (0.0, 1.0, 3.0), (1.0, 2.0, 1.0)])
    found = read_histograms([(one, np.array([1])), (three, np.array([2]))], None, [])
    assert found is not None
    assert (found.epochs.tolist(), found.counts.shape, found.edges.shape) == ([1, 2], (2, BINS), (2, BINS + 1))
    assert found.counts.sum(axis=1).tolist() == pytest.approx([5, 5])


def test_rows_that_are_no_histograms_are_left_out() -> None:
    values = table(1, [(np.nan, 1.0, 5.0)], [(1.0, 0.0, 5.0)], [(0.0, 1.0, 5.0)])
    found = read_histograms([(values, np.array([1, 2, 3]))], None, [])
    assert found is not None
    assert found.epochs.tolist() == [3]
    assert read_histograms([(table(1, [(np.inf, 1.0, 5.0)]), np.array([1]))], None, []) is None


def test_other_tensors_are_no_histograms() -> None:
    assert is_histogram(table(3))
    assert not is_histogram(TagValues("x", "numbers", "scalars", "<f8", (3, 3)))
    assert not is_histogram(TagValues("x", "numbers", "histograms", "<f8", ()))
    assert not is_histogram(TagValues("x", "numbers", "histograms", "<f8", (0, 3)))


@pytest.mark.parametrize(
    ("tag", "tensor", "quantity"),
    [
        ("tiny/dense/kernel/histogram", "dense/kernel", "weights"),
        ("dense/kernel/histogram", "dense/kernel", "weights"),
        ("tiny/histogram", "tiny", "weights"),
        ("dense/kernel/gradients", "dense/kernel", "gradients"),
        ("grad/fc.weight", "fc.weight", "gradients"),
        ("gradients", "gradients", "weights"),
    ],
)
def test_tags_name_a_tensor_and_what_of_it(tag: str, tensor: str, quantity: str) -> None:
    assert tensor_of(tag, "tiny", ["dense"]) == (tensor, quantity)


def test_a_layer_that_is_called_like_its_model_keeps_its_name() -> None:
    assert tensor_of("tiny/kernel/histogram", "tiny", ["tiny"]) == ("tiny/kernel", "weights")
