from __future__ import annotations

import math

import numpy as np
import pytest

from dotnet_viz.evaluation.base import OutputEvaluation
from dotnet_viz.evaluation.evaluate import evaluation_of
from dotnet_viz.measures.comparison import compare_graphs
from dotnet_viz.measures.evaluation.evaluate import evaluate_predictions
from dotnet_viz.readers import read
from dotnet_viz.reporting.baseline.answers import answers_digest
from dotnet_viz.reporting.baseline.baseline import Baseline, FindingInBrief
from dotnet_viz.reporting.baseline.changes import QuantityChange, changes_since, drift_quantities
from dotnet_viz.reporting.baseline.from_model import model_baseline
from dotnet_viz.reporting.conditions.condition import parse_conditions
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.measured.quantities import Quantity, metric_quantities


def evaluated(right: int, samples: int = 200) -> OutputEvaluation:
    true = np.arange(samples) % 2
    predicted = np.where(np.arange(samples) < right, true, 1 - true)
    return evaluation_of(evaluate_predictions(true, predicted))


def baseline_of(evaluation: OutputEvaluation) -> Baseline:
    answers = (answers_digest(evaluation.answers),)
    return Baseline("old", metric_quantities([evaluation]), evaluations=(evaluation,), answers=answers)


@pytest.mark.parametrize(("before", "after", "beyond", "verdict"), [(120, 180, True, "better"), (181, 180, False, "worse")])
def test_differences_on_the_same_samples_have_intervals(before: int, after: int, beyond: bool, verdict: str) -> None:
    old, new = evaluated(before), evaluated(after)
    found = changes_since(baseline_of(old), metric_quantities([new]), (), [new], [answers_digest(new.answers)])
    for name in ("accuracy", "balanced_accuracy", "f1_macro", "f1_weighted", "recall_macro", "1:recall"):
        change = found.of(name)
        assert change is not None
        assert change.low is not None, name
    accuracy = found.of("accuracy")
    assert accuracy is not None
    assert (accuracy.is_beyond_chance, accuracy.verdict) == (beyond, verdict)
    assert accuracy.low is not None
    assert accuracy.high is not None
    assert accuracy.low <= (after - before) / 200 <= accuracy.high
    assert found.is_same_data
    errors = found.evaluations[0].errors
    assert errors is not None
    assert (errors.only_first, errors.only_second) == (max(0, before - after), max(0, after - before))


def test_every_measure_that_a_paired_bootstrap_has_is_a_quantity() -> None:
    random = np.random.default_rng(0)
    for scores, true in ((random.random(80), random.integers(0, 2, 80)), (random.random((80, 3)), random.integers(0, 3, 80))):
        evaluations = [evaluation_of(evaluate_predictions(true, scores)) for _ in range(2)]
        found = changes_since(baseline_of(evaluations[0]), metric_quantities(evaluations[:1]), (), evaluations[1:])
        with_intervals = {change.name for change in found.quantities if change.low is not None}
        assert {"accuracy", "f1_macro"} | (
            {"roc_auc", "brier_score"} if scores.ndim == 1 else {"roc_auc_macro"}
        ) <= with_intervals
    amounts = [evaluation_of(evaluate_predictions(np.arange(9.0), np.arange(9.0) + shift)) for shift in (1, 2)]
    found = changes_since(baseline_of(amounts[0]), metric_quantities(amounts[1:]), (), amounts[1:])
    assert {change.name for change in found.quantities if change.low is not None} == {
        "mean_absolute_error",
        "root_mean_squared_error",
        "r2",
    }


def test_other_answers_have_no_intervals_and_say_so() -> None:
    old, new = evaluated(120, 200), evaluated(120, 160)
    found = changes_since(baseline_of(old), metric_quantities([new]), (), [new], [answers_digest(new.answers)])
    assert found.is_same_data is False
    assert not found.evaluations
    accuracy = found.of("accuracy")
    assert accuracy is not None
    assert accuracy.difference == pytest.approx(0.15)
    assert accuracy.is_beyond_chance is None


def test_findings_are_new_or_gone_by_check_and_place() -> None:
    def finding(check: str, layer: str) -> FindingInBrief:
        return FindingInBrief("warning", check, layer, None, "m")

    before = Baseline("old", {}, (finding("a", "one"), finding("b", "two")))
    found = changes_since(before, {}, [finding("a", "one"), finding("a", "two")])
    assert [(one.check, one.place) for one in found.new_findings] == [("a", "two")]
    assert [(one.check, one.place) for one in found.fixed_findings] == [("b", "two")]


def test_a_finding_of_a_renamed_layer_is_neither_new_nor_gone() -> None:
    graphs = [read({f"{name}/kernel": np.zeros((3, 2))}) for name in ("first", "second")]
    comparison = compare_graphs(*graphs)
    names = [graph.layers[-1].id for graph in graphs]
    assert names[0] != names[1]
    old, new = (FindingInBrief("error", "all-zero", name, "kernel", "m") for name in names)
    found = changes_since(Baseline("old", {}, (old,)), {}, [new], comparison=comparison)
    assert not found.new_findings
    assert not found.fixed_findings


def test_drift_is_of_all_weights_together_and_of_the_layer_that_changed_most() -> None:
    before = [np.full((2, 2), 1.0), np.full((2, 2), 3.0)]
    after = [np.full((2, 2), 2.0), np.full((2, 2), 3.0)]
    found = drift_quantities(compare_graphs(read(before), read(after)))
    assert found["drift"].value == pytest.approx(2 / math.sqrt(40))
    assert found["max(drift)"].value == 1.0
    same = drift_quantities(compare_graphs(read(before), read(before)))
    assert (same["drift"].value, same["max(drift)"].value) == (0.0, 0.0)
    zero = drift_quantities(compare_graphs(read([np.zeros((2, 2))]), read([np.ones((2, 2))])))
    assert zero["drift"].value == math.inf
    other = drift_quantities(compare_graphs(read([np.ones((2, 2))]), read([np.ones((5, 7))])))
    assert other["drift"].value is None
    assert other["drift"].reason
    assert drift_quantities(None)["drift"].reason == "the weights of the baseline are not known"


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_weights_that_became_no_numbers_have_no_drift_that_meets_a_condition(broken: float) -> None:
    values = np.ones((2, 2))
    values[0, 0] = broken
    conditions = parse_conditions(["drift<=100", "max(drift)<=100"])
    for before, passed in ((np.ones((2, 2)), False), (values, True)):
        context = ReportContext(read([values]), baseline=model_baseline("old", read([before])), conditions=conditions)
        assert [result.passed for result in context.condition_results] == [passed, passed]


@pytest.mark.parametrize(
    ("name", "before", "after", "verdict"),
    [
        ("accuracy", 0.5, 0.6, "better"),
        ("log_loss", 0.5, 0.6, "worse"),
        ("parameters", 5, 5, "same"),
        ("layers", 5, 6, "other"),
        ("accuracy", 0.5, math.nan, "other"),
        ("accuracy", None, 0.5, "other"),
    ],
)
def test_what_a_change_is_worth(name: str, before: float | None, after: float, verdict: str) -> None:
    assert QuantityChange(name, Quantity(before), Quantity(after)).verdict == verdict
