from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dotnet_viz as dv
from dotnet_viz.diagrams import STYLES
from dotnet_viz.errors import VizError
from dotnet_viz.graph import Graph
from tests.random_models import models


@pytest.mark.parametrize("style", list(STYLES))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(graph=models())
def test_every_style_draws_every_model_or_says_why_not(style: str, graph: Graph) -> None:
    try:
        drawing = dv.draw(graph, style=style)
    except VizError:
        return
    assert drawing.svg.startswith("<svg")
    assert drawing.dot.startswith("digraph")


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(graph=models(), limit=st.one_of(st.none(), st.integers(1, 20)), direction=st.sampled_from(["LR", "TB"]))
def test_a_weight_graph_draws_as_many_layers_as_it_may_and_counts_the_rest(
    graph: Graph, limit: int | None, direction: str
) -> None:
    try:
        scene = dv.weight_graph(graph, max_layers=limit, rankdir=direction).scene
    except VizError:
        return
    left_out = [shape.labels[0].text for shape in scene.shapes if shape.kind == "left-out" and "layer" in shape.labels[0].text]
    note = next((note for note in scene.notes if "layers with weights between units" in note), None)
    assert bool(left_out) == (note is not None)
    if note is not None:
        drawn, total = (int(word.replace(",", "")) for word in note.split()[:3:2])
        assert total - drawn == sum(int(text.split()[0].replace(",", "")) for text in left_out)
        assert drawn == limit


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(graph=models(20))
def test_text_summary_checks_and_comparison_take_every_model(graph: Graph) -> None:
    assert str(dv.summary(graph))
    assert str(dv.check(graph))
    assert not dv.compare(graph, graph)
