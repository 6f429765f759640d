"""What makes the picture of one model."""

from __future__ import annotations

from typing import Any

import numpy as np

from dotnet_viz.api.pictures.model_picture import ModelPicture, model_picture
from dotnet_viz.api.pictures.presentation import Presentation
from dotnet_viz.api.reading import read
from dotnet_viz.diagrams import Blocks, PlotModel
from dotnet_viz.diagrams.annotations.options import AnnotationOptions
from dotnet_viz.fitting.drawn_size import DrawnSize
from dotnet_viz.fitting.paper import PAPERS

GRAPH = read([np.ones((3, 4)), np.ones((4, 2))])


def picture(style: Any, highlight: object = None, layer_range: str | None = None) -> ModelPicture:
    options = AnnotationOptions(highlight=highlight)
    return model_picture(style, GRAPH, options, Presentation(title="A model"), layer_range=layer_range)


def test_one_for_a_paper_has_places_and_one_without_is_placed_when_it_is_asked_for() -> None:
    found = picture(PlotModel())
    assert found.drawing(DrawnSize(), None, "wasm").fitted is None
    assert found.drawing(DrawnSize(), PAPERS["page"], "wasm").fitted is not None


def test_what_is_asked_for_is_on_the_picture_and_on_the_smaller_one_of_the_same_model() -> None:
    found = picture(PlotModel(), {"dense_2": "tomato"})
    plain = picture(PlotModel())
    for scene, without in ((found.drawing(DrawnSize(), None, "wasm").scene, plain), (found.folded(), plain)):
        assert scene.title == "A model"
        assert "#ff6347" in repr(scene)
        assert "#ff6347" not in repr(without.folded())


def test_only_the_layers_that_are_asked_for_count() -> None:
    whole, part = picture(PlotModel()), picture(PlotModel(), layer_range="dense_2:dense_2")
    assert dict(whole.facts()) != dict(part.facts())
    assert [layer.id for layer in part.graph.layers if layer.weights] == ["dense_2"]


def test_only_styles_that_fold_show_what_is_inside() -> None:
    assert picture(PlotModel()).drawing(DrawnSize(), None, "wasm").details is None
    assert picture(Blocks()).drawing(DrawnSize(), None, "wasm").details is not None
