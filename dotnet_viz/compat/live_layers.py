"""What only the live objects of a Keras model have, in addition to its graph; Keras is not imported for that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dotnet_viz.errors import NotBuiltError
from dotnet_viz.graph import Graph, Node
from dotnet_viz.keras_format.weights.live import is_instance

_MODELS = "keras.src.models."


class LiveLayers:
    """Finds the live objects of the nodes of a model's graph.

    Args:
        source: the model, or anything else, behind which there are no objects.
    """

    def __init__(self, source: object) -> None:
        self._source = source if is_model(source) else None
        self._found: dict[str, Any] = {}
        self._inside: dict[int, dict[str, Any]] = {}

    def of(self, node: Node | None, graph: Graph) -> Any:
        """Return the layer, operation or model of a node, ``None`` where there is none; the model for ``None``.

        Args:
            node: a node of the graph; ``None`` for the model itself.
            graph: the graph that was read from the model.
        """
        if node is None:
            return self._source
        if node.id not in self._found:
            outer = self.of(None if node.parent is None else graph.node(node.parent), graph)
            self._found[node.id] = self._named(outer).get(node.layer.name)
        return self._found[node.id]

    def is_sequential(self, node: Node | None, graph: Graph) -> bool:
        """Whether a nested model's node, or the model itself for ``None``, is a ``Sequential``.

        Args:
            node: a node of the graph; ``None`` for the model itself.
            graph: the graph that was read from the model.
        """
        found = self.of(node, graph)
        if found is not None:
            return is_sequential(found)
        return (node.layer.kind if node is not None else graph.kind) == "Sequential"

    def is_flowing(self, node: Node, graph: Graph) -> bool:
        """Whether a nested model is one that Keras opens: functional or sequential. Files have no others with connections.

        Args:
            node: a nested model's node.
            graph: the graph that was read from the model.
        """
        found = self.of(node, graph)
        return found is None or is_flowing(found)

    def _named(self, model: Any) -> dict[str, Any]:
        if model is None:
            return {}
        if id(model) not in self._inside:
            self._inside[id(model)] = {str(layer.name): layer for layer in _parts(model)}
        return self._inside[id(model)]


def _parts(model: Any) -> list[Any]:
    if is_functional(model):
        return list(model.operations)
    # ``layers`` of a Sequential leaves out its InputLayer.
    return list(getattr(model, "_layers" if is_sequential(model) else "layers", ()))


def is_model(value: object) -> bool:
    """Whether an object is a model of Keras 3."""
    return is_instance(value, "Model", _MODELS)


def is_functional(value: object) -> bool:
    """Whether an object is a functional model of Keras 3."""
    return is_instance(value, "Functional", _MODELS)


def is_sequential(value: object) -> bool:
    """Whether an object is a sequential model of Keras 3."""
    return is_instance(value, "Sequential", _MODELS)


def is_flowing(value: object) -> bool:
    """Whether Keras itself knows how data flows through a model: it is functional or sequential."""
    return is_functional(value) or is_sequential(value)


def check_built(source: object) -> None:
    """Raise if a live model has no weights and no shapes yet.

    Raises:
        NotBuiltError: it has not been built.
    """
    if is_model(source) and not getattr(source, "built", True):
        name = getattr(source, "name", type(source).__name__)
        raise NotBuiltError(f"the model {name!r} has not yet been built: call its build(), or call it on some data, first")


def structure(tensors: Any, of: Callable[[Any], Any]) -> Any:
    """Return the same dicts and lists with a result for each tensor in its place.

    Args:
        tensors: a tensor, or dicts, lists and tuples of tensors.
        of: what to put in the place of a tensor.
    """
    if isinstance(tensors, dict):
        return {key: structure(value, of) for key, value in tensors.items()}
    if isinstance(tensors, (list, tuple)):
        return [structure(value, of) for value in tensors]
    return of(tensors)
