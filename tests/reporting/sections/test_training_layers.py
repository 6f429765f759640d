from __future__ import annotations

from dataclasses import replace

from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.sections import training_layers
from dotnet_viz.reporting.sections.training_layers import MAX_HISTOGRAMS
from dotnet_viz.translation.translate import in_language
from tests.charts.training.builders import course, watched


def test_each_statistic_has_a_chart_and_each_quantity_its_histograms() -> None:
    section = training_layers.build(ReportContext(run=watched()))
    assert section is not None
    assert [figure.caption.partition(":")[0] for figure in section.data["tables"]] == [
        "Norm of the gradients",
        "Updates by weights",
        "Dead units",
    ]
    assert [(title, len(figures)) for title, figures in section.data["histograms"]] == [
        ("Histograms of weights", 3),
        ("Histograms of gradients", 3),
    ]
    ids = [
        figure.svg.partition('id="')[2].partition("-title")[0]
        for _, figures in section.data["histograms"]
        for figure in figures
    ]
    assert len(set(ids)) == 6


def test_what_histograms_are_of_is_no_form_of_counting_in_any_language() -> None:
    with in_language("ru"):
        section = training_layers.build(ReportContext(run=watched()))
    assert section is not None
    titles, figures = zip(*section.data["histograms"], strict=True)
    assert titles == ("Гистограммы: веса", "Гистограммы: градиенты")
    assert figures[0][0].caption.startswith("веса тензора")
    assert ">веса</text>" in figures[0][0].svg


def test_of_many_tensors_those_with_the_most_values_have_histograms_and_the_number_is_stated() -> None:
    run = watched(12)
    large = replace(run.histograms[-2], counts=run.histograms[-2].counts * 100)
    section = training_layers.build(ReportContext(run=replace(run, histograms=(*run.histograms[:-2], large))))
    assert section is not None
    weights = section.data["histograms"][0][1]
    assert len(weights) == MAX_HISTOGRAMS
    assert "dense_11/kernel" in weights[-1].caption
    assert section.data["notes"][0] == "Histograms of weights are of the 6 tensors with the most values, of 12."


def test_a_log_without_layers_has_no_such_section() -> None:
    assert training_layers.build(ReportContext(run=course())) is None
    assert training_layers.build(ReportContext(run=TrainingRun("empty", "test"))) is None
