"""Graphs of many kinds of layers, for tests that every style must pass."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, Shape, TensorSpec
from dotnet_viz.readers import read
from tests.conftest import DATA

MODELS = DATA / "models"
FILES = ("mlp-6-3-7", "cnn-28x28", "multi", "rnn", "transformer", "pattern-50x50")

KINDS: Mapping[str, Mapping[str, Any]] = {
    "Dense": {"units": 7},
    "Conv1D": {"filters": 4, "kernel_size": [3], "strides": [1]},
    "Conv2D": {"filters": 32, "kernel_size": [3, 5], "strides": [2, 2]},
    "Conv3D": {"filters": 4, "kernel_size": [3, 3, 3], "strides": [1, 1, 1]},
    "Conv2DTranspose": {"filters": 3, "kernel_size": 3},
    "MaxPooling2D": {"pool_size": [2, 2], "strides": [2, 2]},
    "AveragePooling1D": {"pool_size": 2},
    "GlobalAveragePooling2D": {},
    "Dropout": {"rate": 0.25},
    "SpatialDropout1D": {"rate": 0.5},
    "Flatten": {},
    "Activation": {"activation": "tanh"},
    "ReLU": {},
    "BatchNormalization": {},
    "LayerNormalization": {},
    "Embedding": {"input_dim": 1000, "output_dim": 16},
    "LSTM": {"units": 12},
    "Bidirectional": {"layer": {"class_name": "GRU", "config": {"units": 6}}},
    "TimeDistributed": {"layer": {"class_name": "Dense", "config": {"units": 3, "activation": "relu"}}},
    "MultiHeadAttention": {"num_heads": 2, "key_dim": 8},
    "Attention": {},
    "Add": {},
    "Concatenate": {"axis": -1},
    "Reshape": {"target_shape": [4, 4]},
    "UpSampling2D": {"size": [2, 2]},
    "MyOwnLayer": {"secret": "a&b <c>"},
    "Rescaling": {"scale": 0.5},
}


def layer(kind: str, name: str | None = None, **config: Any) -> Layer:
    """Return a layer of a kind with the configuration that such layers have."""
    settings = {**KINDS.get(kind, {}), **config}
    activation = settings.get("activation")
    return Layer(name or kind.lower(), name or kind.lower(), kind, activation=activation, config=settings)


def row(*steps: tuple[Layer, Shape | None], name: str = "row") -> Graph:
    """Return layers that feed one another, each with the shape of its output."""
    nodes = tuple(Node(f"n{number}", item, outputs=(TensorSpec(shape),)) for number, (item, shape) in enumerate(steps))
    edges = tuple(Edge(f"n{number}", 0, f"n{number + 1}", 0) for number in range(len(steps) - 1))
    return Graph(name, "Sequential", nodes, edges, (Port("n0"),), (Port(nodes[-1].id),))


def classifier(outputs: int = 1000) -> Graph:
    """Return an input of 20 values, a layer of 300 neurons and many outputs."""
    return row(
        (layer("InputLayer", "input"), (None, 20)),
        (layer("Dense", "hidden", units=300, activation="relu"), (None, 300)),
        (layer("Dense", "scores", units=outputs, activation="softmax"), (None, outputs)),
    )


def one_of_each() -> Graph:
    """Return one layer of every kind, one after the other."""
    steps: list[tuple[Layer, Shape | None]] = [(layer("InputLayer", "input"), (None, 32, 32, 3))]
    return row(*steps, *((layer(kind), (None, 16, 16, 8)) for kind in KINDS), name="one of each")


def branches(kinds: Sequence[str] = ("Dense", "Dense", "Dense")) -> Graph:
    """Return an input that feeds branches, which one layer joins; the input also skips them."""
    spec = (TensorSpec((None, 12)),)
    nodes = [Node("n0", layer("InputLayer", "input"), outputs=spec)]
    nodes += [Node(f"n{number}", layer(kind, f"{kind.lower()}_{number}"), outputs=spec) for number, kind in enumerate(kinds, 1)]
    joint = Node(f"n{len(nodes)}", layer("Add", "joined"), outputs=spec)
    last = Node(f"n{len(nodes) + 1}", layer("Dense", "last"), outputs=(TensorSpec((None, 2)),))
    edges = [Edge("n0", 0, node.id, 0) for node in nodes[1:]]
    edges += [Edge(node.id, 0, joint.id, port) for port, node in enumerate(nodes[1:])]
    edges += [Edge("n0", 0, joint.id, len(nodes)), Edge(joint.id, 0, last.id, 0)]
    return Graph("branches", "Functional", (*nodes, joint, last), tuple(edges), (Port("n0"),), (Port(last.id),))


def twice() -> Graph:
    """Return ``Add()([b, b])``: two parallel edges."""
    spec = (TensorSpec((None, 4)),)
    nodes = tuple(Node(f"n{number}", layer(kind), outputs=spec) for number, kind in enumerate(("InputLayer", "Dense", "Add")))
    return Graph("twice", "Functional", nodes, (Edge("n0", 0, "n1", 0), Edge("n1", 0, "n2", 0), Edge("n1", 0, "n2", 1)))


def tree() -> Graph:
    """Return a model whose inner flow nobody knows."""
    nodes = (
        Node("n0", Layer("m", "mine", "MyModel", category="model")),
        Node("n1", layer("Dense", "inside"), parent="n0"),
        Node("n2", layer("MyOwnLayer", "also"), parent="n0"),
    )
    return Graph("tree", "MyModel", nodes, notes=("the flow of mine is not known",))


def file_graph(name: str) -> Graph:
    """Return the graph of a small model file."""
    return read(MODELS / f"{name}.keras")


SIZES = st.one_of(st.none(), st.integers(1, 300))
SHAPES = st.one_of(st.none(), st.lists(SIZES, min_size=0, max_size=5).map(tuple))


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Draw an acyclic graph of layers of any kind with tensors of any shape, sizes that nobody knows among them."""
    kinds = draw(st.lists(st.sampled_from(["InputLayer", *KINDS]), min_size=1, max_size=7))
    shapes = draw(st.lists(SHAPES, min_size=len(kinds), max_size=len(kinds)))
    nodes = tuple(
        Node(f"n{number}", layer(kind, f"{kind}_{number}"), outputs=(TensorSpec(shape),))
        for number, (kind, shape) in enumerate(zip(kinds, shapes, strict=True))
    )
    edges = tuple(
        Edge(f"n{draw(st.integers(0, number - 1))}", 0, f"n{number}", port)
        for number in range(1, len(kinds))
        for port in range(draw(st.integers(0, 2)))
    )
    return Graph("drawn", "Functional", nodes, edges, (Port("n0"),), (Port(nodes[-1].id),))
