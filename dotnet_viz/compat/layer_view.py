"""A layer as callables of old notebooks expect it: with ``name``, its class and ``output_shape``."""

from __future__ import annotations

from typing import Any

from dotnet_viz.graph import Node


def layer_view(node: Node, live: Any = None) -> Any:
    """Return an object with the interface of a layer of Keras 2.

    Args:
        node: the call of the layer.
        live: the layer itself, if there is one; it has all other attributes, and ``isinstance`` sees its class.

    Example:
        >>> from dotnet_viz.graph import Layer, TensorSpec
        >>> view = layer_view(Node("n0", Layer("a", "a", "Dense", config={"units": 3}), outputs=(TensorSpec((None, 3)),)))
        >>> view.name, view.__class__.__name__, view.output_shape, view.units
        ('a', 'Dense', (None, 3), 3)
    """
    # Python refuses a class whose name has a NUL in it, as that in a damaged file may.
    name = node.layer.kind.replace("\0", "")
    kind = type(live) if live is not None else type(name, (), {"__module__": "keras.layers"})
    # type(view).__name__ is the name of the class too.
    return type(kind.__name__, (_View,), {"__module__": kind.__module__})(node, live, kind)


class _View:
    def __init__(self, node: Node, live: Any, kind: type) -> None:
        self.__dict__.update({"_node": node, "_live": live, "_kind": kind})

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return self.__dict__["_kind"]  # type: ignore[no-any-return]

    @property
    def name(self) -> str:
        return str(self.__dict__["_node"].layer.name)

    @property
    def output_shape(self) -> Any:
        return _shapes(self.__dict__["_node"].outputs)

    @property
    def input_shape(self) -> Any:
        return _shapes(self.__dict__["_node"].inputs)

    def __getattr__(self, name: str) -> Any:
        node, live = self.__dict__["_node"], self.__dict__["_live"]
        if live is not None:
            return getattr(live, name)
        if name in node.layer.config:
            return node.layer.config[name]
        raise AttributeError(f"the layer {node.layer.name!r} has no {name!r}; it has: {', '.join(node.layer.config)}")


def _shapes(specs: Any) -> Any:
    """Return one shape, or a list of shapes where there are several tensors."""
    shapes = [spec.shape for spec in specs]
    return shapes[0] if len(shapes) == 1 else shapes
