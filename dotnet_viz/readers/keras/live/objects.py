"""What a live Keras 3 object says of itself; Keras is imported only where a function of it is needed."""

from __future__ import annotations

import warnings
from typing import Any

from dotnet_viz.graph import Shape
from dotnet_viz.keras_format.weights.live import is_instance, is_layer

# Attributes with an underscore are read where Keras has no public name for what a picture needs.


def is_model(source: object) -> bool:
    """Whether an object is a model of Keras 3."""
    return is_instance(source, "Model", "keras.src.models.")


def is_function(source: object) -> bool:
    """Whether an object is a ``keras.Function``: operations between tensors, which is no layer and holds no variables."""
    return is_instance(source, "Function", "keras.src.ops.function") and not is_layer(source)


def is_tensor(value: object) -> bool:
    """Whether an object is a symbolic tensor of Keras 3."""
    return is_instance(value, "KerasTensor")


def form(model: Any) -> str:
    """Return ``"sequential"``, ``"functional"`` or ``"subclassed"``."""
    if is_instance(model, "Sequential", "keras.src.models."):
        return "sequential"
    is_functional = is_instance(model, "Functional", "keras.src.models.") or is_function(model)
    return "functional" if is_functional else "subclassed"


def is_subclassed(source: object) -> bool:
    """Whether an object is a model whose connections are in its code only."""
    return is_model(source) and form(source) == "subclassed"


def is_custom(source: object) -> bool:
    """Whether an object is a layer that has layers inside and code of its author, not of Keras."""
    return is_layer(source) and not is_model(source) and not _is_of_keras(type(source)) and bool(inner_layers(source))


def _is_of_keras(kind: type) -> bool:
    owner = next((base for base in kind.__mro__ if "call" in vars(base)), kind)
    return owner.__module__.startswith("keras.")


def functional_inside(sequential: Any) -> Any:
    """Return the functional model that a sequential one keeps, ``None`` while it is not built."""
    return sequential._functional  # noqa: SLF001


def stacked(sequential: Any) -> list[Any]:
    """Return the layers of a sequential model, its InputLayer included."""
    return list(sequential._layers)  # noqa: SLF001


def history(tensor: Any) -> tuple[Any, int, int]:
    """Return the operation that made a tensor, the number of its call and that of its output."""
    operation, index, number = tensor._keras_history  # noqa: SLF001
    return operation, int(index), int(number)


def nodes(operation: Any) -> list[Any]:
    """Return the calls of a layer or an operation, those of other models included."""
    return list(operation._inbound_nodes)  # noqa: SLF001


def inner_layers(layer: Any, *, recursive: bool = True) -> list[Any]:
    """Return the layers inside a layer.

    Args:
        layer: a Keras layer, model or function.
        recursive: whether layers inside these layers are included.
    """
    if is_function(layer):
        parts = [operation for operation in layer.operations if is_layer(operation)]
        return [*parts, *(inner for part in parts for inner in inner_layers(part))] if recursive else parts
    return list(layer._flatten_layers(include_self=False, recursive=recursive))  # noqa: SLF001


def own_variables(layer: Any) -> list[Any]:
    """Return the variables that a layer holds itself, not those of the layers inside."""
    return [*layer._trainable_variables, *layer._non_trainable_variables]  # noqa: SLF001


def shape_of(tensor: Any) -> Shape | None:
    """Return the shape of a symbolic tensor."""
    shape = tensor.shape
    return None if shape is None else tuple(None if size is None else int(size) for size in shape)


def serialized(value: Any) -> dict[str, Any] | None:
    """Return an object as Keras writes it down, ``None`` where it cannot."""
    import keras

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Keras warns of lambdas when it writes them down
            entry = keras.saving.serialize_keras_object(value)
    except Exception:  # whatever a custom get_config raises
        return None
    return entry if isinstance(entry, dict) else None


def short_entry(layer: Any) -> dict[str, Any]:
    """Return an object as :func:`serialized` does, with no more of its configuration than every picture needs."""
    config = {"trainable": bool(getattr(layer, "trainable", True))}
    activation = activation_name(layer)
    return {
        "class_name": type(layer).__name__,
        "module": type(layer).__module__,
        "config": config if activation is None else {**config, "activation": activation},
    }


def activation_name(layer: Any) -> str | None:
    """Return the name of a layer's activation, ``None`` where it has none."""
    activation = getattr(layer, "activation", None)
    if activation is None:
        return None
    return str(getattr(activation, "name", None) or getattr(activation, "__name__", None) or activation)


def constant(value: Any) -> Any:
    """Return an argument that is no tensor of the model, in the form that Keras writes."""
    import keras

    try:
        return keras.saving.serialize_keras_object(value)
    except Exception:  # an argument of a class that Keras does not know
        return {"class_name": type(value).__name__}
