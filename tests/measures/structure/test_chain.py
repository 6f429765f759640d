from __future__ import annotations

from collections.abc import Sequence

import pytest

from dotnet_viz.graph import Layer, Node, TensorSpec, Weight
from dotnet_viz.measures.structure.chain import Segment, chain_segments, is_heavy, joined
from dotnet_viz.measures.structure.tensor_size import tensor_sizes
from dotnet_viz.measures.structure.topological_order import InputEdge, LiveOrder

KERNEL = (Weight("kernel", "kernel", (3, 3), "float32"),)


def order(kinds: Sequence[str], sources: Sequence[Sequence[int]], widths: Sequence[int] | None = None) -> LiveOrder:
    """Return nodes of the given kinds; those that begin with C or D are heavy."""
    nodes = []
    for place, kind in enumerate(kinds):
        weights = KERNEL if kind[0] in "CD" else ()
        channels = widths[place] if widths else 4
        shape = (None, channels) if kind in ("Dense", "Flatten") else (None, 8, channels)
        nodes.append(Node(f"n{place}", Layer(f"l{place}", f"l{place}", kind, weights=weights), outputs=(TensorSpec(shape),)))
    inputs = tuple(tuple(InputEdge(source, 0, port) for port, source in enumerate(own)) for own in sources)
    return LiveOrder(tuple(nodes), inputs, frozenset({len(kinds) - 1}))


def segments(found: LiveOrder) -> list[tuple[int, int]]:
    steps = [Segment(place, 1) for place in range(len(found.nodes))]
    return [(segment.start, segment.end) for segment in chain_segments(found, tensor_sizes(found), steps)]


def chain(count: int) -> list[list[int]]:
    return [[place - 1] if place else [] for place in range(count)]


def test_a_plain_chain_stays_whole() -> None:
    assert segments(order(["Conv1D", "ReLU", "Conv1D"], chain(3))) == [(0, 3)]


def test_a_tensor_that_others_take_later_ends_a_piece() -> None:
    assert segments(order(["Conv1D", "Conv1D", "Conv1D"], [[], [0], [1, 0]])) == [(0, 1), (1, 3)]


def test_a_jump_starts_a_piece() -> None:
    assert segments(order(["Conv1D", "Conv1D", "Conv1D"], [[], [], [1]])) == [(0, 1), (1, 3)]


def test_space_becomes_a_vector() -> None:
    assert segments(order(["Conv1D", "Flatten", "Dense"], chain(3))) == [(0, 1), (1, 3)]


@pytest.mark.parametrize(("pool", "expected"), [("MaxPooling1D", [(0, 2), (2, 3)]), ("GlobalMaxPooling1D", [(0, 3)])])
def test_pooling_ends_a_piece_but_pooling_of_everything_does_not(pool: str, expected: list[tuple[int, int]]) -> None:
    assert segments(order(["Conv1D", pool, "Conv1D"], chain(3))) == expected


@pytest.mark.parametrize(
    ("widths", "expected"),
    [
        ([8, 4, 8], [(0, 2), (2, 3)]),
        ([8, 4, 4, 8], [(0, 3), (3, 4)]),
        ([8, 7, 8], [(0, 3)]),
        ([4, 8, 16], [(0, 3)]),
        ([16, 8, 4], [(0, 3)]),
    ],
)
def test_a_chain_is_cut_where_it_is_narrow(widths: list[int], expected: list[tuple[int, int]]) -> None:
    assert segments(order(["Conv1D"] * len(widths), chain(len(widths)), widths)) == expected


def spans(found: LiveOrder, parts: Sequence[Segment]) -> list[tuple[int, int]]:
    return [(segment.start, segment.end) for segment in joined(found, parts)]


def test_the_activation_behind_an_addition_ends_its_block() -> None:
    found = order(["Conv1D", "Conv1D", "Add", "ReLU", "Conv1D"], [[], [0], [0, 1], [2], [3]])
    assert spans(found, [Segment(0, 1), Segment(1, 2, branched=True), Segment(3, 1), Segment(4, 1)]) == [(0, 1), (1, 4), (4, 5)]


def test_a_light_layer_opens_what_comes_next_or_closes_what_came_before() -> None:
    found = order(["Rescaling", "Conv1D", "ReLU"], chain(3))
    assert spans(found, [Segment(0, 1), Segment(1, 1), Segment(2, 1)]) == [(0, 3)]


def test_what_stands_alone_is_never_joined() -> None:
    found = order(["InputLayer", "ReLU"], chain(2))
    assert spans(found, [Segment(0, 1, alone=True), Segment(1, 1)]) == [(0, 1), (1, 2)]


def test_repeats_are_never_joined() -> None:
    found = order(["Conv1D", "Conv1D", "ReLU"], chain(3))
    assert spans(found, [Segment(0, 1, count=2), Segment(2, 1)]) == [(0, 2), (2, 3)]


def test_a_small_side_branch_goes_with_the_branches_behind_it() -> None:
    # n0 -> n1 is taken up by n5 only; n2 starts at n0 again.
    found = order(["Conv1D", "Conv1D", "Conv1D", "Conv1D", "Add", "Add"], [[], [0], [0], [0], [2, 3], [4, 1]])
    assert spans(found, [Segment(0, 1), Segment(1, 1), Segment(2, 4, branched=True)]) == [(0, 1), (1, 6)]


def test_what_later_blocks_take_too_is_no_side_branch_of_the_first_of_them() -> None:
    # n2 is the encoding that n4 and n5 look at: in one card with n3 and n4 it would seem to come out of them.
    found = order(["Conv1D", "Conv1D", "LayerNormalization", "Conv1D", "Add", "Add"], [[], [], [0], [1], [1, 3, 2], [4, 2]])
    parts = [Segment(0, 1), Segment(1, 1), Segment(2, 1), Segment(3, 2, branched=True), Segment(5, 1)]
    assert spans(found, parts) == [(0, 1), (1, 2), (2, 3), (3, 5), (5, 6)]


def test_heavy_is_what_has_a_matrix_or_pools() -> None:
    def node(kind: str, *shapes: tuple[int, ...]) -> Node:
        return Node("a", Layer("a", "a", kind, weights=tuple(Weight("w", "w", shape, "float32") for shape in shapes)))

    assert is_heavy(node("MaxPooling2D"))
    assert is_heavy(node("Custom", (3,), (3, 3)))
    assert not is_heavy(node("BatchNormalization", (3,), (3,)))
