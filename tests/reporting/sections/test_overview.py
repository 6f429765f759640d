from __future__ import annotations

from dataclasses import replace

import numpy as np

from dotnet_viz.graph import Graph, Layer, Node, OptimizerState, OptimizerVariable, Origin, Port
from dotnet_viz.readers import read
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.section import Fact
from dotnet_viz.reporting.sections import overview
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
        "MACs per sample": "18",
        "FLOPs per sample": "41",
        "Activation memory": "36 bytes",
        "Inputs": "(None, 4)",
        "Outputs": "(None, 2)",
        "Weights stored as": "float32",
        "Made with": "Keras 3.15.1",
    }


def test_what_is_trained_is_not_said_of_a_source_that_does_not_state_it() -> None:
    graph = read([np.ones((3, 2))])
    assert "has 1 layer with 6 parameters. It takes" in overview.build(ReportContext(graph)).data["paragraph"]
    assert "Trainable" not in facts(graph)


def test_what_is_not_known_is_left_out_and_what_is_missing_is_reported() -> None:
    graph = Graph("", "MLP", (Node("n0", Layer("a", "a", "Thing")),), notes=("the file has no shapes",))
    section = overview.build(ReportContext(graph))
    assert section.data["paragraph"] == "The MLP model has 1 layer with no parameters. It was read from memory."
    assert section.data["notes"] == (
        "the file has no shapes",
        "MACs and FLOPs are without those of a (Thing), whose sizes or arithmetic are not known.",
    )
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


def test_what_the_model_was_compiled_with_is_shown() -> None:
    origin = Origin(
        "keras",
        path="m.keras",
        training={"optimizer": {"class_name": "SGD", "config": {"learning_rate": 0.1}}, "loss": "mse"},
        date_saved="2026-11-28T21:33:09",
        optimizer=OptimizerState((OptimizerVariable("iteration", (), "int64"),), 40),
    )
    graph = replace(model_graph(path="m.keras"), origin=origin)
    assert overview.build(ReportContext(graph)).data["compiled"] == (
        Fact("Optimizer", "SGD, learning rate 0.1"),
        Fact("Loss", "mse"),
        Fact("Optimizer state", "1 variable, 8 bytes, after 40 steps"),
    )
    assert facts(graph)["Saved"] == "2026-11-28 21:33:09"


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
