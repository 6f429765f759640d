from __future__ import annotations

import numpy as np

from dotnet_viz.diagrams.bars.style import Bars
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.graph.distinct_names import distinct_names


def one_name_twice(second: float = 1.0) -> Graph:
    """Return an input, a nested model with a layer "dense", and a layer "dense" behind it, whose weights may be larger."""
    spec = (TensorSpec((None, 3), "float32"),)
    inner = Layer("enc/dense", "dense", "Dense", weights=(Weight.from_array("kernel", np.eye(3)),))
    outer = Layer("dense", "dense", "Dense", weights=(Weight.from_array("kernel", second * np.eye(3)),))
    model = Layer("enc", "enc", "Functional", category="model")
    nodes = (
        Node("n0", Layer("x", "x", "InputLayer"), outputs=spec),
        Node("n1", model, spec, spec, entries=(Port("n2"),), exits=(Port("n3"),)),
        Node("n2", Layer("enc/in", "in", "InputLayer"), outputs=spec, parent="n1"),
        Node("n3", inner, spec, spec, parent="n1"),
        Node("n4", outer, spec, spec),
    )
    edges = (Edge("n0", 0, "n1", 0), Edge("n2", 0, "n3", 0), Edge("n1", 0, "n4", 0))
    return Graph("m", "Functional", nodes, edges, (Port("n0"),), (Port("n4"),))


def test_layers_of_one_name_have_their_paths() -> None:
    assert distinct_names(one_name_twice()) == {
        "x": "x", "enc": "enc", "enc/in": "in", "enc/dense": "enc/dense", "dense": "dense",
    }  # fmt: skip


def test_layers_of_one_name_have_a_scale_each_in_a_weight_graph_and_are_named_apart() -> None:
    scene = WeightGraph().build(one_name_twice(1000.0))
    notes = [note for legend in scene.legends for note in getattr(legend, "notes", ())]
    assert any("enc/dense" in note for note in notes)
    assert len(scene.legends) == 2
    titles = [caption.lines[0].text for caption in scene.captions]
    assert titles == ["x", "enc/dense", "dense"]


def test_a_name_alone_still_chooses_neurons_of_all_that_have_it() -> None:
    neurons = [
        shape.rank for shape in WeightGraph(neurons={"dense": [1]}).build(one_name_twice()).shapes if shape.kind == "neuron"
    ]
    assert (neurons.count(1), neurons.count(2)) == (1, 1)


def test_rows_of_bars_are_distinct_names() -> None:
    rows = [shape.name for shape in Bars(measures=["parameters"]).build(one_name_twice()).shapes]
    assert [name.split(":")[0] for name in rows if "9" in name] == ["enc/dense", "dense"]
