from __future__ import annotations

import math
from dataclasses import replace

import pytest

from dotnet_viz.diagrams.annotations.colors.overlays import read_overlays
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.statements.layer_numbers import LayerNumbers
from tests.charts.training.builders import curve
from tests.reporting.builders import model_graph

TIMES = {"dense_0": 3.2, "dense_1": math.nan}


def numbers_of(graph: Graph, given: object) -> LayerNumbers:
    context = ReportContext(graph, overlay=read_overlays(given))
    return LayerNumbers(context.overlay, context.annotations)


def twice(graph: Graph) -> Graph:
    """Return a graph whose last layer is called twice."""
    return replace(graph, nodes=(*graph.nodes, replace(graph.nodes[-1], id="n9")))


def test_each_number_is_a_column_with_a_cell_for_each_layer() -> None:
    found = numbers_of(model_graph(), {"latency (ms)": TIMES, "loss": {"input": -1}})
    assert [head.title for head in found.heads] == ["latency", "loss"]
    assert [(cell.text, cell.sort) for cell in found.cells("dense_0")] == [("3.2\u00a0ms", 3.2), ("–", None)]
    assert found.cells("input")[1].text == "−1"
    assert found.as_json()[0]["unit"] == "ms"
    assert found.as_json()[1] == {"title": "loss", "unit": "", "values": {"input": -1.0}}


def test_calls_of_a_shared_layer_have_numbers_of_their_own() -> None:
    graph = twice(model_graph())
    found = numbers_of(graph, {"dense_1#1": 1, "dense_1#2": 3})
    assert found.cells("dense_1")[0].text.replace("\u00a0", " ") == "mean 2, 1 to 3"
    assert found.cells("dense_1")[0].sort == 2.0
    assert found.as_json()[0]["values"] == {"dense_1#1": 1.0, "dense_1#2": 3.0}
    assert numbers_of(graph, {"dense_1": 4}).as_json()[0]["values"] == {"dense_1": 4.0}
    assert numbers_of(graph, {"dense_1#2": 4}).as_json()[0]["values"] == {"dense_1#2": 4.0}


def test_without_numbers_there_is_no_column() -> None:
    found = LayerNumbers((), None)
    assert (found.heads, found.cells("dense_0"), found.as_json()) == ((), (), [])


def test_a_layer_that_the_model_does_not_have_is_an_error() -> None:
    with pytest.raises(OptionError, match="overlay names no layer of this model: 'dense_7'"):
        numbers_of(model_graph(), {"dense_7": 1})
    with pytest.raises(OptionError, match="no model"):
        ReportContext(run=TrainingRun("a", "Keras", (curve("loss", [2.0]),)), overlay=read_overlays({"a": 1}))
