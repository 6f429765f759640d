from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.measures.structure.repeats import Stretch, alike, stretches, texts
from dotnet_viz.measures.structure.tensor_size import tensor_sizes
from dotnet_viz.measures.structure.topological_order import live_order
from tests.measures.graph_strategies import RESIDUAL, repeated


@given(st.lists(st.integers(0, 2), max_size=24))
def test_stretches_are_all_maximal_ones_and_only_those(words: list[int]) -> None:
    found = set(stretches(np.array(words, dtype=np.int64).reshape(1, -1)))
    expected = set()
    for period in range(1, len(words) // 2 + 1):
        for start in range(len(words) - period):
            end = start + period
            while end < len(words) and words[end] == words[end - period]:
                end += 1
            starts_here = start == 0 or words[start - 1] != words[start - 1 + period]
            if starts_here and end - start >= 2 * period:
                expected.add(Stretch(start, end, period))
    assert found == expected


def test_a_long_period_is_not_looked_for() -> None:
    assert list(stretches(np.array([[1, 2, 3, 1, 2, 3]]), max_period=2)) == []


def test_equal_in_one_text_or_the_other_is_equal() -> None:
    assert list(stretches(np.array([[1, 2, 1, 3], [5, 6, 7, 6]]))) == [Stretch(0, 4, 2)]


def test_copies_that_take_the_block_before_the_last_one_have_the_same_words() -> None:
    # Every block adds the outputs of the last two blocks; the first block is longer than the others.
    first = [("Conv2D", [1]), ("Conv2D", [1]), ("Conv2D", [1]), ("Add", [4, 1])]
    second = [("Conv2D", [1]), ("Add", [5, 1])]
    third = [("Conv2D", [1]), ("Add", [3, 1])]
    graph = repeated([*first, ("ReLU", [1]), *second, ("ReLU", [1]), ("Conv2D", [1]), ("Add", [4, 1]), *third], 1)
    order = live_order(graph.nodes, graph.edges)
    distances, ages = texts(order, [node.layer.kind for node in order.nodes], tensor_sizes(order))
    assert distances[7] != distances[10]
    assert ages[6] == ages[9]


def test_a_tensor_that_is_used_elsewhere_parts_copies() -> None:
    graph = repeated(RESIDUAL, 4)
    ids = [node.id for node in graph.nodes]
    plain = live_order(graph.nodes, graph.edges, [ids[-1]])
    assert alike(plain, 1, 5, 4) == [(1, 4)]
    tapped = live_order(graph.nodes, graph.edges, [ids[-1], ids[12]])
    assert alike(tapped, 1, 5, 4) == [(1, 2)]
