from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams.weight_graph.columns import DIAMETER
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.drawing import Drawing
from dotnet_viz.fitting.usual_size import MOST_HEIGHT
from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import label_box
from dotnet_viz.graph import Edge, Graph, Node, Port
from dotnet_viz.layouts import place
from dotnet_viz.scene import Scene, Shape
from tests.builders import dense_chain, dense_layer, picture_network


def neurons(scene: Scene, layer: str) -> list[Shape]:
    return [shape for shape in scene.shapes if shape.kind == "neuron" and shape.name.startswith(f"{layer} [")]


def drawn(outputs: int, fit: str | None = None, **options: Any) -> Drawing:
    return dv.draw(dense_chain(64, 32, outputs), style="weight-graph", fit=fit, **options)


@pytest.mark.parametrize("outputs", [10, 20, 26, 100, 200])
def test_outputs_are_all_drawn_and_hidden_units_are_not(outputs: int) -> None:
    placed = drawn(outputs).placed
    assert [len(neurons(placed, layer)) for layer in ("dense_0", "dense_1")] == [16, outputs]
    assert not [shape for shape in placed.shapes if shape.kind == "left-out" and "dense_1" in shape.name]


def test_more_outputs_than_a_picture_has_room_for_are_cut_and_counted() -> None:
    placed = drawn(1000).placed
    assert len(neurons(placed, "dense_1")) == 16
    assert any(shape.labels[0].text == "+984" for shape in placed.shapes if shape.kind == "left-out")
    assert "between 16 of 32 inputs and 16 of 1,000 neurons" in placed.notes[-1]


def test_few_outputs_are_as_large_as_other_neurons() -> None:
    shapes = WeightGraph().build(dense_chain(64, 32, 20)).shapes
    assert {shape.height for shape in shapes if shape.kind == "neuron"} == {DIAMETER}


def texts_beside(placed: Scene) -> list[tuple[int, float, Box]]:
    """Return the number of each output that has a text beside it, the size of that, and where it stands."""
    found = []
    for shape in placed.shapes:
        x, y = centre(shape)
        outside = [label for label in shape.labels if (label.x, label.y) != (0, 0)]
        if shape.kind == "neuron" and outside:
            label = replace(outside[0], x=x + outside[0].x, y=y + outside[0].y)
            found.append((int(shape.id.rsplit("-", 1)[1]), label.size, label_box(label)))
    return found


@pytest.mark.parametrize("rankdir", ["LR", "TB"])
@pytest.mark.parametrize("outputs", [26, 48, 100])
@pytest.mark.parametrize("fit", [None, "page", "column", "slide"])
def test_texts_beside_outputs_stand_on_no_other(outputs: int, rankdir: str, fit: str | None) -> None:
    found = texts_beside(drawn(outputs, rankdir=rankdir, fit=fit).placed)
    apart = [
        two.top - one.top >= 1.19 * size if rankdir == "LR" else one.right <= two.left + 1e-6
        for (_, size, one), (_, _, two) in pairwise(found)
    ]
    assert all(apart)


def test_where_there_is_no_room_for_every_number_every_second_is_written() -> None:
    slide = drawn(26, fit="slide")
    assert [number for number, *_ in texts_beside(slide.placed)] == list(range(0, 26, 2))


@pytest.mark.parametrize(("fit", "outputs"), [("page", 100), ("column", 100), ("slide", 30)])
def test_as_many_outputs_as_a_page_has_room_for_are_drawn_on_it(fit: str, outputs: int) -> None:
    assert len(neurons(drawn(outputs, fit=fit).placed, "dense_1")) == outputs


def test_names_of_a_hundred_classes_have_no_room_on_a_page_but_on_a_screen() -> None:
    names = [f"class number {number}" for number in range(100)]
    screen, page = (drawn(100, class_names=names, fit=fit).placed for fit in (None, "page"))
    assert [sum(shape.name in names for shape in placed.shapes) for placed in (screen, page)] == [100, 8]
    assert "8 of 100" in [label.text for label in page.labels]
    sizes = [label.size for shape in screen.shapes if shape.name in names for label in shape.labels if label.text == shape.name]
    assert len(sizes) == 100
    assert min(sizes) >= 8


def heads(*outputs: int) -> Graph:
    """Return a network with several outputs."""
    random = np.random.default_rng(0)
    trunk = dense_chain(8, 12)
    layers = [dense_layer(f"head_{number}", random.normal(size=(12, count))) for number, count in enumerate(outputs)]
    nodes = [Node(f"h{number}", layer) for number, layer in enumerate(layers)]
    lines = [Edge(trunk.nodes[-1].id, 0, node.id, 0) for node in nodes]
    return replace(trunk, nodes=(*trunk.nodes, *nodes), edges=(*trunk.edges, *lines), outputs=tuple(Port(n.id) for n in nodes))


def test_of_heads_that_have_no_room_together_the_smallest_are_whole() -> None:
    for outputs, expected in (((30, 40), [30, 40]), ((120, 130), [120, 4]), ((130, 10), [130, 10])):
        scene = WeightGraph(max_neurons=4).build(heads(*outputs))
        assert [len(neurons(scene, f"head_{number}")) for number in range(2)] == expected


def test_named_outputs_are_those_that_are_drawn() -> None:
    scene = WeightGraph(neurons={"dense_1": range(5)}).build(dense_chain(8, 12, 60))
    assert [shape.height for shape in neurons(scene, "dense_1")] == [DIAMETER] * 5


def test_outputs_that_are_pictures_of_their_weights_stay_within_the_picture() -> None:
    random = np.random.default_rng(0)
    for units, expected in ((26, 26), (60, 16)):
        whole = picture_network(8, 8)
        first = replace(whole.nodes[-2], layer=dense_layer("classes", random.normal(size=(64, units))))
        scene = WeightGraph().build(
            replace(whole, nodes=(*whole.nodes[:-2], first), edges=whole.edges[:-1], outputs=(Port(first.id),))
        )
        assert len(scene.rasters) == len(neurons(scene, "classes")) == expected
        assert (place(scene).size or (0, 0))[1] < MOST_HEIGHT


def test_every_frame_of_an_animation_has_all_outputs() -> None:
    frames = WeightGraph().build_frames([dense_chain(8, 12, 40, seed=seed) for seed in (0, 1)])
    assert [len(neurons(frame, "dense_1")) for frame in frames] == [40, 40]
