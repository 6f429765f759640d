"""Small graphs for tests."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from dotnet_viz.graph import Array, Edge, Graph, Layer, Node, Port, TensorSpec, Weight


def dense_layer(name: str, kernel: Array, bias: Array | None = None, activation: str | None = "relu") -> Layer:
    """Return a dense layer with weights."""
    weights = [Weight.from_array("kernel", kernel)]
    if bias is not None:
        weights.append(Weight.from_array("bias", bias))
    return Layer(name, name, "Dense", activation=activation, weights=tuple(weights))


def input_layer(name: str = "input") -> Layer:
    """Return an input layer."""
    return Layer(name, name, "InputLayer", trainable=None)


def chain(layers: Sequence[Layer], name: str = "chain") -> Graph:
    """Return a graph in which each layer feeds the next."""
    nodes = tuple(Node(f"n{i}", layer, outputs=(TensorSpec((None, 2), "float32"),)) for i, layer in enumerate(layers))
    edges = tuple(Edge(f"n{i}", 0, f"n{i + 1}", 0) for i in range(len(layers) - 1))
    return Graph(name, "Sequential", nodes, edges, (Port("n0"),), (Port(nodes[-1].id),))


def dense_chain(*sizes: int, seed: int = 0, bias: bool = True) -> Graph:
    """Return an input and dense layers of the given sizes, with random weights."""
    random = np.random.default_rng(seed)
    layers = [input_layer()]
    for number, (inputs, units) in enumerate(pairwise(sizes)):
        kernel = random.normal(size=(inputs, units)).astype("float32")
        layers.append(dense_layer(f"dense_{number}", kernel, random.normal(size=units).astype("float32") if bias else None))
    return chain(layers, name="mlp")


def picture_network(*sizes: int, units: int = 6, seed: int = 0) -> Graph:
    """Return an input of pictures (height, width, or also channels), Flatten and two dense layers, with random weights."""
    random = np.random.default_rng(seed)
    first, second = random.normal(size=(math.prod(sizes), units)), random.normal(size=(units, 3))
    layers = [input_layer(), Layer("flatten", "flatten", "Flatten"), dense_layer("d", first, random.normal(size=units))]
    graph = chain([*layers, dense_layer("out", second)], name="pictures")
    start = replace(graph.nodes[0], outputs=(TensorSpec((None, *sizes), "float32"),))
    return replace(graph, nodes=(start, *graph.nodes[1:]))


def nested_graph() -> Graph:
    """Return input -> encoder(input, dense) -> add(x, x): a nested model and parallel edges."""
    outer, inner = input_layer("outer"), Layer("enc/inner", "inner", "InputLayer", trainable=None)
    dense = Layer("enc/dense", "dense", "Dense", weights=(Weight.from_array("kernel", np.ones((2, 3))),))
    model = Layer("enc", "enc", "Functional", category="model")
    add = Layer("add", "add", "Add", category="operation")
    spec = (TensorSpec((None, 3), "float32"),)
    nodes = (
        Node("n0", outer, outputs=(TensorSpec((None, 2), "float32"),)),
        Node("n1", model, outputs=spec, entries=(Port("n2"),), exits=(Port("n3"),)),
        Node("n2", inner, parent="n1"),
        Node("n3", dense, outputs=spec, parent="n1"),
        Node("n4", add, outputs=spec, constants=(("args[1]", 2.0),)),
    )
    edges = (Edge("n0", 0, "n1", 0), Edge("n2", 0, "n3", 0), Edge("n1", 0, "n4", 0), Edge("n1", 0, "n4", 1))
    return Graph("outer", "Functional", nodes, edges, (Port("n0"),), (Port("n4"),))
