from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams import STYLES
from dotnet_viz.errors import VizError
from dotnet_viz.graph import Graph
from tests.applications import FAMILIES, kept, made, plain

EACH_LAYER = frozenset({"plot-model", "ann", "layered", "lenet", "neurons"})
IN_SHORT = frozenset({"bars", "blocks", "transformer", "unrolled"})
OF_VALUES = tuple(style for style in STYLES if style not in EACH_LAYER | IN_SHORT)


def pairs() -> list[tuple[str, str]]:
    """Return the families with the styles they are drawn in.

    Each is drawn in every style that draws it in short, and layer by layer as a graph and in one of the other styles in turn,
    whose time grows with the hundreds of layers; each style of values refuses two families or more.
    """
    one_by_one = sorted(EACH_LAYER - {"plot-model"})
    turns = [(one_by_one[place % len(one_by_one)], OF_VALUES[place % len(OF_VALUES)]) for place in range(len(FAMILIES))]
    return [
        (family, style)
        for family, turn in zip(FAMILIES, turns, strict=True)
        for style in STYLES
        if style in IN_SHORT or style == "plot-model" or style in turn
    ]


def test_every_style_is_tried() -> None:
    found = pairs()
    assert {style for _, style in found} == set(STYLES)
    assert all(sum(style == other for _, other in found) >= 2 for style in STYLES)


@cache
def graph_of(family: str) -> Graph:
    return kept(family)


@pytest.mark.parametrize(("family", "style"), pairs())
def test_every_family_is_drawn_in_every_style_from_its_architecture(family: str, style: str) -> None:
    graph = graph_of(family)
    if style in OF_VALUES:
        with pytest.raises(VizError, match=r"has no values.*read the model itself|the styles? '"):
            _ = dv.architecture(graph, style=style).svg
        return
    drawing = dv.architecture(graph, style=style)
    root = ET.fromstring(drawing.svg)
    assert root.tag.endswith("svg")
    assert graph.name in "".join(root.itertext())
    if style in EACH_LAYER:
        assert len(drawing.scene.shapes) + len(drawing.scene.clusters) >= len(graph.nodes) // 2


@pytest.mark.parametrize("family", FAMILIES)
def test_the_parameters_of_a_family_are_those_that_are_published(family: str) -> None:
    assert (graph_of(family).parameter_count or 0) / 1e6 == pytest.approx(FAMILIES[family], abs=0.06)


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.parametrize("family", ["MobileNetV3Small", "ResNet50V2", "ConvNeXtTiny"])
def test_what_is_kept_of_a_family_is_what_keras_makes(family: str) -> None:
    graph = dv.read(made(import_module("keras"), family))
    assert plain(graph) == plain(graph_of(family))


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.parametrize("family", ["MobileNetV3Small", "EfficientNetV2B0", "ConvNeXtTiny", "MobileNet"])
def test_a_model_of_a_family_and_its_files_are_one_graph_with_the_counts_of_keras(family: str, tmp_path: Path) -> None:
    keras = import_module("keras")
    model = getattr(keras.applications, family)(weights=None, input_shape=(32, 32, 3), classes=2)
    live = dv.read(model)
    trained = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    assert (live.parameter_count, live.trainable_count) == (model.count_params(), trained)
    shapes = {layer.name: str(tuple(layer.output.shape)) for layer in model.layers if len(layer._inbound_nodes) == 1}
    for suffix in ("keras", "h5"):
        path = tmp_path / f"model.{suffix}"
        model.save(path)
        graph = dv.read(path)
        assert plain(graph) == plain(live)
        own = {node.layer.name: str(node.outputs[0]) for node in graph.children(None) if node.layer.name in shapes}
        assert own == {name: shapes[name] for name in own}
        assert len(own) > len(model.layers) // 2
        for one, other in zip(live.layers, graph.layers, strict=True):
            assert all(np.array_equal(a.array, b.array) for a, b in zip(one.weights, other.weights, strict=True)), one.id


@pytest.mark.keras
@pytest.mark.slow
@pytest.mark.parametrize("style", ["weight-graph", "weight-matrix", "filters"])
def test_styles_of_weights_draw_a_small_model_of_a_family(style: str) -> None:
    keras = import_module("keras")
    model = keras.applications.MobileNet(weights=None, input_shape=(32, 32, 3), alpha=0.25, classes=4)
    root = ET.fromstring(dv.architecture(model, style=style).svg)
    assert len(list(root.iter())) > 20
