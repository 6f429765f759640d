from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.graph import Graph
from dotnet_viz.readers import read
from dotnet_viz.reporting.baseline.from_model import model_baseline
from dotnet_viz.reporting.baseline.from_report import report_baseline
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.report import build_report
from dotnet_viz.reporting.section import SectionData
from dotnet_viz.reporting.sections import comparison
from tests.reporting.builders import HOSTILE, evaluation, full_context, full_report, model_graph


def section(graph: Graph, baseline: Graph, **values: Any) -> SectionData:
    found = comparison.build(ReportContext(graph, baseline=model_baseline("old.keras", baseline), **values))
    assert found is not None
    return found


def table(found: SectionData, caption: str) -> list[list[str]]:
    return [[cell.text for cell in row] for one in found.data["tables"] if one.caption == caption for row in one.rows]


def test_without_a_baseline_there_is_no_section() -> None:
    assert comparison.build(full_context()) is None


def test_layers_that_differ_are_listed_drawn_and_said() -> None:
    found = section(read([np.ones((4, 3)), np.ones((3, 2))]), read([np.ones((4, 3))]))
    assert found.data["sentences"][0].startswith(
        "Compared with the baseline old.keras: size of the weights 96 bytes → 144 bytes"
    )
    assert table(found, "Layers that differ") == [["dense_2", "Dense", "+ added", "6 parameters"]]
    assert ["parameters", "12", "18", "+6 (+50 %)", "more"] in table(found, "Size and cost beside the baseline's")
    assert "dense_2" in found.data["diagram"].svg


def test_the_same_model_has_no_diagram_and_no_list() -> None:
    found = section(model_graph(), model_graph())
    assert found.data["diagram"] is None
    assert found.data["figures"] == ()
    assert not table(found, "Layers that differ")
    assert "The two models do not differ." in found.data["sentences"]


def test_weights_that_changed_have_a_chart_and_a_number() -> None:
    found = section(read([np.full((3, 2), 1.5)]), read([np.ones((3, 2))]))
    assert "weights changed by 50 %" in found.data["sentences"][0]
    assert [one.caption for one in found.data["figures"]] == [comparison.DRIFT]


def test_findings_that_are_new_or_gone_are_listed() -> None:
    zero, one = read([np.zeros((3, 2))]), read([np.random.default_rng(0).normal(size=(3, 2))])
    assert table(section(zero, one), "Findings that are new or gone")[0][:3] == ["new", "✖ error", "all-zero"]
    assert table(section(one, zero), "Findings that are new or gone")[0][0] == "gone"


def test_long_lists_stand_in_the_appendix() -> None:
    many = read([np.ones((2 + number, 3 + number)) for number in range(40)])
    found = section(read([np.zeros((2 + number, 3 + number)) for number in range(40)]), many)
    assert [entry.table.caption for entry in found.appendix if entry.table is not None] == ["Findings that are new or gone"]


def test_a_report_as_baseline_says_what_it_lacks() -> None:
    old = full_report().to_dict()
    found = comparison.build(full_context(baseline=report_baseline(old, "old/report.json", "it")))
    assert found is not None
    assert "no values of weights and no predictions" in found.data["notes"][0]
    assert found.data["diagram"] is None
    assert ["accuracy", "83.3 %", "83.3 %", "0", "the same"] in table(found, "Measures beside the baseline's")


@pytest.mark.parametrize("name", [HOSTILE, "two\nlines"])
def test_hostile_names_stay_text(name: str) -> None:
    context = ReportContext(
        model_graph(name, name),
        baseline=model_baseline(name, read([np.zeros((3, 2))])),
        evaluation=evaluation([name, "other"]),
    )
    page = build_report(context).html
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'id="comparison"' in page
