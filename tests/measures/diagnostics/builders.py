"""Models with one fault each."""

from __future__ import annotations

from typing import Any

import numpy as np

from dotnet_viz.graph import Edge, Graph, Layer, Node, Origin, Port, TensorSpec, Weight
from dotnet_viz.measures.diagnostics import CheckResult, Finding, check_graph


def layer(kind: str, name: str | None = None, **config: Any) -> Layer:
    """Return a layer without weights; ``activation`` is taken from its configuration."""
    return Layer(name or kind.lower(), name or kind.lower(), kind, activation=config.get("activation"), config=config)


def dense(name: str, inputs: int, units: int, activation: str | None = "relu", **config: Any) -> Layer:
    """Return a dense layer with Glorot's uniform weights and a bias of zeros."""
    limit = np.sqrt(6 / (inputs + units))
    kernel = np.random.default_rng(len(name) + units).uniform(-limit, limit, (inputs, units)).astype("float32")
    weights = (Weight.from_array("kernel", kernel), Weight.from_array("bias", np.zeros(units, "float32")))
    return Layer(name, name, "Dense", activation=activation, weights=weights, config={"activation": activation, **config})


def with_kernel(name: str, kernel: Any, *, kind: str = "Dense", role: str = "kernel", trainable: bool = True) -> Layer:
    """Return a layer with a kernel of its own."""
    weight = Weight.from_array(role, np.asarray(kernel), trainable=trainable)
    return Layer(name, name, kind, activation="relu", weights=(weight,))


def chain(*layers: Layer, training: dict[str, Any] | None = None, units: int | None = None) -> Graph:
    """Return a model in which each layer feeds the next; ``units`` is the size of the last output."""
    nodes = [Node(f"n{place}", item) for place, item in enumerate(layers)]
    if units is not None:
        nodes[-1] = Node(nodes[-1].id, nodes[-1].layer, outputs=(TensorSpec((None, units), "float32"),))
    edges = tuple(Edge(f"n{place}", 0, f"n{place + 1}", 0) for place in range(len(layers) - 1))
    origin = Origin("keras", training=training)
    return Graph("m", "Sequential", tuple(nodes), edges, (Port("n0"),), (Port(nodes[-1].id),), origin)


def checked(graph: Graph, check: str, **options: Any) -> list[Finding]:
    """Return what one check finds."""
    return [finding for finding in result_of(graph, **options).findings if finding.check == check]


def result_of(graph: Graph, **options: Any) -> CheckResult:
    """Return the result of all checks."""
    return check_graph(graph, **options)
