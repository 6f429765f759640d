from __future__ import annotations

import math

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.diagnostics import check_graph
from dotnet_viz.readers import read
from dotnet_viz.reporting.conditions.condition import parse_conditions
from dotnet_viz.reporting.conditions.result import (
    ConditionResult,
    check_conditions,
    condition_results,
    finding_result,
)
from dotnet_viz.reporting.measured.quantities import Quantity


def one(text: str, value: float | None, unit: str = "share", baseline: float | None = None) -> ConditionResult:
    [condition] = parse_conditions(text)
    before = None if baseline is None else {condition.quantity: Quantity(baseline, unit)}
    return condition_results([condition], {condition.quantity: Quantity(value, unit, "it is not")}, before)[0]


@pytest.mark.parametrize(
    ("text", "value", "passed"),
    [
        ("a>=0.9", 0.9, True),
        ("a>=0.9", 0.3 * 3, True),  # 0.8999999999999999
        ("a<=0.3", 0.1 + 0.2, True),  # 0.30000000000000004
        ("a>0.9", 0.3 * 3, False),
        ("a<0.3", 0.1 + 0.2, False),
        ("a==0.3", 0.1 + 0.2, True),
        ("a>=0.9", 0.8999999, False),
        ("a>=90%", 0.9, True),
        ("a<=1e6", 1_000_000, True),
        ("a<=1e6", 1_000_001, False),
        ("a<=12345678901234567", 12345678901234567, True),
        ("a<=12345678901234567", 12345678901234568, False),
        ("a>=0.9", math.nan, False),
        ("a<=0.9", math.nan, False),
        ("a<=0.9", math.inf, False),
        ("a>=0.9", math.inf, True),
    ],
)
def test_numbers_are_compared_as_people_write_them(text: str, value: float, passed: bool) -> None:
    assert one(text, value, "number").passed is passed


@pytest.mark.parametrize(
    ("baseline", "value", "passed"), [(0.57, 0.56, True), (0.97, 0.96, True), (0.97, 0.9599, False), (math.nan, 0.9, False)]
)
def test_bounds_of_the_baseline_are_exact_too(baseline: float, value: float, passed: bool) -> None:
    assert one("a>=baseline-0.01", value, baseline=baseline).passed is passed


def test_texts_have_as_many_digits_as_tell_value_and_bound_apart() -> None:
    assert one("a>=0.9", 0.89999).sentence == "a is 0.89999, at least 0.9 is asked for."
    assert one("a>=90%", 0.89999).sentence == "a is 89.999 %, at least 90 % is asked for."
    assert one("a<=10MB", 10_380_000, "bytes").sentence == "a is 10.38 MB, at most 10 MB is asked for."
    assert one("a<=1000", 2048, "bytes").sentence == "a is 2,048 bytes, at most 1,000 bytes is asked for."
    assert one("a<=25M", 25_000_001, "count").sentence == "a is 25.000001M, at most 25M is asked for."
    assert one("a>=baseline-0.01", 0.9, baseline=0.97).sentence == "a is 0.9, at least 0.96 (baseline − 0.01) is asked for."
    assert one("a<=baseline*1.1", 120, "count", 100).sentence == "a is 120, at most 110 (baseline × 1.1) is asked for."


def test_what_cannot_be_checked_is_an_error() -> None:
    with pytest.raises(OptionError, match="cannot be checked: a is not known, since it is not"):
        one("a>=1", None)
    with pytest.raises(OptionError, match="gives bytes, and a is not measured in bytes"):
        one("a<=10MB", 3, "count")
    with pytest.raises(OptionError, match=r"unknown quantity 'b' .*the report has: a"):
        condition_results(parse_conditions("b>=1"), {"a": Quantity(1)})
    with pytest.raises(OptionError, match=r"unknown quantity 'a' .*the baseline has: c"):
        condition_results(parse_conditions("a>=baseline"), {"a": Quantity(1)}, {"c": Quantity(1)})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("acuracy>=0.9", "did you mean 'accuracy'"),
        ("mae<=3", "did you mean 'mean_absolute_error'"),
        ("params<=3", "did you mean 'parameters'"),
    ],
)
def test_wrong_names_are_found_before_the_model_predicts(text: str, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        check_conditions(parse_conditions(text), known=["parameters"], has_metrics=True, has_baseline=False, has_training=False)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("accuracy>=0.9", "needs data with labels, or predictions"),
        ("cat:recall>=0.9", "needs data with labels, or predictions"),
        ("val_loss<=1", "no history is given"),
        ("drift<=0.1", "none is given"),
        ("max(drift)<=0.1", "none is given"),
        ("parameters<=baseline", "compares with a baseline, and none is given"),
    ],
)
def test_what_is_missing_is_said_before_the_work(text: str, message: str) -> None:
    conditions = parse_conditions(text)
    with pytest.raises(OptionError, match=message):
        check_conditions(conditions, known=["parameters"], has_metrics=False, has_baseline=False, has_training=False)
    known = ["parameters", "val_loss"]
    check_conditions(conditions, known=known, has_metrics=True, has_baseline=True, has_training=True)


def test_findings_of_a_severity_and_above() -> None:
    found = check_graph(read([np.zeros((3, 2))]))
    assert found.counts()["error"] == 1
    failed = finding_result("warning", [found])
    assert not failed.passed
    assert failed.sentence == "no finding of severity warning or above: 1 error."
    assert finding_result("error", []).passed


def test_many_names_are_cut_off_and_classes_come_last() -> None:
    names = {**{f"c{number}:recall": Quantity(1) for number in range(500)}, "accuracy": Quantity(1)}
    with pytest.raises(OptionError, match=r"the report has: accuracy, c0:recall.* and 461 more") as error:
        condition_results(parse_conditions("x>=1"), names)
    assert len(str(error.value)) < 1000
