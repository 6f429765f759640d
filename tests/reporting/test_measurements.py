from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import dotnet_viz as dv
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.measures.diagnostics import check_graph
from dotnet_viz.measures.diagnostics.subject import scan
from dotnet_viz.measures.summary.summary import summarise
from dotnet_viz.measures.weights.statistics import weight_statistics
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.measurements import FINE_BINS, Measurements
from dotnet_viz.reporting.report import build_report
from dotnet_viz.reporting.sections import diagnostics, weights
from tests.builders import dense_chain

MODELS = Path(__file__).parents[1] / "data" / "models"


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count the calls of what measures a model, wherever a module has imported it by name."""
    counted: Counter[str] = Counter()

    def counting(name: str, function: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            counted[name] += 1
            return function(*arguments, **options)

        return call

    for name in ("summarise", "unit_graph", "scan_weights", "weight_statistics"):
        for module in [found for key, found in sys.modules.items() if key.startswith("dotnet_viz.")]:
            if name in vars(module):
                monkeypatch.setattr(module, name, counting(name, vars(module)[name]))
    return counted


def test_a_report_measures_each_thing_once(calls: Counter[str]) -> None:
    report = build_report(ReportContext(dv.read(str(MODELS / "mlp-6-3-7.keras"))))
    assert {"overview", "architecture", "weight_graph", "weights", "diagnostics"} <= {section.id for section in report.sections}
    assert calls == {"summarise": 1, "unit_graph": 1, "scan_weights": 1}


def test_weights_and_diagnostics_scan_the_values_of_a_file_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: Counter[str] = Counter()
    chunks = Weight.chunks

    def counting(self: Weight, *arguments: Any, **options: Any) -> Iterator[Any]:
        read[self.name] += 1
        return chunks(self, *arguments, **options)

    monkeypatch.setattr(Weight, "chunks", counting)
    context = ReportContext(dv.read(str(MODELS / "mlp-6-3-7.keras")))
    assert weights.build(context) is not None
    assert read == {"kernel": 2, "bias": 2}  # each of two layers has one of each
    diagnostics.build(context)
    # Kernels are gone through again where a unit looks dead, and for their spectra; nothing else is.
    assert read["bias"] == 2
    assert context.measurements is not None
    histograms = [item.statistics.histogram for item in context.measurements.weights]
    assert histograms == [item.histogram for item in weight_statistics(context.measurements.graph, bins=FINE_BINS)]


def test_what_is_shared_is_what_is_measured_alone() -> None:
    graph = dense_chain(5, 4, 3)
    measured = Measurements(graph)
    assert measured.summary == summarise(graph)
    assert measured.summary is measured.summary
    alone, shared = check_graph(graph), check_graph(graph, scanned=measured.weights)
    assert shared.to_dict() == alone.to_dict()
    layer = graph.layer("dense_0")
    assert scan(layer, layer.weights[0]).statistics.histogram.counts == ()


def test_costs_are_those_of_the_sizes_that_are_given() -> None:
    layers = (Layer("x", "x", "InputLayer"), Layer("r", "r", "ReLU"))
    outputs = (TensorSpec((None, None, 4), "float32"),)
    nodes = tuple(Node(f"n{index}", layer, outputs=outputs) for index, layer in enumerate(layers))
    graph = Graph("open", "Functional", nodes, (Edge("n0", 0, "n1", 0),), (Port("n0"),), (Port("n1"),))
    assert not Measurements(graph).cost.total.is_complete
    found = Measurements(graph, (10, 4))
    assert found.cost.total.is_complete
    assert found.cost.memory.total == 2 * 10 * 4 * 4
    assert found.summary.activation_memory == found.cost.memory
