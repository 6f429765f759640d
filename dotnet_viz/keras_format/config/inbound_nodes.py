"""What goes into each call of a layer, from the ``inbound_nodes`` of Keras 2 and Keras 3."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from dotnet_viz.graph import Shape, TensorSpec
from dotnet_viz.keras_format.config.normalize import plain
from dotnet_viz.keras_format.config.records import Call, TensorReference

_CONSTANT = "_CONSTANT_VALUE"
_Leaf = tuple[str, object]


def read_call(node: object, is_layer: Callable[[str], bool]) -> Call:
    """Return one call of a layer from one entry of its ``inbound_nodes``.

    Args:
        node: a dict with ``args`` and ``kwargs`` (Keras 3) or a list of ``[name, node, tensor, kwargs]`` (Keras 2).
        is_layer: whether a name is that of a layer in the same model.

    Example:
        >>> call = read_call([["a", 0, 0, {}], ["b", 1, 0, {"scale": 2.0}]], {"a", "b"}.__contains__)
        >>> [(tensor.layer, tensor.call) for tensor in call.tensors], call.constants
        ([('a', 0), ('b', 1)], (('scale', 2.0),))
    """
    leaves = _modern_leaves(node) if _is_modern(node) else _legacy_leaves(node, is_layer)
    tensors: list[TensorReference] = []
    constants: list[tuple[str, Any]] = []
    for path, leaf in leaves:
        if isinstance(leaf, TensorReference):
            tensors.append(leaf)
        elif leaf is not None:
            constants.append((path, plain(leaf)))
    return Call(tuple(tensors), tuple(constants))


def is_legacy(nodes: object) -> bool:
    """Whether ``inbound_nodes`` are lists, as Keras 2 writes them."""
    return isinstance(nodes, list) and any(not _is_modern(node) for node in nodes)


def _is_modern(node: object) -> bool:
    return isinstance(node, Mapping) and ("args" in node or "kwargs" in node)


def _modern_leaves(node: Any) -> Iterator[_Leaf]:
    args = node.get("args")
    for index, value in enumerate(args if isinstance(args, (list, tuple)) else ()):
        yield from _walk(value, f"args[{index}]")
    kwargs = node.get("kwargs")
    for name, value in kwargs.items() if isinstance(kwargs, Mapping) else ():
        yield from _walk(value, str(name))


def _walk(value: object, path: str) -> Iterator[_Leaf]:
    tensor = read_tensor(value)
    if tensor is not None:
        yield path, tensor
    elif isinstance(value, (list, tuple)) and _holds_tensor(value):
        for index, item in enumerate(value):
            yield from _walk(item, f"{path}[{index}]")
    elif isinstance(value, Mapping) and _holds_tensor(value):
        for key in sorted(value, key=str):
            yield from _walk(value[key], f"{path}[{key!r}]")
    else:
        yield path, value


def _holds_tensor(value: object) -> bool:
    if read_tensor(value) is not None:
        return True
    if isinstance(value, Mapping):
        return any(_holds_tensor(item) for item in value.values())
    return isinstance(value, (list, tuple)) and any(_holds_tensor(item) for item in value)


def read_tensor(value: object) -> TensorReference | None:
    """Return the tensor that a serialised ``__keras_tensor__`` names, ``None`` for anything else."""
    if isinstance(value, TensorReference):
        return value
    if not isinstance(value, Mapping) or value.get("class_name") != "__keras_tensor__":
        return None
    config = value.get("config")
    history = config.get("keras_history") if isinstance(config, Mapping) else None
    reference = _reference(history)
    if reference is None or not isinstance(config, Mapping):
        return None
    dtype = config.get("dtype")
    spec = TensorSpec(read_shape(config.get("shape")), dtype if isinstance(dtype, str) else None)
    return replace(reference, spec=spec)


def read_shape(value: object) -> Shape | None:
    """Return a shape from JSON, ``None`` for anything that is not one.

    Example:
        >>> read_shape([None, 3]), read_shape([[None, 3], [None, 4]]), read_shape("x")
        ((None, 3), None, None)
    """
    if isinstance(value, Mapping) and value.get("class_name") in ("__tuple__", "TensorShape"):
        return read_shape(value.get("items"))
    if not isinstance(value, (list, tuple)) or not all(_is_size(item) for item in value):
        return None
    return tuple(value)


def _is_size(value: object) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0)


def _reference(value: object) -> TensorReference | None:
    """Read ``[layer, call, tensor]``."""
    if not isinstance(value, (list, tuple)) or len(value) < 3:
        return None
    layer, call, tensor = value[:3]
    if isinstance(layer, str) and _is_size(call) and _is_size(tensor) and call is not None and tensor is not None:
        return TensorReference(layer, call, tensor)
    return None


def read_ends(value: object) -> tuple[TensorReference, ...]:
    """Return the tensors of ``input_layers`` or ``output_layers``: one, a list, or a dict of them.

    Example:
        >>> [end.layer for end in read_ends({"b": ["y", 0, 0], "a": ["x", 0, 0]})]
        ['x', 'y']
    """
    single = _reference(value)
    if single is not None:
        return (single,)
    if isinstance(value, Mapping):
        return tuple(end for key in sorted(value, key=str) for end in read_ends(value[key]))
    if isinstance(value, (list, tuple)):
        return tuple(end for item in value for end in read_ends(item))
    return ()


def _legacy_leaves(node: object, is_layer: Callable[[str], bool]) -> Iterator[_Leaf]:
    reference = _reference(node)
    if reference is not None and isinstance(node, (list, tuple)) and is_layer(reference.layer):
        yield "args[0]", reference
        yield from _legacy_arguments(node, is_layer)
    elif isinstance(node, (list, tuple)) and len(node) > 2 and node[0] == _CONSTANT:
        yield "args[0]", node[2]
        yield from _legacy_arguments(node, is_layer)
    elif isinstance(node, (list, tuple)):
        for item in node:
            yield from _legacy_leaves(item, is_layer)
    elif isinstance(node, Mapping):
        for key in sorted(node, key=str):
            yield from _legacy_leaves(node[key], is_layer)


def _legacy_arguments(node: Any, is_layer: Callable[[str], bool]) -> Iterator[_Leaf]:
    arguments = node[3] if len(node) > 3 and isinstance(node[3], Mapping) else {}
    for name, value in arguments.items():
        yield from _walk(_with_references(value, is_layer), str(name))


def _with_references(value: object, is_layer: Callable[[str], bool]) -> object:
    """Turn ``[layer, call, tensor]`` inside arguments into references, constants into their values."""
    reference = _reference(value)
    if reference is not None and isinstance(value, (list, tuple)) and len(value) == 3 and is_layer(reference.layer):
        return reference
    if isinstance(value, (list, tuple)):
        if len(value) == 3 and value[0] == _CONSTANT:
            return value[2]
        return [_with_references(item, is_layer) for item in value]
    return value
