from __future__ import annotations

import pytest

from dotnet_viz.diagrams.blocks.composition import block_name, composition, copy_name, count_text
from dotnet_viz.graph import Edge, Layer, Node, Weight
from dotnet_viz.measures.structure.blocks import Block

KERNEL = (Weight("kernel", "kernel", (3, 3), "float32"),)


def nodes_of(*kinds: str, names: list[str] | None = None) -> tuple[Node, ...]:
    """Return nodes n0, n1 ...; convolutions and dense layers have a kernel."""
    return tuple(
        Node(
            f"n{i}", Layer(f"l{i}", names[i] if names else f"l{i}", kind, weights=KERNEL if kind in ("Conv2D", "Dense") else ())
        )
        for i, kind in enumerate(kinds)
    )


def edges(*pairs: tuple[int, int]) -> list[Edge]:
    return [Edge(f"n{source}", 0, f"n{target}", port) for port, (source, target) in enumerate(pairs)]


IDENTITY = nodes_of("Conv2D", "ReLU", "Dense", "Add"), edges((-1, 0), (0, 1), (1, 2), (2, 3), (-1, 3))
PROJECTION = nodes_of("Conv2D", "Dense", "ReLU", "Dense", "Add"), edges((-1, 0), (-1, 1), (1, 2), (2, 3), (0, 4), (3, 4))
GATE = nodes_of("Conv2D", "AveragePooling2D", "Dense", "Multiply", "Dense"), edges((0, 1), (1, 2), (2, 3), (0, 3), (3, 4))


def test_a_skip_around_a_chain_is_one_line() -> None:
    assert composition(Block((IDENTITY[0],)), IDENTITY[1]) == ["Conv2D → ReLU → Dense → Add (skip)"]
    assert composition(Block((IDENTITY[0],)), IDENTITY[1], "short") == ["Conv2D → Dense → Add (skip)"]


def test_branches_are_lines_and_what_joins_them_is_the_last() -> None:
    assert composition(Block((PROJECTION[0],)), PROJECTION[1]) == ["• Conv2D", "• Dense → ReLU → Dense", "→ Add"]
    assert composition(Block((PROJECTION[0],)), PROJECTION[1], "counts") == ["Conv2D · 2 Dense"]


def test_a_gate_is_one_word_when_short() -> None:
    full = ["Conv2D → AveragePooling2D → Dense → Multiply (skip) → Dense"]
    assert composition(Block((GATE[0],)), GATE[1]) == full
    assert composition(Block((GATE[0],)), GATE[1], "short") == ["Conv2D → gate → Dense"]


def test_a_tensor_of_another_branch_is_no_skip() -> None:
    block = Block((IDENTITY[0],), branches=frozenset({("n-1", "n3")}))
    assert composition(block, IDENTITY[1]) == ["Conv2D → ReLU → Dense → Add (with another branch)"]
    assert composition(block, IDENTITY[1], "short") == ["Conv2D → Dense → Add (with another branch)"]


def test_an_input_of_the_model_that_only_a_join_takes_is_no_skip() -> None:
    nodes, joined = nodes_of("Dense", "ReLU", "Attention"), edges((-1, 0), (0, 1), (1, 2), (-2, 2))
    assert composition(Block((nodes,)), joined) == ["Dense → ReLU → Attention (with another branch)"]


def test_a_number_that_keras_adds_is_no_part_of_a_shared_name() -> None:
    assert copy_name(nodes_of("Conv2D", "Conv2D", "ReLU", names=["max_pooling2d_2", "conv2d_4", "conv2d_5"])) == (
        "max_pooling2d_2 … conv2d_5"
    )


def test_many_branches_are_counted() -> None:
    nodes = nodes_of("Conv2D", "Conv2D", "Conv2D", "Dense", "Dense", "ReLU", "Concatenate")
    wires = edges(*((-1, i) for i in range(6)), *((i, 6) for i in range(6)))
    assert composition(Block((nodes,)), wires) == ["3 Conv2D · 2 Dense · ReLU · Concatenate"]
    assert composition(Block((nodes,)), wires, "short") == ["3 Conv2D · 2 Dense"]


def test_a_repetition_inside_is_written_once() -> None:
    kinds = ("Conv2D", "ReLU") * 3 + ("Dense", "Dense")
    wires = edges(*((i, i + 1) for i in range(7)))
    assert composition(Block((nodes_of(*kinds),)), wires) == ["3 × (Conv2D → ReLU) → 2 × Dense"]


def test_a_block_without_heavy_layers_tells_its_first_when_short() -> None:
    assert composition(Block((nodes_of("ReLU", "Flatten"),)), edges((0, 1)), "short") == ["ReLU"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["conv2_block1_1_conv", "conv2_block1_2_conv", "conv2_block1_out"], "conv2_block1"),
        (["dense", "add", "dense_1"], "dense … dense_1"),
        (["rescaling", "block1a_conv", "block1a_bn", "block1a_act"], "rescaling … block1a"),
        (["one"], "one"),
        (["", ""], "(no name)"),
    ],
)
def test_names_of_a_copy(names: list[str], expected: str) -> None:
    assert copy_name(nodes_of(*["Dense"] * len(names), names=names)) == expected


def test_the_inputs_of_a_few_copies_side_by_side_are_all_named() -> None:
    copies = tuple(nodes_of("InputLayer", "Dense", names=[name, f"dense_{name}"]) for name in ("left", "right"))
    assert block_name(Block(copies, parallel=True)) == "left, right … dense_right"
    many = tuple(nodes_of("InputLayer", "Dense", names=[f"in{i}", f"dense{i}"]) for i in range(9))
    assert block_name(Block(many, parallel=True)) == "in0 … dense8"


def test_names_and_counts_of_repetitions() -> None:
    copies = tuple(nodes_of("Dense", "ReLU", names=[f"stage{i}_a", f"stage{i}_b"]) for i in (1, 2, 3))
    assert block_name(Block(copies)) == "stage1 … stage3"
    assert count_text(Block(copies)) == "× 3"
    assert count_text(Block(copies, parallel=True)) == "× 3 side by side"
    assert count_text(Block(copies[:1])) == ""
    same = tuple(nodes_of("Dense", "ReLU", names=[f"stage_a{i}", f"stage_b{i}"]) for i in (1, 2))
    assert block_name(Block(same)) == "stage_a1 … stage_b2"
