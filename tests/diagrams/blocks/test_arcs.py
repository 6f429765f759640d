from __future__ import annotations

from itertools import pairwise

import pytest

from dotnet_viz.diagrams.blocks.style import Blocks
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.graph import Graph, Port
from dotnet_viz.layouts import place
from dotnet_viz.scene import Connection, Scene
from tests.applications import kept
from tests.diagrams.blocks.test_composition import edges, nodes_of


def arcs(scene: Scene) -> list[Connection]:
    return [line for line in scene.connections if line.source == line.target]


def model(*kinds: str, pairs: tuple[tuple[int, int], ...]) -> Graph:
    nodes = nodes_of("InputLayer", *kinds)
    return Graph("m", "Functional", nodes, tuple(edges(*pairs)), outputs=(Port(nodes[-1].id),))


BOTTLENECK = ("Dense", "ReLU", "Dense", "ReLU", "Dense", "Add")
WIRES = ((0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (0, 6))


def test_the_residuals_of_a_network_are_joined_to_what_they_go_around() -> None:
    """In ResNet-50 each stage begins with a projection, and the other blocks add what they take."""
    drawn = arcs(Blocks().build(kept("ResNet50")))
    told = [(line.tooltip.partition("\n")[0], line.label) for line in drawn]
    assert told[:2] == [
        ("pool1_pool → conv2_block1_0_conv → conv2_block1_0_bn → conv2_block1_add: 56×56×64", "Conv2D 1×1, 256"),
        ("conv2_block1_out → conv2_block2_add: 56×56×256", "each"),
    ]
    assert len(drawn) == 8
    assert [line.tooltip.rpartition("\n")[2] for line in drawn[1::2]] == [f"in each of {n} copies" for n in (2, 3, 5, 2)]


def test_dense_blocks_join_what_they_take_to_what_they_make() -> None:
    drawn = arcs(Blocks().build(kept("DenseNet121")))
    assert [line.tooltip.partition(":")[0] for line in drawn] == [
        "pool1 → conv2_block1_concat", "pool2_pool → conv3_block1_concat",
        "pool3_pool → conv4_block1_concat", "pool4_pool → conv5_block1_concat",
    ]  # fmt: skip
    assert {line.label for line in drawn} == {"each"}


@pytest.mark.parametrize("direction", ["TB", "BT", "LR", "RL"])
def test_an_arc_stands_beside_its_card_from_the_side_of_the_input(direction: str) -> None:
    scene = place(Blocks(rankdir=direction).build(model(*BOTTLENECK, pairs=WIRES)))
    (arc,) = arcs(scene)
    card = scene.shape_by_id[arc.source]
    x, y = centre(card)
    start, end = (point[direction in ("TB", "BT")] for point in (arc.points[0], arc.points[-1]))
    assert (start < end) == (direction in ("TB", "LR"))
    right, bottom = x + card.width / 2, y + card.height / 2
    outside = [point[0] - right if direction in ("TB", "BT") else point[1] - bottom for point in arc.points]
    assert outside[0] == pytest.approx(0) == outside[-1]
    assert min(outside) > -0.1
    width, height = scene.size or (0, 0)
    assert all(0 <= across <= width and 0 <= down <= height for across, down in arc.points)


def test_arcs_that_overlap_stand_further_out_and_their_texts_apart() -> None:
    kinds = ("Dense", "Dense", "Add", "Dense", "Add", *("Dense",) * 12)
    tail = tuple((number, number + 1) for number in range(5, 17))
    nested = model(*kinds, pairs=((0, 1), (1, 2), (1, 3), (2, 3), (3, 4), (4, 5), (0, 5), *tail))
    drawn = arcs(Blocks().build(nested))
    assert [line.tooltip.partition(":")[0] for line in drawn] == ["l1 → l3", "l0 → l5"]
    far = [max(across for across, _ in line.points) for line in drawn]
    assert far[1] > far[0]
    (first,), (second,) = ([point[1] for point in line.points[:1]] for line in reversed(drawn))
    assert first < second


def test_texts_of_arcs_are_on_no_other_text() -> None:
    scene = place(Blocks(detail="short").build(kept("MobileNetV2")))
    spots = sorted(line.label_at for line in arcs(scene) if line.label_at is not None)
    assert spots
    assert all(abs(one[1] - two[1]) > 12 for one, two in pairwise(sorted(spots, key=lambda spot: spot[1])))


def test_a_card_of_one_layer_has_none() -> None:
    assert arcs(Blocks(unfold=["all"]).build(model(*BOTTLENECK, pairs=WIRES))) == []
