from __future__ import annotations

import numpy as np

from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.report import build_report
from dotnet_viz.reporting.sections import training_findings
from tests.charts.training.builders import course, curve, watched


def test_what_was_found_stands_with_its_check_and_what_could_not_be_looked_at() -> None:
    run = TrainingRun("nan", "test", (curve("loss", [2.0, np.nan, np.nan]),))
    section = training_findings.build(ReportContext(run=run))
    assert section is not None
    assert "1 error" in section.data["lead"]
    assert section.data["groups"][0].check == "training-not-finite"
    assert any(line.endswith("since the log has no gradients.") for line in section.data["skipped"])
    assert not any("dv." in line for line in section.data["skipped"])
    assert "training-not-finite" in build_report(ReportContext(run=run)).html


def test_dead_units_are_told_with_their_layer() -> None:
    section = training_findings.build(ReportContext(run=watched()))
    assert section is not None
    places = [seen.place for group in section.data["groups"] for seen in group.seen]
    assert "dense_0" in places


def test_without_anything_to_check_there_is_no_section() -> None:
    assert training_findings.build(ReportContext(run=TrainingRun("empty", "test"))) is None
    found = training_findings.build(ReportContext(run=course()))
    assert found is not None
    assert "looked at 12 epochs" in found.data["lead"]
