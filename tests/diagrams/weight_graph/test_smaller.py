from __future__ import annotations

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from tests.builders import chain, dense_chain, dense_layer, input_layer


def test_pictures_for_a_page_have_ever_fewer_layers() -> None:
    pictures = WeightGraph().pictures_for_page(dense_chain(*[30] * 30, 10))
    assert pictures is not None
    drawn = [len(make().bundles) for row in pictures.smaller() for make in row]
    of_outputs = drawn[: len(drawn) // 2 + 1]
    assert of_outputs == sorted(of_outputs, reverse=True)
    assert {16, 8, 4, 3, 2, 1} == set(of_outputs)


def test_columns_near_each_other_have_few_neurons() -> None:
    graph = chain([input_layer(), *(dense_layer(name, np.ones((30, 30))) for name in "abc")])
    pictures = WeightGraph().pictures_for_page(graph)
    assert pictures is not None
    rows = pictures.smaller()
    first, last = rows[0][0](), rows[-1][-1]()
    assert [sum(shape.kind == "neuron" for shape in scene.shapes if shape.rank == 1) for scene in (first, last)] == [8, 3]
    assert WeightGraph(max_neurons=12).pictures_for_page(graph) is None


@pytest.mark.parametrize("fit", ["page", "column"])
def test_a_small_network_keeps_its_neurons_where_values_are_written(fit: str) -> None:
    drawing = dv.draw(dense_chain(4, 5, 3), style="weight-graph", show_values=True, fit=fit)
    assert sum(shape.kind == "neuron" for shape in drawing.placed.shapes) == 12
    assert not drawing.scene.omissions


def test_columns_whose_lines_have_values_stand_far_apart_where_a_page_has_room() -> None:
    pictures = WeightGraph(show_values=True).pictures_for_page(dense_chain(4, 5, 3))
    assert pictures is not None
    gaps = [make().gap for make in pictures.smaller()[0]]
    assert gaps[:2] == [130.0, 64.0]
