from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from sklearn.ensemble import RandomForestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

import dotnet_viz as dv
from dotnet_viz.readers import read
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.documents.markdown import report_markdown
from dotnet_viz.reporting.section import Fact, SectionData
from dotnet_viz.reporting.sections import architecture, diagnostics, overview, summary
from dotnet_viz.reporting.statements.estimators import settings_of, size_in_words
from dotnet_viz.translation.translate import in_language
from tests.reporting.builders import estimator_context


def context_of(*before: object) -> ReportContext:
    given = estimator_context()
    assert given.data is not None
    forest = RandomForestClassifier(n_estimators=3, max_depth=2, random_state=0)
    model = (make_pipeline(*before, forest) if before else forest).fit(*given.data)
    return replace(given, model=model, graph=read(model))


def built(section: SectionData | None) -> dict[str, object]:
    assert section is not None
    return dict(section.data)


def test_a_forest_is_told_by_its_trees_and_not_by_layers_and_weights() -> None:
    context = context_of()
    data = built(overview.build(context))
    assert data["paragraph"] == (
        "The estimator RandomForestClassifier has 3 trees; it is no neural network. It takes a table of 3 columns and returns "
        "a table of 2 columns. It was read from a live scikit-learn estimator."
    )
    numbers = {fact.name: fact.value for fact in data["key_numbers"]}  # type: ignore[attr-defined]
    assert (numbers["Trees"], numbers["Depth at most"]) == ("3", "2")
    assert not numbers.keys() & {"Layers", "Parameters", "MACs per sample"}
    assert data["notes"] == ()
    [settings] = cast("tuple[Any, ...]", data["settings"])
    assert settings.name == "RandomForestClassifier"
    assert "max_depth 2" in settings.value
    assert "class_names" not in settings.value


def test_settings_are_written_in_the_language_of_the_report() -> None:
    given = estimator_context()
    assert given.data is not None
    model = RandomForestClassifier(n_estimators=3, ccp_alpha=0.015, bootstrap=True).fit(*given.data)
    with in_language("ru"):
        [settings] = settings_of(read(model))
    assert "ccp_alpha 0,015" in settings.value
    assert "bootstrap да" in settings.value


def test_nothing_is_said_of_checks_and_boxes_that_a_forest_has_nothing_for() -> None:
    context = context_of()
    assert architecture.build(context) is None
    assert diagnostics.build(context) is None
    data = built(summary.build(context))
    assert data["found"] == ""
    facts: tuple[Fact, ...] = data["facts"]  # type: ignore[assignment]
    [model] = [fact.value for fact in facts if fact.name == "Model"]
    assert model.startswith("RandomForestClassifier, 3 trees, made with scikit-learn")


def test_a_pipeline_has_its_steps_and_no_columns_for_arithmetic() -> None:
    context = context_of(StandardScaler())
    assert context.graph is not None
    assert size_in_words(context, context.graph) == "2 steps, 3 trees"
    section = architecture.build(context)
    assert section is not None
    table = section.data["table"]
    assert [head.title for head in table.columns] == ["Step", "Class", "Output shape", "Connected to"]
    assert [row[0].text for row in table.rows] == ["input", "standardscaler", "randomforestclassifier"]
    assert "step" in section.data["figure"].caption


def test_the_comment_of_a_pull_request_counts_no_layers_of_a_forest() -> None:
    text = report_markdown(context_of())
    assert "checks" not in text
    assert "layers" not in text
    assert "of its answers are right" in text


def test_a_tree_is_told_by_its_nodes() -> None:
    given = estimator_context()
    assert given.data is not None
    tree = DecisionTreeClassifier(max_depth=1, random_state=0).fit(*given.data)
    context = replace(given, model=tree, graph=read(tree))
    assert context.graph is not None
    assert size_in_words(context, context.graph) == "1 tree of 3 nodes"
    assert "has 1 tree of 3 nodes; it is no neural network." in str(built(overview.build(context))["paragraph"])


def test_what_scikit_learn_no_longer_takes_is_no_setting() -> None:
    settings = settings_of(read(SVC().fit([[0.0], [1.0]], [0, 1])))
    assert "kernel rbf" in settings[0].value
    assert "deprecated" not in settings[0].value


def test_a_baseline_without_layers_is_compared_by_what_it_answers_alone() -> None:
    given = estimator_context()
    assert given.data is not None
    forest = RandomForestClassifier(n_estimators=3, random_state=0).fit(*given.data)
    tree = DecisionTreeClassifier(max_depth=1, random_state=0).fit(*given.data)
    report = dv.report(forest, data=given.data, baseline=tree, sections=["summary", "comparison"])
    [sentence] = report.sections[0].data["changes"]
    assert sentence.startswith("Compared with the baseline DecisionTreeClassifier: accuracy ")
    comparison = report.sections[1].data
    assert comparison["diagram"] is None
    captions = [table.caption for table in comparison["tables"]]
    assert captions[0] == "Measures beside the baseline's"
    assert "Layers that differ" not in captions
