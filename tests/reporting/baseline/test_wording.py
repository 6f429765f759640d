from __future__ import annotations

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.reporting.baseline.baseline import Baseline, FindingInBrief
from dotnet_viz.reporting.baseline.changes import QuantityChange, changes_since, drift_quantities
from dotnet_viz.reporting.baseline.wording import (
    difference_in_words,
    findings_sentence,
    interval_in_words,
    quantity_in_words,
    step_in_words,
    summary_sentences,
    verdict_in_words,
)
from dotnet_viz.reporting.measured.quantities import Quantity


def change(name: str, before: float | None, after: float | None, unit: str, *interval: float) -> QuantityChange:
    return QuantityChange(name, Quantity(before, unit), Quantity(after, unit), *interval)


@pytest.mark.parametrize(
    ("given", "difference", "verdict"),
    [
        (change("accuracy", 0.95, 0.971, "share", 0.01, 0.03), "+2.1 points", "clearly better"),
        (change("accuracy", 0.95, 0.949, "share", -0.01, 0.01), "−0.1 points", "worse, may be chance"),
        (change("accuracy", 0.95, 0.95, "share", -0.01, 0.01), "0", "the same"),
        (change("parameters", 0, 10, "count"), "+10", "more"),
        (change("size", 2048, 1024, "bytes"), "−1.0 KiB (−50 %)", "less"),
        (change("log_loss", 0.5, 0.25, "number"), "−0.25", "better"),
        (change("r2", None, 0.25, "number"), "–", "–"),
        (change("accuracy", 0.5, float("nan"), "share"), "–", "–"),
        (change("drift", 0.5, float("inf"), "share"), "+∞ points", "worse"),
    ],
)
def test_differences_and_verdicts(given: QuantityChange, difference: str, verdict: str) -> None:
    assert (difference_in_words(given), verdict_in_words(given)) == (difference, verdict)


def test_intervals_are_in_the_unit_of_the_difference() -> None:
    assert interval_in_words(change("accuracy", 0.9, 0.95, "share", 0.0123, 0.0456)) == "+1.23 to +4.56"
    assert interval_in_words(change("log_loss", 0.9, 0.95, "number", -0.0123, 0.0456)) == "−0.0123 to +0.0456"
    assert interval_in_words(change("accuracy", 0.9, 0.95, "share")) == "–"


def test_steps_show_that_numbers_differ() -> None:
    assert step_in_words(change("size", 20_000_000, 20_000_004, "bytes")) == (
        "size of the weights 20,000,000 bytes → 20,000,004 bytes"
    )
    assert step_in_words(change("f1_macro", 0.5, 0.5, "share")) == "F1, mean of the classes 50 %"


def test_the_summary_names_two_measures_costs_and_findings() -> None:
    before = {
        "accuracy": Quantity(0.9, "share"),
        "r2": Quantity(0.1),
        "log_loss": Quantity(1.0),
        "parameters": Quantity(10, "count"),
        "flops": Quantity(5, "count"),
    }
    after = before | {"accuracy": Quantity(0.95, "share"), "parameters": Quantity(12, "count")}
    error = FindingInBrief("error", "a", "l", None, "m")
    found = summary_sentences(changes_since(Baseline("old\n<model>", before, (error,)), after, ()))
    assert found == (
        "Compared with the baseline old↵<model>: accuracy 90 % → 95 % (better), R² 0.1 and parameters 10 → 12.",
        "No finding is new. 1 finding of the baseline is gone.",
    )
    assert findings_sentence([error] * 2, []) == "2 findings are new."


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("min(recall)", "recall, lowest of the classes"),
        ("max(max_error)", "largest error, highest of the amounts"),
        ("a/min(r2)", "a, R², lowest of the amounts"),
    ],
)
def test_extremes_are_of_classes_or_of_amounts(name: str, words: str) -> None:
    assert quantity_in_words(name) == words


@pytest.mark.parametrize(
    ("units", "words"),
    [(2, "weights changed by 38.7 %"), (4, "weights that both have in the same shape differ by 50 %")],
)
def test_weights_of_another_architecture_are_compared_in_part(units: int, words: str) -> None:
    found = dv.compare([np.ones((3, 3)), np.ones((3, 2))], [np.full((3, 3), 1.5), np.ones((3, units))])
    drifts = drift_quantities(found)
    before = Baseline("old", dict.fromkeys(drifts, Quantity(0, "share")))
    assert words in summary_sentences(changes_since(before, drifts, (), comparison=found))[0]


def test_a_training_is_compared_by_its_validation() -> None:
    before, after = ({"val_loss": Quantity(value)} for value in (1.0, 0.5))
    assert summary_sentences(changes_since(Baseline("old", before), after, ()))[0] == (
        "Compared with the baseline old: val loss 1 → 0.5 (better)."
    )
