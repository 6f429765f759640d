from __future__ import annotations

import numpy as np

from dotnet_viz.graph import Graph, Layer, Node, Weight
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.measured.model import FEW_HISTOGRAMS, MAX_HISTOGRAMS
from dotnet_viz.reporting.sections import weights
from tests.reporting.builders import model_graph


def layered(arrays: list[np.ndarray]) -> ReportContext:
    layers = [
        Layer(f"l{place}", f"l{place}", "Dense", weights=(Weight.from_array("kernel", item),))
        for place, item in enumerate(arrays)
    ]
    return ReportContext(Graph("m", "Sequential", tuple(Node(f"n{place}", layer) for place, layer in enumerate(layers))))


def test_each_weight_has_a_row_and_a_histogram() -> None:
    section = weights.build(layered([np.array([[1.0, 3.0], [0.0, -4.0]])]))
    assert section is not None
    [row] = section.data["table"].rows
    assert [cell.text for cell in row] == [*("l0/kernel", "kernel", "2×2", "4", "0", "2.55", "−4", "3", "25 %", "0")]
    [figure] = section.data["figures"]
    assert figure.caption == ""  # the picture names it
    assert ">l0</text>" in figure.svg
    assert ">kernel</text>" in figure.svg
    assert "1 exactly zero" in figure.svg
    assert section.data["notes"] == section.data["histogram_notes"] == ()


def test_values_that_are_no_number_are_counted_and_reported() -> None:
    section = weights.build(layered([np.array([np.nan, np.inf, 1.0]), np.array([np.nan])]))
    assert section is not None
    assert [row[-1].text for row in section.data["table"].rows] == ["2", "1"]
    assert section.data["notes"] == (
        "3 values are NaN or infinite, in l0/kernel, l1/kernel; the statistics are of the finite ones.",
    )
    assert section.data["table"].rows[1][4].text == "–"
    assert len(section.data["figures"]) == 1


def test_of_many_weights_the_largest_are_drawn_and_it_is_reported() -> None:
    section = weights.build(layered([np.ones(size + 1) for size in range(MAX_HISTOGRAMS + 6)]))
    assert section is not None
    assert len(section.data["figures"]) == FEW_HISTOGRAMS
    assert ">l24</text>" in section.data["figures"][0].svg
    assert section.data["histogram_notes"] == (
        "Histograms are of the 6 largest of 30 weights; the table of the appendix has all.",
    )
    assert section.data["table"].remainder.text == "These are the 12 weights with the most values, of 30."
    assert [entry.table and len(entry.table.rows) for entry in section.appendix] == [MAX_HISTOGRAMS + 6]


def test_a_model_without_values_has_no_section() -> None:
    assert weights.build(ReportContext(Graph("m", "Sequential", (Node("n0", Layer("a", "a", "ReLU")),)))) is None
    assert weights.build(ReportContext(Graph.from_json(model_graph().to_json()))) is None
