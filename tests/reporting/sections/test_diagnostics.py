from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dotnet_viz.graph import Graph, Layer, Node, Weight
from dotnet_viz.measures.diagnostics import subject
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.report import build_report
from dotnet_viz.reporting.section import SectionData
from dotnet_viz.reporting.sections import diagnostics
from dotnet_viz.reporting.statements.findings import SYMBOLS
from tests.reporting.builders import HOSTILE, model_graph


def build(context: ReportContext) -> SectionData:
    section = diagnostics.build(context)
    assert section is not None
    return section


def zeros(count: int, name: str = "l") -> Graph:
    weight = Weight.from_array("kernel", np.zeros((3, 3)))
    layers = [Layer(f"{name}{place}", f"{name}{place}", "Dense", weights=(weight,)) for place in range(count)]
    return Graph("m", "Sequential", tuple(Node(f"n{place}", layer) for place, layer in enumerate(layers)))


def test_like_findings_stand_together_and_long_lists_are_cut() -> None:
    section = build(ReportContext(zeros(8)))
    assert section.data["lead"] == "10 checks looked at 8 layers and 8 weights and found 8 errors."
    assert section.data["quiet"].startswith("9 checks found nothing: not-finite (values that are NaN or infinite), ")
    assert "all-zero" not in section.data["quiet"]
    [group] = section.data["groups"]
    assert (group.severity, group.symbol, group.check, group.more) == ("error", "✖", "all-zero", 3)
    assert [seen.place for seen in group.seen] == [f"l{place}/kernel" for place in range(5)]


def test_severities_differ_in_word_and_symbol_not_in_colour_alone() -> None:
    assert len(set(SYMBOLS.values())) == 3
    page = build_report(ReportContext(zeros(2))).html
    assert '<td role="cell" class="severity error"><span aria-hidden="true">✖</span> error</td>' in page
    assert "https://arxiv.org/abs/2112.04036" in page


def test_a_sound_model_is_reported_with_its_singular_values() -> None:
    section = build(ReportContext(model_graph()))
    assert section.data["lead"].endswith("and found nothing.")
    assert section.data["groups"] == ()
    [first, _] = section.data["spectra"].rows
    kernel = np.asarray(model_graph().layers[1].weights[0].array, "float64")
    assert first[0].text == "dense_0/kernel"
    assert first[1].sort == float(np.float64(first[1].sort or 0))
    assert abs((first[1].sort or 0) - np.linalg.norm(kernel, 2)) < 1e-5
    assert [cell.text for cell in first[3:]] == ["3", "–"]


def test_what_was_not_looked_at_is_reported() -> None:
    section = build(ReportContext(Graph.from_json(model_graph().to_json())))
    assert section.data["spectra"] is None
    assert "without its values" in section.data["skipped"][0]
    assert section.data["skipped"][1].startswith("Not looked at: last-activation, since the loss is not known: compile ")


def test_a_model_of_which_nothing_can_be_checked_is_not_called_sound() -> None:
    graph = replace(Graph.from_json(zeros(1).to_json()), kind="Weights")
    section = build(ReportContext(graph))
    assert section.data["lead"] == "No check had anything to look at."
    assert section.data["quiet"] == ""


def test_what_whoever_runs_a_check_could_do_is_not_said_to_a_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "SPECTRAL_WORK", 1.0)
    lines = " ".join(build(ReportContext(model_graph())).data["skipped"])
    assert "take long" in lines
    assert "spectra=" not in lines


def test_names_are_escaped() -> None:
    page = build_report(ReportContext(zeros(1, HOSTILE))).html
    assert "<script>alert" not in page
