from __future__ import annotations

import json
import math
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.graph import Graph, Layer, Node
from dotnet_viz.measures.training.sources import run_of
from dotnet_viz.reporting.baseline.from_model import model_baseline
from dotnet_viz.reporting.conditions.condition import parse_conditions
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.documents.report_json import document as module
from dotnet_viz.reporting.report import Report, build_report
from tests.conftest import DATA
from tests.reporting.builders import HOSTILE, estimator_report, full_context, full_report, model_graph

jsonschema = pytest.importorskip("jsonschema")
SCHEMA = json.loads((Path(module.__file__).parent / "schema.json").read_text(encoding="utf-8"))


def checked(of: Report | ReportContext) -> dict[str, Any]:
    """Return the file of a report, built already or not, as a program reads it, which has to fit the schema."""
    report = of if isinstance(of, Report) else build_report(of)
    found = json.loads(report.json, parse_constant=pytest.fail)
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    errors = [
        f"{error.json_path}: {error.message[:200]}" for error in jsonschema.Draft202012Validator(SCHEMA).iter_errors(found)
    ]
    assert not errors
    return dict(found)


@cache
def with_baseline() -> Report:
    before = model_graph("older", "dense")
    return build_report(
        full_context(
            baseline=model_baseline("old.keras", before),
            conditions=parse_conditions(["accuracy>=0.9", "parameters<=baseline", "drift<=1"]),
            fail_on="error",
        )
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda: build_report(ReportContext(Graph("m", "Sequential", (Node("n0", Layer("d", "d", "Dense")),)))),
        lambda: build_report(ReportContext(model_graph())),
        lambda: build_report(
            ReportContext(run=run_of({"loss": [1.0, math.nan], "val_loss": [math.inf, 2.0], "lr": [0.1, 0.1]}))
        ),
        full_report,
        lambda: full_report(HOSTILE),
        estimator_report,
        with_baseline,
    ],
    ids=["bare", "model", "training", "full", "hostile", "estimator", "baseline"],
)
def test_every_report_fits_the_schema(make: Callable[[], Report]) -> None:
    report = make()
    found, context = checked(report), report.context
    assert found["title"] == context.heading
    assert (found["model"] is None) == (context.graph is None)
    assert (found["training"] is None) == (context.run is None)


def test_the_schema_refuses_what_is_none() -> None:
    found = checked(ReportContext(model_graph()))
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert validator.is_valid(found)
    for wrong in (
        {**found, "more": 1},
        {**found, "version": 2},
        {**found, "quantities": {"a": {"value": "1", "unit": "count"}}},
    ):
        assert not validator.is_valid(wrong)
    assert not validator.is_valid({name: value for name, value in found.items() if name != "findings"})


def test_the_numbers_are_those_of_the_model_its_checks_and_its_evaluation() -> None:
    context = full_report().context
    found = checked(full_report())
    assert found["model"]["parameter_count"] == 4 * 3 + 3 + 3 * 2 + 2
    assert [layer["id"] for layer in found["model"]["layers"]] == [layer.id for layer in model_graph("digits", "digits").layers]
    assert found["model"]["weights"][0]["shape"] == [4, 3]
    assert sum(found["model"]["weights"][0]["histogram"]["counts"]) == 12
    assert found["quantities"]["accuracy"] == {"value": pytest.approx(5 / 6), "unit": "share"}
    [output] = found["evaluation"]["outputs"]
    assert output["confusion_matrix"] == [[3, 1], [0, 2]]
    accuracy = next(one for one in output["intervals"] if one["measure"] == "accuracy")
    assert accuracy["low"] <= 5 / 6 <= accuracy["high"]
    items = found["findings"]["items"]
    assert [(item["check"], item["layer"], item["weight"]) for item in items if item["of"] == "model"] == [
        (one.check, one.layer, one.weight) for one in (context.model_check.findings if context.model_check else ())
    ]
    assert found["training"]["metrics"][-1]["validation"] == [3.0, 1.5, 2.0]
    assert found["seed"] == 7
    assert [section["id"] for section in found["sections"]] == [
        section.id for section in full_report().sections if section.id != "appendix"
    ]


def test_numbers_that_json_has_no_word_for_are_null() -> None:
    found = checked(ReportContext(run=run_of({"loss": [1.0, math.nan], "val_loss": [math.inf, 2.0]})))
    [metric] = found["training"]["metrics"]
    assert (metric["train"], metric["validation"]) == ([1.0, None], [None, 2.0])
    assert found["quantities"]["train_loss"]["value"] is None


def test_all_rows_of_long_tables_are_there() -> None:
    graph = model_graph()
    many = dv.read([np.ones((2, 2))] * 60)
    found = checked(ReportContext(many))
    table = next(table for section in found["sections"] for table in section["tables"] if section["id"] == "architecture")
    assert len(table["rows"]) == 61
    assert graph.layer_count < 60


def test_the_numbers_of_charts_are_there() -> None:
    found = checked(estimator_report())
    importances = next(section for section in found["sections"] if section["id"] == "importances")
    assert len(importances["figures"][0]["numbers"]["rows"]) == 3


def test_conditions_and_the_baseline_are_there() -> None:
    found = checked(with_baseline())
    assert [(one["quantity"], one["passed"]) for one in found["conditions"]] == [
        ("accuracy", False),
        ("parameters", True),
        ("drift", True),
        ("findings", found["findings"]["counts"]["error"] == 0),
    ]
    assert found["passed"] is False
    comparison = found["comparison"]
    assert comparison["baseline"] == "old.keras"
    parameters = next(one for one in comparison["quantities"] if one["name"] == "parameters")
    assert parameters["before"] == parameters["after"] == 23


def test_the_same_report_has_the_same_bytes_and_no_path_of_this_machine(tmp_path: Path) -> None:
    texts = [dv.report(DATA / "models" / "mlp-6-3-7.keras").json for _ in range(2)]
    assert texts[0] == texts[1]
    assert str(DATA) not in texts[0]
    source = json.loads(texts[0])["model"]["source"]
    assert source["file"] == "mlp-6-3-7.keras"
    assert len(source["sha256"]) == 64


def test_what_a_user_changes_in_the_dict_does_not_change_the_report() -> None:
    report = build_report(ReportContext(model_graph()))
    report.to_dict()["quantities"].clear()
    assert report.to_dict()["quantities"]
    assert json.loads(report.json) == report.to_dict()


def test_the_schema_is_in_the_documentation() -> None:
    text = (Path(__file__).parents[4] / "docs" / "report-json.md").read_text(encoding="utf-8")
    for name in SCHEMA["properties"]:
        assert f"`{name}`" in text, name
