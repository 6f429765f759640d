"""The section with a decision tree."""

from __future__ import annotations

import re

from sklearn.ensemble import RandomForestClassifier
from sklearn.neighbors import KNeighborsClassifier

from dotnet_viz.reporting.printing.figures import fits_a_page
from dotnet_viz.reporting.sections.tree import build
from tests.reporting.builders import estimator_context


def test_a_tree_is_drawn_with_its_features_and_classes() -> None:
    section = build(estimator_context("age"))
    assert section is not None
    assert "other" in section.data["figure"].svg
    assert "drawn to depth 3" in section.data["figure"].caption


def test_of_a_forest_one_tree_is_drawn_and_it_is_said_which() -> None:
    context = estimator_context()
    assert context.data is not None
    forest = RandomForestClassifier(5, random_state=0).fit(*context.data)
    section = build(estimator_context(model=forest))
    assert section is not None
    assert "of 5 of RandomForestClassifier" in section.data["figure"].svg


def test_on_paper_a_tree_is_as_deep_as_a_page_can_show() -> None:
    context = estimator_context("a feature of the data with a long name")
    assert context.data is not None
    forest = RandomForestClassifier(5, random_state=0).fit(*context.data)
    section = build(estimator_context("a feature of the data with a long name", model=forest))
    assert section is not None
    assert fits_a_page(section.data["print_figure"])
    depths = [re.search(r"depth (\d)", section.data[name].caption) for name in ("figure", "print_figure")]
    assert [found and int(found[1]) for found in depths] == [3, 2]


def test_estimators_without_trees_have_no_such_section() -> None:
    context = estimator_context()
    assert context.data is not None
    assert build(estimator_context(model=KNeighborsClassifier().fit(*context.data))) is None
    assert build(estimator_context(data=None)) is None
