from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port
from tests.measures.diagnostics.builders import chain, checked, dense, layer

BATCH = layer("BatchNormalization", "bn")
INPUT = layer("InputLayer", "in")


def test_a_bias_before_batch_normalisation_is_a_hint() -> None:
    [finding] = checked(chain(INPUT, dense("d", 4, 3, "linear"), BATCH), "bias-before-batchnorm")
    assert (finding.severity, finding.layer, finding.observed) == ("hint", "d", "bn")


@pytest.mark.parametrize(
    "layers",
    [
        (dense("d", 4, 3, "relu"), BATCH),
        (dense("d", 4, 3, None, use_bias=False), BATCH),
        (dense("d", 4, 3, None), layer("ReLU"), BATCH),
        (dense("d", 4, 3, None), layer("LayerNormalization")),
    ],
)
def test_a_bias_that_does_something_is_not_reported(layers: tuple[Layer, ...]) -> None:
    assert not checked(chain(INPUT, *layers), "bias-before-batchnorm")


def test_a_layer_that_others_read_too_keeps_its_bias() -> None:
    nodes = (Node("n0", INPUT), Node("n1", dense("d", 4, 3, None)), Node("n2", BATCH), Node("n3", layer("Add")))
    edges = (Edge("n0", 0, "n1", 0), Edge("n1", 0, "n2", 0), Edge("n1", 0, "n3", 0), Edge("n2", 0, "n3", 1))
    assert not checked(Graph("m", "Functional", nodes, edges, (Port("n0"),), (Port("n3"),)), "bias-before-batchnorm")


def nested(*inner: Layer, after: Layer) -> Graph:
    """Return a model inside a model, and a layer after it."""
    model = Layer("m", "m", "Functional", category="model")
    inside = [Node(f"i{place}", item, parent="n1") for place, item in enumerate((layer("InputLayer", "m/in"), *inner))]
    nodes = (
        Node("n0", INPUT),
        Node("n1", model, entries=(Port("i0"),), exits=(Port(inside[-1].id),)),
        *inside,
        Node("n2", after),
    )
    chained = (Edge(a.id, 0, b.id, 0) for a, b in itertools.pairwise(inside))
    return Graph("m", "F", nodes, (Edge("n0", 0, "n1", 0), *chained, Edge("n1", 0, "n2", 0)), (Port("n0"),), (Port("n2"),))


def test_layers_are_followed_out_of_nested_models() -> None:
    [finding] = checked(nested(dense("m/d", 4, 3, None), after=BATCH), "bias-before-batchnorm")
    assert finding.layer == "m/d"


def test_a_layer_called_twice_is_reported_once() -> None:
    shared = dense("d", 3, 3, None)
    graph = chain(INPUT, shared, BATCH, shared, BATCH)
    assert len(checked(graph, "bias-before-batchnorm")) == 1


@pytest.mark.parametrize("between", [(), (layer("Activation", activation="relu"),), (layer("Flatten"), layer("ReLU"))])
def test_dropout_before_batch_normalisation_is_a_warning_across_steps_value_by_value(between: tuple[Layer, ...]) -> None:
    [finding] = checked(chain(INPUT, layer("Dropout", rate=0.2), *between, BATCH), "dropout-before-batchnorm")
    assert (finding.severity, finding.layer) == ("warning", "dropout")
    assert not checked(chain(INPUT, BATCH, *between, layer("Dropout", rate=0.2)), "dropout-before-batchnorm")


def test_dropout_and_batch_normalisation_with_weights_between_are_left_alone() -> None:
    assert not checked(chain(INPUT, layer("Dropout"), dense("d", 3, 3, None), BATCH), "dropout-before-batchnorm")


@pytest.mark.parametrize("pooling", ["MaxPooling2D", "AveragePooling1D"])
def test_dropout_before_pooling_is_a_hint(pooling: str) -> None:
    [finding] = checked(chain(INPUT, layer("Dropout"), layer(pooling)), "dropout-before-pooling")
    assert finding.severity == "hint"
    assert not checked(chain(INPUT, layer(pooling), layer("Dropout")), "dropout-before-pooling")


@pytest.mark.parametrize(
    "dropping",
    [
        layer("Dropout", rate=0.6),
        layer("SpatialDropout2D", rate=0.6),
        layer("LSTM", recurrent_dropout=0.6),
        layer("LSTM", dropout=0.6),
    ],
)
def test_a_high_dropout_rate_is_a_warning(dropping: Layer) -> None:
    graph = chain(INPUT, dropping)
    [finding] = checked(graph, "dropout-rate")
    assert (finding.severity, finding.observed, finding.threshold) == ("warning", 0.6, 0.5)
    assert not checked(graph, "dropout-rate", thresholds={"dropout-rate": 0.6})


def test_a_rate_of_something_else_is_no_dropout() -> None:
    assert not checked(chain(INPUT, layer("Resample", rate=44100)), "dropout-rate")
    wrapped = replace(layer("TimeDistributed"), config={"layer": {"class_name": "Dropout", "config": {"rate": 0.9}}})
    assert checked(chain(INPUT, wrapped), "dropout-rate")
