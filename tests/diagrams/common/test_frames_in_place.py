"""Frames around boxes with places: the work for them grows with the picture, not with its square."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import dotnet_viz as dv
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port
from dotnet_viz.scene import Scene
from tests.diagrams.recurrent_graphs import call
from tests.effort import growth

EACH = (None, 9, 4)


def of_models(count: int) -> Graph:
    """Return a chain of nested models, each of a recurrent and a dense layer that work on sequences."""
    nodes, edges, before = [call("start", "InputLayer", [], EACH)], [], "start"
    for number in range(count):
        model, cell, dense = (f"{name}{number}" for name in ("model", "cell", "dense"))
        spec = nodes[0].outputs
        layer = Layer(model, model, "Functional", category="model")
        nodes.append(Node(model, layer, spec, spec, entries=(Port(cell),), exits=(Port(dense),)))
        for name, kind in ((cell, "GRU"), (dense, "Dense")):
            config = {"return_sequences": True} if kind == "GRU" else {}
            inner = call(name, kind, [EACH], EACH, units=4, **config)
            nodes.append(Node(name, inner.layer, inner.inputs, inner.outputs, parent=model))
        edges += [Edge(before, 0, model, 0), Edge(cell, 0, dense, 0)]
        before = model
    return Graph("m", "Functional", tuple(nodes), tuple(edges), (Port("start"),), (Port(before),))


def frames(scene: Scene) -> set[str]:
    return {frame.label.text for frame in scene.clusters}


def test_each_model_has_its_frame() -> None:
    assert len(frames(dv.Unrolled().build(of_models(5)))) == 5


@pytest.mark.parametrize("style", [dv.Unrolled(), dv.Transformer(fold=False)])
def test_work_grows_with_the_number_of_models(style: dv.Unrolled | dv.Transformer) -> None:
    def build(count: int) -> Callable[[], Scene]:
        graph = of_models(count)
        return lambda: style.build(graph)

    assert growth(build, 30) < 2.4
