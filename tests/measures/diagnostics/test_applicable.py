"""Checks count as run where they had something to look at, and apply to what they mean something for."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.ensemble import RandomForestClassifier, VotingClassifier
from sklearn.linear_model import Lasso, LinearRegression, LogisticRegression
from sklearn.neural_network import MLPClassifier
from sklearn.tree import DecisionTreeClassifier

import dotnet_viz as dv
from dotnet_viz.graph import Graph
from dotnet_viz.measures.diagnostics import CHECKS, CheckResult
from tests.conftest import DATA
from tests.measures.diagnostics.builders import chain, dense, layer, result_of, with_kernel

RANDOM = np.random.default_rng(0)
SCALES = np.array([1e-2, 1e2, *np.ones(10)])
X = RANDOM.normal(size=(80, 12)) * SCALES
Y = (X / SCALES)[:, :3].sum(axis=1)
LABELS = (Y > 0).astype(int)
OF_COMPOSITIONS = {check.id for check in CHECKS if check.scope == "compositions"}

pytestmark = pytest.mark.filterwarnings("ignore:Stochastic Optimizer")


def reasons(result: CheckResult) -> dict[str, str]:
    return {name: item.reason for item in result.skipped if item.place is None for name in item.checks}


MODELS = (
    chain(dense("a", 30, 20), dense("b", 20, 10)),
    chain(with_kernel("zero", np.zeros((4, 4)))),
    chain(with_kernel("broken", [[np.nan, 1.0], [2.0, 3.0]])),
    chain(layer("Flatten")),
    Graph.from_json(chain(dense("a", 30, 20)).to_json()),
    LinearRegression().fit(X, Y),
    DecisionTreeClassifier().fit(X, LABELS),
    MLPClassifier((20, 20), max_iter=2).fit(X, LABELS),
    DATA / "models" / "transformer.keras",
)


@pytest.mark.parametrize("model", MODELS, ids=range(len(MODELS)))
def test_every_check_has_either_run_or_is_named_with_the_reason(model: object) -> None:
    result = dv.check(model)
    in_places = {name for item in result.skipped if item.place is not None for name in item.checks}
    assert set(result.checks).isdisjoint(reasons(result))
    assert set(result.checks) | set(reasons(result)) | in_places == {check.id for check in CHECKS}
    assert all(reasons(result).values())


def test_coefficients_on_the_scales_of_their_features_are_no_finding() -> None:
    model = LinearRegression().fit(X, Y)
    assert np.var(model.coef_) > 10
    result = dv.check(model)
    assert not result
    assert result.checks == ("not-finite", "all-zero")
    assert "scales of its features" in reasons(result)["variance-high"]
    assert "scikit-learn itself" in reasons(result)["dropout-rate"]
    assert [finding.check for finding in dv.check([model.coef_[:, None]]).findings] == ["variance-high", "dead-rows"]


def test_a_linear_model_without_any_coefficient_is_a_finding_in_its_own_words() -> None:
    [finding] = dv.check(Lasso(1e9).fit(X, Y)).findings
    assert (finding.check, finding.message.partition(",")[0]) == ("all-zero", "every coefficient is zero")
    assert "penalty" in finding.fix


def test_networks_of_scikit_learn_have_what_they_learned_checked() -> None:
    result = dv.check(MLPClassifier((20, 20), max_iter=2, activation="identity").fit(X, LABELS))
    assert {"variance-high", "spectral-norm", "missing-activation"} <= set(result.checks)
    assert "missing-activation" in {finding.check for finding in result.findings}
    assert OF_COMPOSITIONS.isdisjoint(result.checks)


def test_of_a_network_beside_a_linear_model_the_network_is_checked() -> None:
    members = [("linear", LogisticRegression(max_iter=10_000)), ("network", MLPClassifier((4,), max_iter=2))]
    result = dv.check(VotingClassifier(members).fit(X, LABELS))
    assert "variance-high" in result.checks
    [skipped] = [item for item in result.skipped if item.place == "linear/kernel"]
    assert "variance-high" in skipped.checks
    assert "not-finite" not in skipped.checks


@pytest.mark.parametrize("model", [DecisionTreeClassifier(), RandomForestClassifier(3)])
def test_trees_have_nothing_that_a_check_looks_at(model: Any) -> None:
    result = dv.check(model.fit(X, LABELS))
    assert result.checks == ()
    assert str(result).partition(" (")[0].endswith(": nothing was checked")
    assert reasons(result)["variance-high"] == "there are no weights"


def test_why_no_kernel_was_looked_at() -> None:
    zero, small = result_of(chain(with_kernel("d", np.zeros((4, 4))))), result_of(chain(with_kernel("d", [[1.0, 2.0]])))
    assert reasons(zero)["variance-low"] == "no kernel has finite values that differ from one another"
    assert "all-zero" in zero.checks
    assert reasons(small)["variance-low"] == "no kernel has 10 values or more"
    assert reasons(small)["spectral-norm"] == "no kernel is a matrix of its own"
    assert reasons(result_of(chain(layer("Flatten"))))["not-finite"] == "there are no weights"
