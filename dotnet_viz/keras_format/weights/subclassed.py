"""The layers of a subclassed model, whose configuration names none, as far as its variables show them."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.graph import TensorSpec
from dotnet_viz.keras_format.config.records import Call, LayerRecord
from dotnet_viz.keras_format.variables import VariableTree

UNKNOWN_CLASS = "Layer"
"""The class of a layer of which only the variables are known."""


def own_variables(variables: VariableTree) -> Iterator[LayerRecord]:
    """Yield the variables that a subclassed model holds itself, each in the place of a layer.

    Args:
        variables: of the model.
    """
    for index, variable in enumerate(variables.own):
        name = variable.name or f"variable_{index}"
        outputs = (TensorSpec(variable.shape, variable.dtype),)
        tree = VariableTree(own=(variable,))
        yield LayerRecord(name, "Variable", trainable=None, calls=(Call(outputs=outputs),), variables=tree)


def parts(variables: VariableTree, prefix: str = "") -> Iterator[LayerRecord]:
    """Yield what the weights of a subclassed model show of its layers.

    Args:
        variables: of the model.
        prefix: of the layers' names: the attributes around them.
    """
    for attribute, child in variables.children.items():
        path = f"{prefix}{attribute}"
        if attribute in {"optimizer", "seed_generator", "metrics"}:
            continue
        if child.is_container:
            yield from parts(child, f"{path}.")
        elif not child.is_empty:
            yield unknown_layer(path, child)


def unknown_layer(name: str, variables: VariableTree) -> LayerRecord:
    """Return a layer of which only the variables are known, shown by the name that the file has for it.

    Args:
        name: where the variables are, such as ``"blocks.dense_1"``.
        variables: of the layer.
    """
    calls = (Call(outputs=()),)
    return LayerRecord(name, UNKNOWN_CLASS, trainable=None, calls=calls, variables=variables, title=variables.name)
