from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.measures.evaluation.classifiers import ranking
from dotnet_viz.measures.evaluation.classifiers.classification import classify
from dotnet_viz.measures.evaluation.evaluate import Evaluation, Result
from dotnet_viz.measures.evaluation.regression import regress
from dotnet_viz.measures.evaluation.segmentation import measure_segmentation
from dotnet_viz.measures.evaluation.sequences import measure_tokens, regress_sequences
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.sections import evaluation
from dotnet_viz.reporting.sections.evaluation import OutputData
from dotnet_viz.reporting.statements.outputs.regression import MAX_TARGETS
from tests.reporting.builders import model_graph


def build(*results: Result) -> tuple[OutputData, ...]:
    section = evaluation.build(ReportContext(model_graph(), evaluation=Evaluation(results, results[0].samples)))
    assert section is not None
    outputs: tuple[OutputData, ...] = section.data["outputs"]
    return outputs


def shown(rows: tuple[tuple[object, ...], ...]) -> list[list[str]]:
    return [[getattr(cell, "text", "").replace("\u00a0", " ") for cell in row] for row in rows]


def test_a_classifier_has_its_accuracy_its_matrix_and_a_row_a_class() -> None:
    [output] = build(classify("", np.eye(2)[[0, 0, 1, 1]], np.array([0, 0, 1, 0]), class_names=["cat", "dog"]))
    assert {fact.name: fact.value.replace("\u00a0", " ") for fact in output.key_numbers} == {
        "Accuracy": "75 %",
        "Always the most frequent class": "75 %",
        "F1, mean of the classes": "73.3 %",
        "Area under the ROC curve": "0.8333",
        "Samples": "4",
        "Classes": "2",
    }
    assert shown(output.table.rows) == [
        ["cat", "100 %", "66.7 %", "80 %", "3"],
        ["dog", "50 %", "100 %", "66.7 %", "1"],
    ]
    assert [row[0] for row in shown(output.table.footer)] == ["macro average", "weighted average"]
    assert [figure.caption.split(":")[0] for figure in output.figures] == [
        "Confusion matrix",
        "ROC curves",
        "Precision-recall curves",
        "Calibration",
        "Every wrong prediction (1), the least probability of the true class first.",
    ]


def test_worst_examples_show_what_was_predicted_where_the_report_has_it() -> None:
    result = classify("", np.eye(2)[[0, 0, 1, 1]], np.array([0, 0, 1, 0]))
    for x, shown in ((np.random.default_rng(0).random((4, 6, 6)), "<image"), (np.arange(8.0).reshape(4, 2), "petal")):
        context = ReportContext(
            model_graph(), evaluation=Evaluation((result,), 4), data=(x, None), feature_names=["petal", "sepal"]
        )
        section = evaluation.build(context)
        assert section is not None
        assert shown in section.data["outputs"][0].figures[-1].svg


def test_several_classes_have_averages_and_the_calibration_of_the_predicted_one() -> None:
    random = np.random.default_rng(0)
    scores = random.dirichlet(np.ones(3), 50)
    [output] = build(classify("", scores, random.integers(0, 3, 50)))
    svgs = [figure.svg for figure in output.figures]
    assert sum("macro average" in svg for svg in svgs) == 2
    assert any("predicted class" in svg for svg in svgs)
    assert "Area under the ROC curve, mean of the classes" in [fact.name for fact in output.key_numbers]


@pytest.mark.parametrize(
    ("scores", "words"),
    [
        (np.array([[0.2], [0.9]]), "One output separates both classes: its values are probabilities, cut at 0.5."),
        (np.array([[-2.0], [3.0]]), "One output separates both classes: its values are logits, cut at 0."),
        (np.eye(2), "The predicted class is the one with the largest output."),
    ],
)
def test_the_rule_of_prediction_is_reported(scores: np.ndarray, words: str) -> None:
    [output] = build(classify("", scores, np.array([0, 1])))
    assert output.paragraph == words


def test_labels_and_many_labels_have_rules_of_their_own() -> None:
    [said] = build(classify("", np.array(["a", "b"]), np.array(["a", "b"]), labels=["a", "b"]))
    assert said.paragraph == "The model says the class itself."
    [many] = build(classify("", np.array([[0.9, 0.8], [0.1, 0.9]]), np.array([[1, 1], [0, 1]])))
    assert many.paragraph == "Each output is a yes or no of its own: its values are probabilities, cut at 0.5."
    assert not any(figure.caption.startswith("Confusion") for figure in many.figures)


def test_a_regressor_has_its_errors_and_four_charts() -> None:
    [output] = build(regress("price", np.array([1.0, 2.0, 4.0]), np.array([1.0, 2.0, 3.0])))
    assert [fact.value for fact in output.key_numbers] == ["0.3333", "0.5774", "0.5", "3"]
    assert shown(output.table.rows) == [["price", "0.3333", "0.5774", "0.5", "1"]]
    assert output.table.footer == ()
    assert len(output.figures) == 4


def test_of_many_amounts_some_have_a_row_and_it_is_reported() -> None:
    random = np.random.default_rng(0)
    known = random.normal(size=(5, MAX_TARGETS + 3))
    [output] = build(regress("", known + 0.1, known))
    assert len(output.table.rows) == MAX_TARGETS
    assert output.notes == ("The table has the first 50 of 53 amounts.",)
    assert shown(output.table.footer)[0][0] == "all"


def test_predictions_without_any_number_have_no_chart_but_are_reported() -> None:
    [output] = build(regress("", np.full(3, np.nan), np.zeros(3)))
    assert output.figures == ()
    assert "3 of 3 samples" in output.notes[0]
    assert output.key_numbers[0].value == "NaN"


def test_figures_of_many_outputs_share_no_id() -> None:
    outputs = build(
        classify("kind", np.eye(2), np.array([0, 1])),
        regress("size", np.array([1.0, 2.0]), np.array([1.0, 3.0])),
        classify("tone", np.eye(2), np.array([0, 1])),
    )
    assert [output.name for output in outputs] == ["kind", "size", "tone"]
    starts = [figure.svg.split('aria-labelledby="')[1].split("-title")[0] for output in outputs for figure in output.figures]
    assert starts == [f"evaluation-{number}" for number in range(1, 13)]


def test_without_data_there_is_no_section() -> None:
    assert evaluation.build(ReportContext(model_graph())) is None


def test_segmented_images_have_their_overlap_and_the_worst_of_them() -> None:
    true = np.zeros((3, 8, 8), dtype=int)
    true[:, 2:6, 2:6] = 1
    result = measure_segmentation("", np.roll(true, 1, axis=1), true, class_names=["paper", "ink"])
    [output] = build(result)
    assert [row[0] for row in shown(output.table.rows)] == ["paper", "ink"]
    facts = {fact.name: fact.value.replace("\u00a0", " ") for fact in output.key_numbers}
    assert facts["Images"] == "3"
    assert facts["Mean IoU"] == f"{result.scores['mean_iou']:.1%}".replace("%", " %")
    assert len(output.figures) == 4


def test_sequences_have_their_steps_and_their_worst_positions() -> None:
    true = np.array([[0, 1, 1], [1, 0, 0]])
    [output] = build(measure_tokens("", np.eye(2)[[[0, 1, 0], [1, 0, 0]]], true))
    assert output.figures[0].caption.startswith("Accuracy at each step")
    facts = {fact.name: fact.value.replace("\u00a0", " ") for fact in output.key_numbers}
    assert (facts["Sequences without an error"], facts["Positions"]) == ("50 %", "6")
    assert any(">step</text>" in str(figure.svg) for figure in output.figures[-1:])
    [amounts] = build(regress_sequences("", true + 0.5, true * 1.0))
    assert amounts.figures[0].caption == "Errors at each step."


def test_a_report_ranks_each_class_once_for_all_that_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: Counter[str] = Counter()
    rank = ranking.rank

    def counted(name: str, *arguments: Any, **options: Any) -> Any:
        calls[name] += 1
        return rank(name, *arguments, **options)

    monkeypatch.setattr(ranking, "rank", counted)
    scores = np.random.default_rng(0).random((60, 4))
    report = dv.report([np.ones((2, 4))], predictions=(np.arange(60) % 4, scores / scores.sum(axis=1, keepdims=True)))
    assert "ROC" in report.html
    assert len(calls) == 5
    assert set(calls.values()) == {1}
