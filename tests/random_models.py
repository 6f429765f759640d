"""Random models with weights: chains, branches over gaps, heads, shared layers, nested models and wrappers."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

import numpy as np
from hypothesis import strategies as st

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight

_UNIT_WISE = ("BatchNormalization", "Dropout", "ReLU", "Activation", "LayerNormalization")
_RARE = ("Lambda", "MyLayer", "GlobalAveragePooling1D", "Reshape")


@dataclass
class _Maker:
    """One model in the making; ``units`` holds the size of each node's last axis."""

    random: Random
    prefix: str = ""
    depth: int = 0
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    units: dict[str, int] = field(default_factory=dict)
    own: list[str] = field(default_factory=list)
    parent: str | None = None

    def add_input(self) -> str:
        return self._node(Layer(self._name(), self._name(), "InputLayer", trainable=None), self.random.randint(1, 5), ())

    def add_layer(self) -> str:
        source = self.own[-1] if self.random.random() < 0.7 else self.random.choice(self.own)
        make = self.random.choices(
            (self._dense, self._unit_wise, self._merge, self._shared, self._wrapped, self._nested, self._recurrent, self._rare),
            (8, 3, 3, 2, 1, 1, 1, 1),
        )[0]
        return make(source)

    def _name(self) -> str:
        return f"{self.prefix}l{len(self.nodes)}"

    def _node(self, layer: Layer, units: int | None, sources: tuple[str, ...]) -> str:
        name = f"{self.prefix}n{len(self.nodes)}"
        shape = None if units is None else (None, units)
        self.nodes.append(Node(name, layer, outputs=(TensorSpec(shape, "float32"),), parent=self.parent))
        self.edges += [Edge(source, 0, name, port) for port, source in enumerate(sources)]
        self.units[name] = units or 1
        self.own.append(name)
        return name

    def _array(self, *shape: int) -> np.ndarray[Any, np.dtype[np.float32]]:
        return np.random.default_rng(self.random.randint(0, 9999)).normal(size=shape).astype("float32")

    def _dense(self, source: str) -> str:
        inputs, units = self.units[source], self.random.randint(1, 6)
        weights = (Weight.from_array("kernel", self._array(inputs, units)), Weight.from_array("bias", self._array(units)))
        config = {"units": units, "activation": "relu"}
        layer = Layer(self._name(), self._name(), "Dense", activation="relu", config=config, weights=weights)
        return self._node(layer, units, (source,))

    def _unit_wise(self, source: str) -> str:
        layer = Layer(self._name(), self._name(), self.random.choice(_UNIT_WISE))
        return self._node(layer, self.units[source], (source,))

    def _merge(self, source: str) -> str:
        other = self.random.choice(self.own)
        if self.units[source] == self.units[other]:
            return self._node(Layer(self._name(), self._name(), "Add"), self.units[source], (source, other))
        together = self.units[source] + self.units[other]
        return self._node(Layer(self._name(), self._name(), "Concatenate"), together, (source, other))

    def _shared(self, source: str) -> str:
        dense = [node for node in self.nodes if node.layer.kind == "Dense" and node.parent == self.parent]
        fitting = [node for node in dense if node.layer.weights[0].shape[0] == self.units[source]]
        if not fitting:
            return self._dense(source)
        layer = self.random.choice(fitting).layer
        return self._node(layer, layer.weights[0].shape[1], (source,))

    def _wrapped(self, source: str) -> str:
        units = self.random.randint(1, 4)
        inner = {"class_name": "Dense", "config": {"name": "inside", "units": units, "activation": "linear"}}
        kernel = Weight.from_array("layer/kernel", self._array(self.units[source], units))
        layer = Layer(self._name(), self._name(), "TimeDistributed", config={"layer": inner}, weights=(kernel,))
        return self._node(layer, units, (source,))

    def _recurrent(self, source: str) -> str:
        sizes = [self.random.randint(1, 3) for _ in range(self.random.randint(1, 2))]
        weights = []
        for side, units in zip(("forward", "backward"), sizes, strict=False):
            weights.append(Weight.from_array(f"{side}/kernel", self._array(self.units[source], 4 * units)))
            weights.append(Weight.from_array(f"{side}/recurrent_kernel", self._array(units, 4 * units)))
        kind = "LSTM" if len(sizes) == 1 else "Bidirectional"
        config: dict[str, Any] = (
            {"units": sizes[0]} if kind == "LSTM" else {"merge_mode": self.random.choice(("concat", "sum"))}
        )
        layer = Layer(self._name(), self._name(), kind, config=config, weights=tuple(weights))
        return self._node(layer, sum(sizes), (source,))

    def _rare(self, source: str) -> str:
        units = None if self.random.random() < 0.5 else self.random.randint(1, 9)
        return self._node(Layer(self._name(), self._name(), self.random.choice(_RARE)), units, (source,))

    def _nested(self, source: str) -> str:
        if self.depth >= 2:
            return self._dense(source)
        outer = f"{self.prefix}n{len(self.nodes)}"
        inside = _Maker(self.random, f"{outer}/", self.depth + 1, parent=outer)
        first = inside.add_input()
        inside.units[first] = self.units[source]
        for _ in range(self.random.randint(1, 4)):
            inside.add_layer()
        last = inside.own[-1]
        layer = Layer(self._name(), self._name(), "Functional", category="model")
        name = self._node(layer, inside.units[last], (source,))
        self.nodes[-1] = Node(
            name, layer, outputs=self.nodes[-1].outputs, parent=self.parent, entries=(Port(first),), exits=(Port(last),)
        )
        self.nodes += inside.nodes
        self.edges += inside.edges
        return name


def random_model(random: Random, layers: int) -> Graph:
    """Return a model of about so many layers; the same random state gives the same model."""
    maker = _Maker(random)
    inputs = [maker.add_input() for _ in range(random.choice((1, 1, 1, 2)))]
    for _ in range(layers):
        maker.add_layer()
    used = {edge.source for edge in maker.edges}
    outputs = tuple(Port(name) for name in maker.own if name not in used)
    ports = tuple(Port(name) for name in inputs)
    return Graph("random", "Functional", tuple(maker.nodes), tuple(maker.edges), ports, outputs)


@st.composite
def models(draw: st.DrawFn, most: int = 60) -> Graph:
    """Draw a model of 1 to ``most`` layers."""
    return random_model(draw(st.randoms(use_true_random=False)), draw(st.integers(1, most)))
