"""The pictures of a style before layout."""

from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.api.pictures.scenes import scenes_for, with_text_size
from dotnet_viz.api.reading import read
from dotnet_viz.diagrams import Layered, Neurons
from dotnet_viz.fitting.paper import PAPERS
from dotnet_viz.graph import Graph
from dotnet_viz.scene import Scene

GRAPH = read([np.ones((30, 20)), np.ones((20, 10))])


class OfAnotherPackage:
    def build(self, graph: Graph) -> Scene:
        return Scene(graph.name)


def test_a_style_that_knows_smaller_pictures_has_several_and_another_one_has_one() -> None:
    counts = [len(scene.shapes) for scene in scenes_for(Neurons(), GRAPH, PAPERS["column"])]
    assert len(counts) > 1
    assert counts[-1] < counts[0]
    assert [scene.title for scene in scenes_for(OfAnotherPackage(), GRAPH, PAPERS["column"])] == ["arrays"]


def test_texts_of_a_size_leave_shapes_as_large_as_they_were() -> None:
    assert with_text_size(Neurons(), GRAPH, None) == Neurons()
    assert with_text_size(Neurons(), GRAPH, 16.5).node_size == pytest.approx(Neurons().node_size / 2)
    assert with_text_size(Layered(), GRAPH, 20.0).text_size == 20.0
