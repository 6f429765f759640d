from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.graph import Graph, Layer, Node, TensorSpec, Weight
from dotnet_viz.measures.evaluation.classifiers.classification import classify
from dotnet_viz.measures.evaluation.evaluate import Evaluation
from dotnet_viz.measures.evaluation.regression import regress
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.report import build_report
from dotnet_viz.reporting.sections import summary
from tests.charts.training.builders import curve
from tests.reporting.builders import HOSTILE, estimator_context, evaluation, full_report, model_graph


def facts(context: ReportContext) -> dict[str, str]:
    return {fact.name: fact.value for fact in summary.build(context).data["facts"]}


def faulty(name: str = "broken") -> Graph:
    """Return a layer whose kernel is zero, and one that is not a number."""
    zero, nan = (Weight.from_array("kernel", np.full((3, 3), value)) for value in (0.0, np.nan))
    layers = (Layer(name, name, "Dense", weights=(zero,)), Layer("second", "second", "Dense", weights=(nan,)))
    outputs = (TensorSpec((None, 3), "float32"),)
    return Graph("m", "Sequential", tuple(Node(f"n{k}", layer, outputs=outputs) for k, layer in enumerate(layers)))


def test_the_summary_comes_first_and_has_the_verdict_of_the_evaluation() -> None:
    report = full_report()
    assert report.sections[0].id == "summary"
    [verdict] = report.sections[0].data["verdicts"]
    assert verdict.value.startswith("83.3 %, 95 % interval")
    assert verdict.headline in report.html
    assert report.html.index('id="summary"') < report.html.index('id="overview"')


def test_without_data_it_is_said_that_nothing_is_known_of_the_answers() -> None:
    data = summary.build(ReportContext(model_graph())).data
    assert data["verdicts"] == ()
    assert data["note"].startswith("How good its answers are is not known")
    assert "Evaluated on" not in facts(ReportContext(model_graph()))


def test_data_without_answers_are_not_called_missing() -> None:
    context = ReportContext(model_graph(), data=(np.ones((3, 4)), None))
    assert summary.build(context).data["note"].endswith("have no answers to compare with.")


def test_it_is_said_which_data_the_result_is_from_and_whether_the_model_knows_them() -> None:
    x = np.random.default_rng(0).normal(size=(60, 3))
    assert facts(estimator_context())["Evaluated on"].endswith("whether the model was trained with any of them is not known")
    known = facts(estimator_context(training_data=np.vstack([x[:5], x[:5] + 1])))["Evaluated on"]
    assert known == "60 samples that were given for the evaluation; 5 of them are in the data of the training too"
    one = facts(estimator_context(training_data=np.vstack([x[:1], x[:5] + 1])))["Evaluated on"]
    assert one.endswith("; 1 of them is in the data of the training too")
    same = facts(estimator_context(training_data=x))["Evaluated on"]
    assert same.endswith("; all of them are in the data of the training too, so that this says little of new ones")
    apart = facts(estimator_context(training_data=x[:5] + 1))["Evaluated on"]
    assert apart.endswith("none of them is among the 5 samples of the training")
    given = ReportContext(model_graph(), evaluation=evaluation())
    assert facts(given)["Evaluated on"] == "6 samples whose predictions were given; the model was not run on them"


def test_the_accuracy_of_the_training_says_that_it_is_of_other_data() -> None:
    history = {"accuracy": [0.2, 0.9, 0.95], "val_accuracy": [0.3, 0.9667, 0.96], "loss": [3.0, 2.0, 1.0]}
    curves = tuple(curve(name, values) for name, values in history.items())
    found = facts(ReportContext(model_graph(), run=TrainingRun("a", "Keras", curves)))["Training"]
    assert (
        found
        == "3 epochs; accuracy 96 % in the last epoch (3), at best 96.7 % in epoch 2, on the validation data of the training"
    )


def test_a_best_value_that_reads_like_the_last_one_is_not_named() -> None:
    curves = tuple(curve(name, values) for name, values in {"accuracy": [0.9131, 0.913, 0.9129], "loss": [3.0, 2, 1]}.items())
    found = facts(ReportContext(model_graph(), run=TrainingRun("a", "Keras", curves)))["Training"]
    assert found == "3 epochs; accuracy 91.3 % in the last epoch (3), on the training data"


def test_a_model_has_as_many_layers_as_in_the_overview() -> None:
    report = build_report(ReportContext(model_graph()))
    model = {fact.name: fact.value for fact in report.sections[0].data["facts"]}["Model"]
    assert "2 layers, 23 parameters" in model
    assert "has 2 layers with 23 parameters" in report.sections[1].data["paragraph"]


@pytest.mark.parametrize(("answers", "task"), [("x", "Reconstruction of what goes in: 4 values of each sample"),
                                               ("y", "Prediction of 4 amounts")])  # fmt: skip
def test_an_autoencoder_is_known_by_its_answers(answers: str, task: str) -> None:
    x = np.random.default_rng(0).normal(size=(30, 4))
    y = x if answers == "x" else x + 1
    data = ReportContext(model_graph(), data=(x, y), evaluation=Evaluation((regress("", x, y),), 30))
    [verdict] = summary.build(data).data["verdicts"]
    assert verdict.task == task


def test_findings_of_the_training_and_of_the_model_stand_together_the_worst_first() -> None:
    run = TrainingRun("nan", "test", (curve("loss", [2.0, np.nan, np.nan]),))
    section = summary.build(ReportContext(faulty(), run=run))
    checks = [(group.severity, group.check) for group in section.data["groups"]]
    assert {("error", "training-not-finite"), ("error", "not-finite"), ("error", "all-zero")} <= set(checks)
    order = ["error", "warning", "hint"]
    assert [severity for severity, _ in checks] == sorted((severity for severity, _ in checks), key=order.index)
    assert "error" in section.data["found"]


def test_a_finding_links_to_the_row_of_its_layer_or_to_the_section_that_has_it() -> None:
    run = TrainingRun("nan", "test", (curve("loss", [2.0, np.nan, np.nan]),))
    page = build_report(ReportContext(faulty("a layer"), run=run)).html
    head = page[page.index('id="summary"') : page.index('id="overview"')]
    assert '<a href="#layer-a~20~layer">a layer/kernel</a>' in head
    assert '<a href="#training_findings">loss</a>' in head
    assert '<tr id="layer-a~20~layer">' in page


def test_a_model_without_findings_says_how_many_checks_ran_and_lists_them() -> None:
    report = build_report(ReportContext(model_graph()))
    assert "checks ran and found nothing." in report.sections[0].data["found"]
    assert "15 checks found nothing: not-finite (values that are NaN or infinite)," in report.html


@pytest.mark.parametrize("medium", ["html", "pdf"])
def test_names_in_a_summary_are_escaped(medium: str) -> None:
    from dotnet_viz.reporting.documents.pdf import print_page

    report = full_report(HOSTILE)
    page = report.html if medium == "html" else print_page(report.context, report.sections)
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_many_outputs_are_not_all_in_the_summary() -> None:
    results: Any = tuple(classify(f"o{k}", np.eye(2)[[0, 1, 1]], np.array([0, 1, 1])) for k in range(6))
    data = summary.build(ReportContext(model_graph(), evaluation=Evaluation(results, 3))).data
    assert [verdict.name for verdict in data["verdicts"]] == ["o0", "o1", "o2", "o3"]
    assert data["note"] == "The model has 6 outputs; the others are in the section Evaluation."
