"""The meaning of a model: layers, their calls, the tensors between them, and their weights.

There is no colour and no position here. A :class:`Layer` is defined once; a :class:`Node` is one call
of it, so that shared layers, a layer applied to its own output and ``Add()([b, b])`` are represented
exactly. Node ids follow the order of traversal, so the same model always gives the same graph.
"""

from __future__ import annotations

from dotnet_viz.graph.model import Graph
from dotnet_viz.graph.optimizer import OptimizerState, OptimizerVariable
from dotnet_viz.graph.parts import Edge, Layer, Node, Origin, Port, Remark, Shape, Subgraph, TensorSpec
from dotnet_viz.graph.weights import CHUNK_VALUES, Array, InMemory, Weight, WeightSource

__all__ = [
    "CHUNK_VALUES",
    "Array",
    "Edge",
    "Graph",
    "InMemory",
    "Layer",
    "Node",
    "OptimizerState",
    "OptimizerVariable",
    "Origin",
    "Port",
    "Remark",
    "Shape",
    "Subgraph",
    "TensorSpec",
    "Weight",
    "WeightSource",
]
