from __future__ import annotations

from dataclasses import replace

import pytest

from dotnet_viz.diagrams.blocks.style import Blocks
from dotnet_viz.diagrams.common.frame_counts import with_layer_counts
from dotnet_viz.diagrams.layered.style import Layered
from dotnet_viz.diagrams.plot_model import PlotModel
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec
from tests.builders import nested_graph


def masked() -> Graph:
    """Return a model with a nested one that has an input, a mask and two layers."""
    kinds = {"tokens": "InputLayer", "mask": "NotEqual", "embedding": "Embedding", "lstm": "LSTM"}
    spec = (TensorSpec((None, 4, 3)),)
    inside = [
        Node(name, Layer(name, name, kind, "operation" if name == "mask" else "layer"), spec, spec, parent="encoder")
        for name, kind in kinds.items()
    ]
    model = Layer("encoder", "encoder", "Functional", "model")
    outer = Node("encoder", model, spec, spec, entries=(Port("tokens"),), exits=(Port("lstm"),))
    words = Node("words", Layer("words", "words", "InputLayer"), (), spec)
    lines = ["words encoder", "tokens mask", "tokens embedding", "embedding lstm", "mask lstm"]
    edges = tuple(Edge(line.split()[0], 0, line.split()[1], int(line == "mask lstm")) for line in lines)
    return Graph("m", "Functional", (words, outer, *inside), edges, (Port("words"),), (Port("encoder"),))


@pytest.mark.parametrize("style", [PlotModel(), Layered()])
def test_frames_count_neither_inputs_nor_operations(style: PlotModel | Layered) -> None:
    graph = masked()
    assert [frame.layer_count for frame in with_layer_counts(style.build(graph), graph).clusters] == [2]


def test_cards_that_stand_for_several_layers_count_as_these() -> None:
    graph = masked()
    counts = {frame.layer_count for frame in with_layer_counts(Blocks().build(graph), graph).clusters}
    assert counts <= {2}


def test_of_shapes_that_are_no_calls_nothing_is_said() -> None:
    graph = nested_graph()
    scene = PlotModel().build(graph)
    scene = replace(scene, shapes=tuple(replace(shape, group="neurons") for shape in scene.shapes))
    assert {frame.layer_count for frame in with_layer_counts(scene, graph).clusters} == {None}
