from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.graph import Graph, Layer, Node, Port, TensorSpec
from dotnet_viz.measures.evaluation.evaluate import evaluate_predictions
from dotnet_viz.measures.training.sources import run_of
from dotnet_viz.reporting.card.card import ModelCard
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.statements.filled_card import filled_card
from tests.reporting.builders import estimator_context, evaluation, model_graph


def context(**changes: Any) -> ReportContext:
    return ReportContext(**({"graph": model_graph(framework_version="3.15.1")} | changes))


def test_a_model_alone_says_what_it_is() -> None:
    card = filled_card(context())
    assert (card.name, card.library_name) == ("digits", "keras")
    assert card.entries("model_details") == {
        "type": "Sequential model of 2 layers",
        "framework": "Keras 3.15.1",
        "parameters": "23",
        "size": "92 bytes",
        "inputs": "(None, 4)",
        "outputs": "(None, 2)",
    }
    assert card.metadata == {"library_name": "keras"}


def test_what_is_stated_stands_before_what_is_known() -> None:
    stated = ModelCard(
        "Mine",
        library_name="keras-hub",
        metrics="own",
        pipeline_tag="other",
        model_details={"parameters": "few", "version": "2"},
        evaluation_data="Held out.",
    )
    card = filled_card(context(card=stated, evaluation=evaluation(), date="2026-01-31"))
    assert (card.name, card.library_name, card.metrics, card.pipeline_tag) == ("Mine", "keras-hub", ("own",), "other")
    details = card.entries("model_details")
    assert (details["parameters"], details["version"], details["date"]) == ("few", "2", "2026-01-31")
    assert card.entries("evaluation_data") == {"samples": "6", "description": "Held out."}


def test_no_date_is_made_up() -> None:
    assert "date" not in filled_card(context(evaluation=evaluation())).entries("model_details")


def test_an_evaluation_gives_results_behind_those_that_are_stated() -> None:
    result = {"task": {"type": "t"}, "dataset": {"type": "d", "name": "d"}, "metrics": [{"type": "f1", "value": 1}]}
    stated = ModelCard(model_index=[{"name": "paper", "results": [result]}], evaluation_data={"dataset": "Own test"})
    card = filled_card(context(card=stated, evaluation=evaluation(["cat", "dog"])))
    assert [model["name"] for model in card.results] == ["paper", "digits"]
    [measured] = card.results[1]["results"]
    assert measured["dataset"] == {"type": "Own test", "name": "Own test"}
    assert measured["task"] == {"type": "classification"}
    assert card.metrics == ("accuracy", "f1", "precision", "recall")
    assert [line.partition(":")[0] for line in card.entries("quantitative_analyses")["unitary"]] == ["dog", "cat"]


def test_training_and_data_are_counted() -> None:
    history = {"loss": [3.0, 2.0]}
    card = filled_card(context(run=run_of(history), seed=3, training_data=(np.ones((7, 4)), np.zeros(7))))
    assert card.entries("model_details")["training"] == ("Trained for 2 epochs", "Seed: 3")
    assert card.entries("training_data") == {"samples": "7"}


def graph_of_images(shape: tuple[int | None, ...]) -> Graph:
    node = Node("n0", Layer("input", "input", "InputLayer"), outputs=(TensorSpec(shape, "float32"),))
    return Graph("m", "Functional", (node,), (), (Port("n0"),), (Port("n0"),))


@pytest.mark.parametrize(
    ("changes", "task"),
    [
        ({"graph": graph_of_images((None, 28, 28, 1)), "evaluation": evaluation()}, "image-classification"),
        ({"graph": graph_of_images((None, 3, 28, 28)), "evaluation": evaluation()}, "image-classification"),
        ({"graph": graph_of_images((None, 28, 28, 12)), "evaluation": evaluation()}, None),
        ({"graph": graph_of_images((None, 8, 8, 3)), "evaluation": evaluate_predictions([1.5, 2.0], [1.0, 2.0])}, None),
        ({"evaluation": evaluation()}, None),
        ({}, None),
    ],
)
def test_the_task_is_named_where_there_is_no_doubt(changes: dict[str, Any], task: str | None) -> None:
    assert (filled_card(context(**changes)).pipeline_tag or None) == task


def test_an_estimator_is_tabular() -> None:
    card = filled_card(estimator_context())
    assert (card.library_name, card.pipeline_tag) == ("sklearn", "tabular-classification")


def test_keras_2_has_a_library_of_its_own() -> None:
    assert filled_card(context(graph=model_graph(framework_version="2.15.0"))).library_name == "tf-keras"


def test_a_training_alone_has_a_card() -> None:
    card = filled_card(ReportContext(run=run_of({"loss": [3.0, 2.0]})))
    assert card.entries("model_details") == {"training": ("Trained for 2 epochs",)}
