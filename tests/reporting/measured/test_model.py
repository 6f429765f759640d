from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams.common import cost_texts
from dotnet_viz.drawing import drawing, placing
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.layouts.graphviz import wasm
from dotnet_viz.measures.diagnostics import check_graph
from dotnet_viz.measures.diagnostics.subject import scan
from dotnet_viz.measures.summary import summary as summary_module
from dotnet_viz.measures.summary.summary import summarise
from dotnet_viz.measures.weights.statistics import weight_statistics
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.measured import model
from dotnet_viz.reporting.measured.model import FEW_HISTOGRAMS, FINE_BINS, Measurements
from dotnet_viz.reporting.report import build_report
from dotnet_viz.reporting.sections import diagnostics, weights
from tests.builders import dense_chain

MODELS = Path(__file__).parents[2] / "data" / "models"


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


def test_of_many_weights_the_largest_get_a_histogram_and_all_of_them_on_request() -> None:
    sizes = [3] * 20 + [30, 40, 3]
    measured = Measurements(dense_chain(*sizes))
    drawn = [item.weight.size for item in measured.weights if item.statistics.histogram.counts]
    assert len(drawn) == FEW_HISTOGRAMS
    assert max(drawn) == 1200
    assert all(item.statistics.histogram.counts for item in measured.weights_with_histograms)
    assert [item.statistics.l2_norm for item in measured.weights] == [
        item.statistics.l2_norm for item in measured.weights_with_histograms
    ]
    all_at_once = weight_statistics(measured.graph, bins=FINE_BINS)
    assert tuple(item.statistics for item in measured.weights_with_histograms) == all_at_once


def test_sections_share_what_they_measured_and_a_page_and_a_pdf_their_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: Counter[str] = Counter()

    def count(module: Any, name: str) -> None:
        inner = getattr(module, name)

        def counting(*arguments: Any, **options: Any) -> Any:
            calls[name] += 1
            return inner(*arguments, **options)

        monkeypatch.setattr(module, name, counting)

    for module in (model, summary_module, cost_texts):
        count(module, "measure_cost")
    for name in ("scan_weights", "unit_graph", "cost_by_stage", "summarise"):
        count(model, name)
    for module in (drawing, placing):
        count(module, "place")
    count(wasm, "_make_machine")
    monkeypatch.setattr(wasm, "_machines", {})
    report = build_report(ReportContext(dense_chain(*[6] * 40)))
    assert calls["measure_cost"] == 1
    assert all(calls[name] == 1 for name in ("scan_weights", "unit_graph", "cost_by_stage", "summarise"))
    assert calls["_make_machine"] <= 1
    placed = calls["place"]
    assert placed > 0
    assert report.html
    assert report.pdf.startswith(b"%PDF")
    assert calls["place"] == placed
