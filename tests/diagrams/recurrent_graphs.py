"""Recurrent models made without Keras: stacked, in both directions, an encoder and a decoder."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, Shape, TensorSpec


def call(name: str, kind: str, inputs: list[Shape], output: Shape, **config: Any) -> Node:
    """Return a call of a layer on tensors of some sizes."""
    specs = tuple(TensorSpec(shape) for shape in inputs)
    return Node(name, Layer(name, name, kind, config=config), specs, (TensorSpec(output),))


def _graph(nodes: list[Node], edges: list[tuple[str, str, int]], inputs: list[str]) -> Graph:
    lines = tuple(Edge(source, 0, target, port) for source, target, port in edges)
    return Graph("r", "Functional", tuple(nodes), lines, tuple(map(Port, inputs)), (Port(nodes[-1].id),))


def stacked(steps: int | None = 20, *, two_ways: bool = False, settings: bool = True) -> Graph:
    """Return two recurrent layers, of which the first gives every output and the second its last one, and a dense layer."""
    each = (None, steps, 8)
    config: dict[str, Any] = {"units": 8, "return_sequences": True}
    if two_ways:
        config = {"layer": {"class_name": "LSTM", "config": config}}
    nodes = [
        call("in0", "InputLayer", [], each),
        call("first", "Bidirectional" if two_ways else "LSTM", [each], each, **config),
        call("second", "GRU", [each], (None, 4), units=4, return_sequences=False),
        call("out", "Dense", [(None, 4)], (None, 2), units=2),
    ]
    if not settings:
        nodes = [replace(node, layer=replace(node.layer, config={})) for node in nodes]
    return _graph(nodes, [("in0", "first", 0), ("first", "second", 0), ("second", "out", 0)], ["in0"])


def encoder_decoder() -> Graph:
    """Return a decoder that starts with the state of an encoder."""
    source, target = (None, 30, 4), (None, None, 4)
    nodes = [
        call("question", "InputLayer", [], source),
        call("encoder", "GRU", [source], (None, 8), units=8, return_sequences=False),
        call("answer", "InputLayer", [], target),
        call("decoder", "GRU", [target, (None, 8)], (None, None, 8), units=8, return_sequences=True),
    ]
    return _graph(
        nodes, [("question", "encoder", 0), ("answer", "decoder", 0), ("encoder", "decoder", 1)], ["question", "answer"]
    )


def attending() -> Graph:
    """Return a decoder that looks at all outputs of an encoder of both directions and starts with its last states, joined."""
    source, target = (None, 30, 4), (None, 20, 4)
    config = {"layer": {"class_name": "GRU", "config": {"units": 4, "return_sequences": True, "return_state": True}}}
    encoder = call("encoder", "Bidirectional", [source], (None, 30, 8), **config)
    states = (TensorSpec((None, 4)), TensorSpec((None, 4)))
    nodes = [
        call("question", "InputLayer", [], source),
        replace(encoder, outputs=(*encoder.outputs, *states)),
        call("state", "Concatenate", [(None, 4), (None, 4)], (None, 8)),
        call("answer", "InputLayer", [], target),
        call("decoder", "GRU", [target, (None, 8)], (None, 20, 8), units=8, return_sequences=True),
        call("attention", "Attention", [(None, 20, 8), (None, 30, 8)], (None, 20, 8)),
    ]
    graph = _graph(
        nodes,
        [("question", "encoder", 0), ("answer", "decoder", 0), ("state", "decoder", 1), ("decoder", "attention", 0),
         ("encoder", "attention", 1)],
        ["question", "answer"],
    )  # fmt: skip
    return replace(graph, edges=(*graph.edges, Edge("encoder", 1, "state", 0), Edge("encoder", 2, "state", 1)))


def masked() -> Graph:
    """Return a convolution along the steps before a recurrent layer, whose mask an operation computes from the input."""
    each, flags = (None, 20, 8), (None, 20)
    mask = call("mask", "NotEqual", [each], flags)
    mask = replace(
        mask, layer=replace(mask.layer, name="not_equal", category="operation"), outputs=(TensorSpec(flags, "bool"),)
    )
    nodes = [
        call("in0", "InputLayer", [], each),
        call("conv", "Conv1D", [each], each),
        mask,
        call("lstm", "LSTM", [each, flags], (None, 4), units=4, return_sequences=False),
    ]
    lines = [("in0", "conv", 0), ("in0", "mask", 0), ("conv", "lstm", 0), ("mask", "lstm", 1)]
    return _graph(nodes, lines, ["in0"])


def given_mask() -> Graph:
    """Return a recurrent layer with a mask that is an input of the model."""
    each, flags = (None, 20, 8), TensorSpec((None, 20), "bool")
    keep = replace(call("keep", "InputLayer", [], (None, 20)), outputs=(flags,))
    lstm = call("lstm", "LSTM", [each], (None, 4), units=4, return_sequences=False)
    nodes = [call("in0", "InputLayer", [], each), keep, replace(lstm, inputs=(*lstm.inputs, flags))]
    return _graph(nodes, [("in0", "lstm", 0), ("keep", "lstm", 1)], ["in0", "keep"])
