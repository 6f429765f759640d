from __future__ import annotations

from functools import cache
from importlib import import_module
from xml.etree import ElementTree as ET

import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams import STYLES
from dotnet_viz.errors import VizError
from dotnet_viz.graph import Graph
from tests.applications import FAMILIES, kept, made, plain

EACH_LAYER = frozenset({"plot-model", "ann", "layered", "lenet", "neurons"})
OF_VALUES = tuple(style for style in STYLES if style not in {*EACH_LAYER, "blocks"})


@cache
def graph_of(family: str) -> Graph:
    return kept(family)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("family", FAMILIES)
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
@pytest.mark.parametrize("style", ["weight-graph", "weight-matrix", "filters"])
def test_styles_of_weights_draw_a_small_model_of_a_family(style: str) -> None:
    keras = import_module("keras")
    model = keras.applications.MobileNet(weights=None, input_shape=(32, 32, 3), alpha=0.25, classes=4)
    root = ET.fromstring(dv.architecture(model, style=style).svg)
    assert len(list(root.iter())) > 20
