from __future__ import annotations

import numpy as np

from dotnet_viz.measures.evaluation.classifiers.classification import classify
from dotnet_viz.measures.evaluation.regression import regress
from dotnet_viz.measures.evaluation.segmentation import measure_segmentation
from dotnet_viz.measures.evaluation.sequences import measure_tokens, regress_sequences
from dotnet_viz.reporting.statements.verdict import task_in_words, verdict_on


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_classifier_that_learned_something() -> None:
    true = np.array([0] * 30 + [1] * 20)
    found = verdict_on(classify("", true, true, class_names=["cat", "dog"]))
    assert plain(found.headline) == "100 % of its answers are right; always answering cat would be right in 60 %."
    assert found.outcome == "better"
    assert found.trivial == "60 %, always answering cat"


def test_a_classifier_that_learned_nothing_is_called_so() -> None:
    true = np.array([0] * 30 + [1] * 20)
    found = verdict_on(classify("", np.zeros(50, int), true))
    assert plain(found.headline) == "60 % of its answers are right, which is no better than always answering 0 (60 %)."
    assert (found.outcome, found.symbol) == ("same", "▲")


def test_data_of_one_class_say_little() -> None:
    found = verdict_on(classify("", np.zeros(50, int), np.zeros(50, int), class_names=["cat", "dog"]))
    assert "cat is the only answer in these data" in found.headline


def test_amounts_are_in_their_own_unit() -> None:
    true = np.arange(40.0)
    found = verdict_on(regress("", true + 0.5, true))
    assert found.headline == "It is off by 0.5 on average; always answering the mean would be off by 10."
    assert (found.measure, found.value) == ("Mean absolute error", "0.5, 95 % interval 0.5 to 0.5")


def test_answers_that_are_no_numbers_have_no_verdict() -> None:
    found = verdict_on(regress("", np.array([np.nan, np.nan]), np.array([1.0, 2.0])))
    assert (found.outcome, found.value) == ("", "")
    assert "no numbers" in found.headline


def test_each_task_has_words() -> None:
    steps = np.array([[0, 1], [1, 0]])
    assert task_in_words(classify("", np.eye(30), np.arange(30))).startswith("Classification into 30 classes: 0, 1, 2")
    assert task_in_words(classify("", np.eye(30), np.arange(30))).endswith("8 and 21 more")
    assert task_in_words(measure_tokens("", steps, steps)) == "Classification of each step of sequences into 2 classes: 0, 1"
    assert task_in_words(measure_segmentation("", steps[None], steps[None])).startswith(
        "Classification of each pixel of images"
    )
    assert task_in_words(regress("", np.ones((3, 2)), np.ones((3, 2)))) == "Prediction of 2 amounts"
    assert task_in_words(regress_sequences("", steps * 1.0, steps * 1.0)) == "Prediction of an amount at each step of sequences"
