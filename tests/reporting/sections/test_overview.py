from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dotnet_viz.graph import Graph, Layer, Node, Origin, Port
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.sections import overview
from dotnet_viz.reporting.sections.overview import compile_settings
from tests.charts.training.builders import course
from tests.reporting.builders import model_graph


def facts(graph: Graph) -> dict[str, str]:
    return {fact.name: fact.value for fact in overview.build(ReportContext(graph)).data["key_numbers"]}


def test_the_paragraph_and_the_numbers_say_what_the_model_is() -> None:
    graph = model_graph(path="folder/digits.keras", framework_version="3.15.1", file_size=36_264)
    section = overview.build(ReportContext(graph))
    assert section.data["paragraph"] == (
        "The Sequential model digits has 2 layers with 23 parameters, all of them trainable. "
        "It takes a tensor of shape (None, 4) and returns a tensor of shape (None, 2). "
        "It was read from a .keras file, written by Keras 3.15.1."
    )
    assert facts(graph) == {
        "Parameters": "23",
        "Trainable": "23",
        "Size of the weights": "92 bytes",
        "Layers": "2",
        "Inputs": "(None, 4)",
        "Outputs": "(None, 2)",
        "Weights stored as": "float32",
        "Made with": "Keras 3.15.1",
    }


def test_what_is_not_known_is_left_out_and_what_is_missing_is_reported() -> None:
    graph = Graph("", "MLP", (Node("n0", Layer("a", "a", "Thing")),), notes=("the file has no shapes",))
    section = overview.build(ReportContext(graph))
    assert section.data["paragraph"] == "The MLP model has 1 layer with no parameters. It was read from memory."
    assert section.data["notes"] == ("the file has no shapes",)
    assert facts(graph)["Inputs"] == "unknown"
    assert "Made with" not in facts(graph)


def test_many_inputs_are_counted_rather_than_listed() -> None:
    nodes = tuple(Node(f"n{place}", Layer(f"i{place}", f"i{place}", "InputLayer")) for place in range(9))
    graph = Graph("many", "Functional", nodes, inputs=tuple(Port(node.id) for node in nodes), outputs=(Port("n0"),))
    assert facts(graph)["Inputs"] == "?, ?, ?, ?, ?, ? and 3 more"


def test_a_version_is_only_called_one_of_what_the_reader_names() -> None:
    graph = Graph(
        "", "MLPClassifier", (Node("n0", Layer("a", "a", "Dense")),), origin=Origin("sklearn", framework_version="1.9")
    )
    assert facts(graph)["Made with"] == "version 1.9"
    named = replace(graph, origin=replace(graph.origin, framework="scikit-learn"))
    assert facts(named)["Made with"] == "scikit-learn 1.9"


ADAM = {"class_name": "Adam", "config": {"learning_rate": 0.0010000000474974513}}
DECAY = {"class_name": "Adam", "config": {"learning_rate": {"class_name": "CosineDecay", "config": {}}}}


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (
            {"optimizer": ADAM, "loss": "mse", "metrics": ["mae", "accuracy"]},
            ["Adam, learning rate 0.001", "mse", "mae, accuracy"],
        ),
        ({"optimizer": "sgd", "loss": None, "metrics": None}, ["sgd"]),
        ({"optimizer_config": DECAY}, ["Adam, learning rate CosineDecay"]),
        ({"loss": {"a": "mse", "b": {"class_name": "Huber", "config": {"delta": 1}}}}, ["a: mse, b: Huber"]),
        ({"loss": {"class_name": "function", "config": "my_loss"}}, ["my_loss"]),
        ({"metrics": [["accuracy"], [{"class_name": "AUC", "config": {}}]]}, ["accuracy, AUC"]),
        ({"metrics": [{"class_name": "MeanMetricWrapper", "config": {"fn": "accuracy"}}]}, ["accuracy"]),
        ({"optimizer": 5, "loss": True, "metrics": []}, ["5"]),
        ({}, []),
    ],
)
def test_compile_settings_are_shown_by_their_names(stored: dict[str, Any], shown: list[str]) -> None:
    assert [fact.value for fact in compile_settings(stored)] == shown


def test_parameters_that_nobody_knows_are_called_unknown() -> None:
    graph = Graph("m", "Sequential", (Node("n0", Layer("a", "a", "Dense", lacks_weights=True)),))
    data = overview.build(ReportContext(graph)).data
    assert "with an unknown number of parameters" in data["paragraph"]
    assert (facts(graph)["Parameters"], facts(graph)["Trainable"]) == ("?", "?")


def test_a_training_without_a_model_is_introduced_by_its_log() -> None:
    data = overview.build(ReportContext(run=course("7"))).data
    assert data["paragraph"].startswith("The training 7, logged by test, finished after 12 epochs.")
    assert [fact.name for fact in data["key_numbers"]] == ["Best loss", "Best accuracy"]
    assert data["key_numbers"][0].value == "0.2938 in epoch 12"
