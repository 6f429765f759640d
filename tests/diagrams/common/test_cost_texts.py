from __future__ import annotations

import numpy as np

from dotnet_viz.api.pictures.one_model import draw
from dotnet_viz.graph import Graph, Layer, Node

NETWORK = [(np.ones((4, 3), "float32"), np.zeros(3, "float32"), "relu"), np.ones((3, 2), "float32")]


def test_a_page_says_what_a_layer_costs_and_a_picture_does_not() -> None:
    drawing = draw(NETWORK)
    assert "per sample: 12 MACs, 27 FLOPs, 12 bytes of activations</title>" in drawing.html
    assert "per sample" not in drawing.svg
    assert "per sample" not in drawing.dot


def test_shapes_that_are_no_call_have_no_cost() -> None:
    assert "per sample" not in draw(NETWORK, style="weight-graph").html


def test_a_layer_that_nobody_knows_has_question_marks() -> None:
    graph = Graph("m", "Functional", (Node("n0", Layer("mine", "mine", "Mine")),))
    assert "per sample: ? MACs, ? FLOPs, ? bytes of activations" in draw(graph).html
