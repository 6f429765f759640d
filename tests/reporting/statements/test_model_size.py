"""What is said of how large a model is."""

from __future__ import annotations

from typing import Any

import pytest
from sklearn.linear_model import LinearRegression, LogisticRegression

import dotnet_viz as dv
from dotnet_viz.reporting.measured.quantities import MODEL_QUANTITIES
from dotnet_viz.reporting.statements.model_size import size_quantities
from tests.reporting.builders import estimator_context, model_graph

X, Y = [[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], [0, 1, 1]


@pytest.mark.parametrize("model", [LinearRegression(), LogisticRegression()])
def test_a_linear_estimator_has_parameters_and_no_layers(model: Any) -> None:
    report = dv.report(model.fit(X, Y), data=(X, Y), sections=["summary", "overview"])
    facts = {fact.name: fact.value for fact in report.sections[0].data["facts"]}
    assert facts["Model"].startswith(f"{type(model).__name__}, 3 parameters, ")
    overview = report.sections[1].data
    assert overview["paragraph"].startswith(f"The linear model {type(model).__name__} has 3 parameters. ")
    assert "Layers" not in [fact.name for fact in overview["key_numbers"]]
    rows = report.markdown.splitlines()
    assert "| parameters | 3 |" in rows
    assert not [row for row in rows if "layers" in row or "trainable" in row]
    assert "layer" not in dv.model_card(model).markdown.split("Parameters")[0]


def test_what_is_trained_is_listed_where_the_source_states_it_and_nothing_of_a_forest() -> None:
    assert size_quantities(model_graph()) == size_quantities(None) == MODEL_QUANTITIES
    assert size_quantities(estimator_context().graph) == ()
