from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.graph import Graph, Layer, Node
from dotnet_viz.measures.diagnostics import CheckResult
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import NEURALINT
from dotnet_viz.readers import read
from dotnet_viz.reporting.baseline.from_model import model_baseline
from dotnet_viz.reporting.conditions.condition import parse_conditions
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.documents.markdown import report_markdown
from dotnet_viz.reporting.report import build_report
from tests.reporting.builders import HOSTILE, full_context, full_report, model_graph

markdown_it = pytest.importorskip("markdown_it")
MOST = 65_536


def html(text: str) -> str:
    """Return what a parser of CommonMark with tables makes of a text."""
    return str(markdown_it.MarkdownIt("commonmark").enable("table").render(text))


def cells(page: str) -> list[str]:
    return [part.split(">", 1)[1].split("</td>")[0] for part in page.split("<td")[1:]]


def test_verdict_conditions_changes_findings_and_numbers_in_that_order() -> None:
    context = full_context(
        baseline=model_baseline("old.keras", model_graph("older", "dense")),
        conditions=parse_conditions(["accuracy>=0.8", "parameters<=10"]),
        fail_on="error",
    )
    text = build_report(context).markdown
    marks = [
        "### digits",
        "✖ **",
        "| accuracy&gt;=0.8 | ✔ passed",
        "Compared with the baseline old.keras",
        "<summary>Findings",
        "<summary>Metrics",
    ]
    marks += ["<summary>Model</summary>", "<summary>Size and cost beside the baseline", "Made by dotnet"]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)
    page = html(text)
    assert page.count("<table>") == text.count("\n|---")
    assert page.count("<details>") == page.count("</details>") >= 3
    assert cells(page)[:4] == ["parameters&lt;=10", "✖ failed", "23", "≤ 10"]
    assert ["accuracy&gt;=0.8", "✔ passed", "0.8333", "≥ 0.8"] in [cells(page)[start : start + 4] for start in (4, 8)]


def test_a_report_without_anything_to_say_is_short() -> None:
    text = report_markdown(ReportContext(Graph("m", "Sequential", (Node("n0", Layer("d", "d", "Dense")),))))
    assert "Condition" not in text
    assert "Compared" not in text
    assert len(text) < 1000


@pytest.mark.parametrize(
    "name", [HOSTILE, "a|b\n# c", "@everyone #1 GH-1 https://x.example www.x.example", "`a` *b* _c_ ~d~ [e](f)"]
)
def test_names_are_texts_and_nothing_else(name: str) -> None:
    graph = model_graph(name, name)
    weights = read([np.zeros((3, 2))])
    context = ReportContext(
        graph,
        title=name,
        baseline=model_baseline(name, weights),
        evaluation=full_context(name).evaluation,
        conditions=parse_conditions(f"{' '.join(name.split())}:recall>=0.5") if "<" not in name else (),
    )
    text = build_report(context).markdown
    page = html(text)
    plain = page.replace("<details>", "").replace("</details>", "")
    for tag in ("<script", "<img", "<a ", "<em>", "<code>", "<h1", "<del>"):
        assert tag not in plain, tag
    assert page.count("<h3>") == 1
    assert "@everyone" not in page
    assert "https://" not in page
    assert page.count("<table>") == text.count("\n|---")


def test_what_is_too_long_for_a_comment_is_left_out_and_said() -> None:
    context = full_context()
    findings = tuple(
        Finding(f"check-{number}", "warning", f"layer_{number}" * 20, "kernel", "x" * 500, 1.0, 2.0, NEURALINT, "y" * 500)
        for number in range(5000)
    )
    context.__dict__["model_check"] = CheckResult("m", findings, ("dead-rows",), 5000, 5000)
    text = report_markdown(context)
    assert len(text) <= MOST
    assert "more." in text
    html(text)


def test_many_conditions_are_cut_off_too() -> None:
    conditions = [f"parameters<={number}" for number in range(3000)]
    text = report_markdown(ReportContext(model_graph(), conditions=parse_conditions(conditions)))
    assert len(text) <= MOST
    assert "… and 2,9" in text


def test_failed_conditions_come_first() -> None:
    conditions = parse_conditions(["parameters<=1000", "parameters<=10"])
    page = html(report_markdown(ReportContext(model_graph(), conditions=conditions)))
    assert [cell for cell in cells(page) if "ed" in cell][:2] == ["✖ failed", "✔ passed"]


def test_the_same_report_has_the_same_text() -> None:
    texts: list[Any] = [full_report().markdown, build_report(full_context()).markdown]
    assert texts[0] == texts[1]


def test_what_a_check_has_seen_is_a_whole_sentence() -> None:
    seen = "the validation loss is lower than the training loss " + "and lower " * 20 + "to the end"
    context = full_context()
    finding = Finding("a-check", "warning", "val_loss", None, seen, 1.0, 2.0, NEURALINT, "do something")
    context.__dict__["model_check"] = CheckResult("m", (finding,), ("a-check",), 3, 3)
    assert seen in cells(html(report_markdown(context)))
