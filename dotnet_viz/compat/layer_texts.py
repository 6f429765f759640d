"""The texts of each node of ``model_to_dot``, from the graph and, where there is one, from the live layer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dotnet_viz.compat.layer_labels import UNKNOWN, LayerText
from dotnet_viz.compat.live_layers import LiveLayers, is_functional, structure
from dotnet_viz.graph import Graph, Node, Port, TensorSpec
from dotnet_viz.readers.keras.live.objects import activation_name


class LayerTexts:
    """The texts of a layer's node.

    Args:
        graph: the model.
        live: its live layers, if it has any.
    """

    def __init__(self, graph: Graph, live: LiveLayers) -> None:
        self._graph = graph
        self._live = live

    def of(self, node: Node, call: tuple[int, int] | None = None) -> LayerText:
        """Return the texts of a call.

        Args:
            node: the call.
            call: its number and the number of calls, if each call has a node of its own.
        """
        live = self._live.of(node, self._graph)
        shapes = _structures(live) if is_functional(live) else None
        inputs, outputs, dtype = shapes or (_shapes(node.inputs), _shapes(node.outputs), _dtypes(node.outputs))
        return LayerText(
            name=node.layer.name,
            kind=node.layer.kind,
            activation=node.layer.activation if live is None else activation_name(live),
            inputs=inputs,
            outputs=outputs,
            dtype=dtype,
            trainable=self._trainable(node) if live is None else _trainable(live),
            call=None if call is None else f"{call[0]} of {call[1]}",
        )

    def whole(self) -> LayerText:
        """Return the texts of the model as a single layer."""
        live = self._live.of(None, self._graph)
        inputs, outputs = self._specs(self._graph.inputs), self._specs(self._graph.outputs)
        return LayerText(
            name=self._graph.name,
            kind=self._graph.kind,
            activation=activation_name(live),
            inputs=_shapes(inputs),
            outputs=_shapes(outputs),
            dtype=_dtypes(outputs),
            trainable=_trainable(live),
        )

    def _specs(self, ports: Sequence[Port]) -> list[TensorSpec]:
        return [self._graph.node(port.node).output(port.index) for port in ports]

    def _trainable(self, node: Node) -> bool | None:
        waiting = [node]
        while waiting:
            current = waiting.pop()
            if current.layer.weights:
                return node.layer.trainable
            waiting += self._graph.children(current.id)
        return None


def _structures(model: Any) -> tuple[str, str, str]:
    """Return the shapes and dtypes of a functional model, arranged as its author gave its inputs and outputs."""
    shapes = (_written(structure(tensors, lambda tensor: tensor.shape)) for tensors in (model.input, model.output))
    return *shapes, str(structure(model.output, lambda tensor: tensor.dtype))  # type: ignore[return-value]


def _written(shapes: Any) -> str:
    text = ", ".join(f"{name}: {shape}" for name, shape in shapes.items()) if isinstance(shapes, dict) else str(shapes)
    return text.replace("{", "").replace("}", "")


def _shapes(specs: Sequence[TensorSpec]) -> str:
    if not specs or any(spec.shape is None for spec in specs):
        return UNKNOWN
    return str(specs[0].shape) if len(specs) == 1 else str([spec.shape for spec in specs])


def _dtypes(specs: Sequence[TensorSpec]) -> str:
    dtypes = [spec.dtype or UNKNOWN for spec in specs]
    return str(dtypes) if len(dtypes) > 1 else (dtypes or [UNKNOWN])[0]


def _trainable(layer: Any) -> bool | None:
    if not hasattr(layer, "trainable") or not getattr(layer, "weights", ()):
        return None
    return bool(layer.trainable)
