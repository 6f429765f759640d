from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from dotnet_viz.graph import Edge, Graph, Node, Origin, Port, TensorSpec
from tests.measures.diagnostics.builders import chain, checked, dense, layer, result_of

INPUT = layer("InputLayer", "in")


def logits(name: str) -> dict[str, Any]:
    return {"class_name": name, "config": {"from_logits": True}}


def severities(activation: str | None, loss: Any, units: int = 3) -> list[str]:
    graph = chain(INPUT, dense("d", 4, units, activation), training={"loss": loss}, units=units)
    return [finding.severity for finding in checked(graph, "last-activation")]


@pytest.mark.parametrize(
    ("activation", "loss", "units", "expected"),
    [
        ("softmax", "categorical_crossentropy", 3, []),
        ("softmax", {"class_name": "SparseCategoricalCrossentropy", "config": {"from_logits": False}}, 3, []),
        (None, "sparse_categorical_crossentropy", 3, ["error"]),
        ("relu", "categorical_crossentropy", 3, ["error"]),
        ("sigmoid", "categorical_crossentropy", 3, ["warning"]),
        ("softmax", "categorical_crossentropy", 1, ["error"]),
        ("sigmoid", "categorical_crossentropy", 1, ["error"]),
        ("linear", logits("CategoricalCrossentropy"), 3, []),
        ("softmax", logits("SparseCategoricalCrossentropy"), 3, ["error"]),
        ("sigmoid", "binary_crossentropy", 1, []),
        ("sigmoid", "bce", 3, []),
        ("linear", "BinaryCrossentropy", 1, ["error"]),
        ("sigmoid", logits("BinaryCrossentropy"), 1, ["error"]),
        ("softmax", "binary_crossentropy", 2, ["warning"]),
        ("softmax", "binary_crossentropy", 1, ["error"]),
        ("softmax", "mse", 1, ["error"]),
        ("linear", "mse", 1, []),
        ("relu", "mean_absolute_error", 1, []),
        ("tanh", {"class_name": "my_package>Custom", "config": {}}, 1, []),
        ("linear", 7, 1, []),
    ],
)
def test_the_last_activation_is_held_against_the_loss(
    activation: str | None, loss: Any, units: int, expected: list[str]
) -> None:
    assert severities(activation, loss, units) == expected


def test_steps_that_keep_values_are_looked_through() -> None:
    graph = chain(INPUT, dense("d", 4, 3, None), layer("Reshape"), training={"loss": "categorical_crossentropy"})
    assert [finding.layer for finding in checked(graph, "last-activation")] == ["d"]
    graph = chain(INPUT, dense("d", 4, 3, None), layer("Softmax"), training={"loss": "categorical_crossentropy"})
    assert not checked(graph, "last-activation")


def test_an_end_that_nobody_knows_is_not_judged() -> None:
    graph = chain(INPUT, dense("d", 4, 3, None), layer("Lambda"), training={"loss": "categorical_crossentropy"})
    assert not checked(graph, "last-activation")


@pytest.mark.parametrize(
    "loss",
    [["mse", "categorical_crossentropy"], {"a": "mse", "b": "categorical_crossentropy"}, {"b": "categorical_crossentropy"}],
)
def test_several_outputs_have_losses_in_order_or_by_name(loss: Any) -> None:
    spec = (TensorSpec((None, 3), "float32"),)
    nodes = (
        Node("n0", INPUT),
        Node("n1", dense("a", 4, 3, None), outputs=spec),
        Node("n2", dense("b", 4, 3, None), outputs=spec),
    )
    edges = (Edge("n0", 0, "n1", 0), Edge("n0", 0, "n2", 0))
    origin = Origin("keras", training={"loss": loss})
    graph = Graph("m", "Functional", nodes, edges, (Port("n0"),), (Port("n1"), Port("n2")), origin)
    assert [finding.layer for finding in checked(graph, "last-activation")] == ["b"]


def test_without_a_stored_loss_it_is_said() -> None:
    graph = chain(INPUT, dense("d", 4, 3, None))
    others = ["outlier-norm", "stable-rank", "alpha-low", "alpha-high"]
    [skipped] = result_of(graph, ignore=others).skipped
    assert (skipped.checks, skipped.place) == (("last-activation",), None)
    assert "last-activation" not in result_of(graph).checks
    assert "compile the model before it is saved" in skipped.explanation
    assert not result_of(graph, ignore=["last-activation", *others]).skipped
    [skipped] = result_of(replace(graph, origin=Origin("arrays", framework="NumPy")), ignore=others).skipped
    assert skipped.reason == "the loss is unknown; only models of Keras have it with them"
    told = replace(graph, origin=Origin("keras", training={"loss": "mse"}))
    assert not result_of(told, ignore=others).skipped


def test_a_softmax_of_one_unit_is_found_without_a_loss_and_the_check_counts_as_run() -> None:
    result = result_of(chain(INPUT, dense("d", 4, 1, "softmax"), units=1))
    assert [finding.check for finding in result.findings] == ["last-activation"]
    assert "last-activation" in result.checks
    assert not any("last-activation" in skipped.checks for skipped in result.skipped)
