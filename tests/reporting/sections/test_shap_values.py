"""The section with SHAP values."""

from __future__ import annotations

import pytest

from dotnet_viz.reporting.sections.shap_values import build
from tests.reporting.builders import estimator_context, full_context


@pytest.mark.shap
def test_values_of_the_last_class_are_drawn_on_request() -> None:
    section = build(estimator_context("age", shap=True))
    assert section is not None
    assert section.data["failures"] == ()
    beeswarm, bar, waterfall = section.data["figures"]
    assert "other" in beeswarm.caption
    assert "age" in bar.svg
    assert "E[f(x)]" in waterfall.svg


def test_they_are_not_computed_unless_asked_for() -> None:
    assert build(estimator_context()) is None
    assert build(full_context(shap=True)) is None
