"""What a live Keras 2 object says of itself, by attributes alone: Keras 2 is never imported here."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator, Mapping
from types import ModuleType
from typing import Any

from dotnet_viz.graph import Shape, TensorSpec

_PACKAGES = ("tf_keras.", "keras.engine.", "keras.src.engine.", "tensorflow.python.keras.")


def is_kind(value: object, *names: str) -> bool:
    """Return whether an object is an instance of a class of Keras 2, by the names of its base classes.

    Args:
        value: any object.
        names: of the classes.
    """
    return any(kind.__name__ in names and kind.__module__.startswith(_PACKAGES) for kind in type(value).__mro__)


def is_model(value: object) -> bool:
    """Whether an object is a model of Keras 2."""
    return is_kind(value, "Model")


def form(model: Any) -> str:
    """Return ``"sequential"``, ``"functional"`` or ``"subclassed"``."""
    if is_kind(model, "Sequential"):
        return "sequential"
    return "functional" if is_kind(model, "Functional") and getattr(model, "_is_graph_network", True) else "subclassed"


def engine(model: Any, module: str) -> ModuleType:
    """Return a module of the Keras that made a model, which has been imported for that.

    Args:
        model: of Keras 2.
        module: its name, such as ``"functional"``.
    """
    home = next(
        kind.__module__ for kind in type(model).__mro__ if kind.__name__ == "Model" and kind.__module__.startswith(_PACKAGES)
    )
    return sys.modules[f"{home.rpartition('.')[0]}.{module}"]


def backend_of(model: Any) -> ModuleType | None:
    """Return the module that counts the names of layers."""
    package = engine(model, "functional").__name__.removesuffix(".engine.functional")
    return sys.modules.get(f"{package}.backend")


def inner_layers(layer: Any, *, recursive: bool = False) -> list[Any]:
    """Return the layers inside a layer, inputs included.

    Args:
        layer: of Keras 2.
        recursive: whether layers inside these are included.
    """
    return list(layer._flatten_layers(include_self=False, recursive=recursive))  # noqa: SLF001


def held_by(model: Any) -> list[Any]:
    """Return the variables that a model holds itself, not those of the layers inside."""
    inside = {id(variable) for layer in inner_layers(model) for variable in layer.weights}
    return [variable for variable in model.weights if id(variable) not in inside]


def named_variables(variables: list[Any], taken: list[Any]) -> dict[str, Any]:
    """Return variables by the last part of their names, each name once.

    Args:
        variables: of TensorFlow.
        taken: layers whose names are in use.
    """
    names = {str(layer.name) for layer in taken}
    found: dict[str, Any] = {}
    for variable in variables:
        wanted = str(variable.name).partition(":")[0].rpartition("/")[2]
        name, number = wanted, 1
        while name in names or name in found:
            number += 1
            name = f"{wanted}#{number}"
        found[name] = variable
    return found


def config_of(layer: Any) -> dict[str, Any] | None:
    """Return the configuration of a layer, ``None`` where it cannot write one down."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Keras warns of lambdas when it writes them down
            config = layer.get_config()
    except Exception:  # whatever a custom get_config raises
        return None
    return dict(config) if isinstance(config, Mapping) else None


def calls_in(network: Any, layer: Any) -> list[Any]:
    """Return the calls of a layer that belong to a network, in their order.

    Args:
        network: a functional model.
        layer: in it.
    """
    keys = getattr(network, "_network_nodes", ())
    nodes = enumerate(layer._inbound_nodes)  # noqa: SLF001
    return [node for index, node in nodes if f"{layer.name}_ib-{index}" in keys]


def specs_of(tensors: Any) -> tuple[TensorSpec, ...]:
    """Return shapes and dtypes of nested symbolic tensors, flat."""
    return tuple(TensorSpec(_shape(tensor), dtype_name(tensor)) for tensor in flattened(tensors) if hasattr(tensor, "shape"))


def flattened(value: Any) -> Iterator[Any]:
    """Yield the items of nested lists, tuples and dicts, of these in the order of their keys."""
    if isinstance(value, Mapping):
        for key in sorted(value, key=str):
            yield from flattened(value[key])
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from flattened(item)
    elif value is not None:
        yield value


def dtype_name(value: Any) -> str:
    """Return the name of the dtype of a variable or tensor."""
    return str(getattr(value.dtype, "name", value.dtype)).removesuffix("_ref")


def _shape(tensor: Any) -> Shape | None:
    try:
        return tuple(None if size is None else int(size) for size in list(tensor.shape))
    except (AttributeError, ValueError):  # of a tensor whose number of axes is not known
        return None
