"""The variables of a live layer, arranged as its file would have them; Keras is not imported for that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal

from dotnet_viz.graph import InMemory
from dotnet_viz.keras_format.config.names import numbered, snake_case
from dotnet_viz.keras_format.variables import Variable, VariableTree
from dotnet_viz.keras_format.weights.linked import LinkedValues, values_of
from dotnet_viz.keras_format.weights.lora import lora_scaling
from dotnet_viz.natural_order import natural_key

Values = Literal["copied", "linked", "none"]
"""What of the values of variables is taken: copies, a link to the variables themselves, or nothing."""

_OWN_LISTS = ("_trainable_variables", "_non_trainable_variables")
# Lists of the same layers that Keras and TensorFlow keep beside the attributes that the author of a layer set.
_BOOKKEEPING = frozenset(
    {
        "_layers", "_operations", "_functional", "_modules", "_self_unconditional_checkpoint_dependencies",
        "_self_unconditional_dependency_names", "_self_unconditional_deferred_dependencies", "_self_name_based_restores",
        "_self_saveable_object_factories", "_self_extra_variables", "_self_last_wrapped_dict_snapshot",
    }
)  # fmt: skip


def is_instance(value: object, name: str, module: str = "keras.src.") -> bool:
    """Return whether an object is an instance of a class of Keras 3, by the names of its base classes; Keras is not imported.

    Args:
        value: any object.
        name: of the class.
        module: what the name of the class's module starts with.

    Example:
        >>> is_instance(3, "Layer")
        False
    """
    return _is_kind(type(value), name, module)  # type: ignore[arg-type]  # mypy takes no class for hashable


@lru_cache(maxsize=512)
def _is_kind(own: type, name: str, module: str) -> bool:
    return any(kind.__name__ == name and kind.__module__.startswith(module) for kind in own.__mro__)


def is_layer(value: object) -> bool:
    """Whether an object is a Keras 3 layer (models are layers too)."""
    return is_instance(value, "Layer", "keras.src.layers.")


class LiveVariables:
    """Reads the variables of a model, each once, so that one that several layers have is one object.

    Args:
        values: what is taken of their values.
    """

    def __init__(self, values: Values) -> None:
        self._values = values
        self._read: dict[int, Variable] = {}

    def of(self, variable: Any) -> Variable:
        """Return what there is to know of a ``keras.Variable``."""
        if id(variable) not in self._read:
            self._read[id(variable)] = read_variable(variable, self._values)
        return self._read[id(variable)]


def live_tree(layer: Any, variables: LiveVariables | None = None) -> VariableTree:
    """Return the variables of a layer and of the layers inside it.

    Args:
        layer: a ``keras.layers.Layer``.
        variables: those of the model that were read before; their values are copied where there are none.
    """
    variables = variables or LiveVariables("copied")
    seen = {id(layer)}
    tree = _tree(layer, seen, variables)
    # Keras knows all weights of a layer: what no attribute led to is not lost.
    missing: dict[str, list[Variable]] = {}
    for variable in layer.weights:
        if id(variable) not in seen:
            missing.setdefault(_inner_path(layer, variable), []).append(variables.of(variable))
    others = {path: VariableTree(path, tuple(found)) for path, found in missing.items()}
    return replace(tree, children={**tree.children, **others}) if others else tree


def _inner_path(layer: Any, variable: Any) -> str:
    """Return the names between a layer and a variable inside it, such as ``"attention/query"``."""
    names = str(variable.path).split("/")[:-1]
    start = names.index(layer.name) + 1 if layer.name in names else 0
    return "/".join(names[start:]) or "variables"


def _tree(layer: Any, seen: set[int], variables: LiveVariables) -> VariableTree:
    children = {}
    for attribute, value in _attributes(layer):
        child = _child(value, seen, variables)
        if child is not None:
            children[attribute] = child
    # The parts come first: a variable that a layer shares with its part is the part's.
    own = [variable for name in _OWN_LISTS for variable in getattr(layer, name, ()) if id(variable) not in seen]
    seen.update(id(variable) for variable in own)
    own_variables = tuple(map(variables.of, own))
    tree = VariableTree(str(layer.name), own_variables, children, lora_scaling=_lora_scaling(layer))
    return replace(tree, **_quantised(layer)) if any(variable.dtype == "int8" for variable in own_variables) else tree


def _quantised(layer: Any) -> dict[str, Any]:
    """Return class and settings of a quantised layer of Keras, by which its values are known inside of layers of one's own."""
    if not str(type(layer).__module__).startswith("keras.src.layers."):
        return {}
    names = ("equation", "input_dim", "output_dim", "tie_weights")
    settings = {name: getattr(layer, name) for name in names if hasattr(layer, name)}
    shape = getattr(layer, "partial_output_shape", None)  # of an `EinsumDense`
    if shape is not None:
        settings["output_shape"] = [shape] if isinstance(shape, int) else list(shape)
    return {"kind": type(layer).__name__, "settings": {**settings, "dtype": str(layer.dtype_policy.name)}}


def _lora_scaling(layer: Any) -> float | None:
    if not getattr(layer, "lora_enabled", False):
        return None
    alpha, rank = getattr(layer, "lora_alpha", None), getattr(layer, "lora_rank", None)
    return lora_scaling({"lora_rank": rank, "lora_alpha": alpha})


def _attributes(layer: Any) -> Iterator[tuple[str, Any]]:
    if is_instance(layer, "Functional") or is_instance(layer, "Sequential"):
        yield "layers", list(layer.layers)
        return
    modules = vars(layer).get("_modules")  # where PyTorch keeps them
    names = {*vars(layer), *(modules if isinstance(modules, dict) else ())} - _BOOKKEEPING
    found = {name: getattr(layer, name, None) for name in names if not name.startswith("__")}
    for name in sorted((name for name, value in found.items() if _may_hold_layers(value)), key=natural_key):
        yield name, found[name]


def _may_hold_layers(value: Any) -> bool:
    return (isinstance(value, (list, tuple, dict)) and len(value) > 0) or is_layer(value)


def _child(value: Any, seen: set[int], variables: LiveVariables) -> VariableTree | None:
    if is_layer(value):
        if id(value) in seen:
            return None
        seen.add(id(value))
        return _tree(value, seen, variables)
    if isinstance(value, dict):
        value = list(value.values())
    return _container(value, seen, variables) if isinstance(value, (list, tuple)) else None


def _container(parts: Iterable[Any], seen: set[int], variables: LiveVariables) -> VariableTree | None:
    layers = [value for value in parts if is_layer(value)]
    if not layers:
        return None
    names = numbered(snake_case(type(layer).__name__) for layer in layers)
    found = {name: _child(layer, seen, variables) for name, layer in zip(names, layers, strict=True)}
    return VariableTree(children={name: child for name, child in found.items() if child is not None}, is_container=True)


def read_variable(variable: Any, values: Values) -> Variable:
    """Return what there is to know of one variable.

    Args:
        variable: a ``keras.Variable``.
        values: what is taken of its values.
    """
    shape = tuple(int(size) for size in variable.shape)
    source: InMemory | LinkedValues | None = None
    if values == "copied":
        source = InMemory(values_of(variable))
        shape = tuple(source.array.shape)
    elif values == "linked":
        source = LinkedValues(variable)
    return Variable(shape, str(variable.dtype), source, str(variable.name), bool(variable.trainable))
