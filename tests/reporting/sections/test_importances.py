"""The section on importances."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.measures.importance.permutation import permutation_importances
from dotnet_viz.reporting.sections.importances import build
from tests.reporting.builders import HOSTILE, estimator_context, full_context


def test_importances_and_dependence_of_an_estimator() -> None:
    context = estimator_context("age")
    section = build(context)
    assert section is not None
    assert section.data["failures"] == ()
    shuffled, built_in, dependence = section.data["figures"]
    assert context.data is not None
    found = permutation_importances(context.model, *context.data)
    assert found.measured in shuffled.caption
    assert "mean decrease in impurity" in built_in.caption
    assert "age" in shuffled.svg
    assert "probability of other" in dependence.svg


def test_clusters_have_no_mean_that_could_depend_on_a_feature() -> None:
    from sklearn.cluster import KMeans

    context = estimator_context("age")
    assert context.data is not None
    section = build(replace(context, model=KMeans(2, n_init=1, random_state=0).fit(context.data[0])))
    assert section is not None
    assert section.data["failures"] == ()
    assert len(section.data["figures"]) == 1


def test_what_fails_is_said_in_one_line() -> None:
    unfitted = type(estimator_context().model)()
    section = build(estimator_context(model=unfitted))
    assert section is not None
    assert len(section.data["failures"]) == 1
    assert section.data["figures"] == ()


def test_networks_have_no_such_section() -> None:
    assert build(full_context()) is None


def test_names_are_escaped() -> None:
    section = build(estimator_context(HOSTILE))
    assert section is not None
    assert all("<script>" not in figure.svg for figure in section.data["figures"])
