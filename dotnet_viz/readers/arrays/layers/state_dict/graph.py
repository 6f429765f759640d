"""The graph of a ``state_dict``: a chain where names, order and shapes fit one, else layers without edges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dotnet_viz.errors import ShapeError
from dotnet_viz.graph import Graph, Origin
from dotnet_viz.keras_format.config.names import listed
from dotnet_viz.keras_format.weights_only.graph import graph_of_layers
from dotnet_viz.keras_format.weights_only.layers import ListedLayers, StoredLayer
from dotnet_viz.readers.arrays.layers.chains import CHAIN, LISTED, dense_chain_of
from dotnet_viz.readers.arrays.layers.state_dict.groups import modules_of
from dotnet_viz.readers.arrays.layers.state_dict.layers import Reading, layers_of
from dotnet_viz.readers.arrays.layers.state_dict.orientation import matrices_are_units_first
from dotnet_viz.readers.arrays.layers.weight_array import WeightArray
from dotnet_viz.translation.audience import addressed
from dotnet_viz.translation.sentences import sentence
from dotnet_viz.translation.translate import mark

_STATED = mark("Matrices named weight are taken as {axes}, as layout says; {option} takes them the other way.")
_LIKE_PYTORCH = mark("Matrices named weight are taken as {axes}, as PyTorch has them; {option} takes them the other way.")
_SHOWN = mark("Matrices named weight are taken as {axes}, as their shapes show; {option} takes them the other way.")
_FOR_READERS = {
    _STATED: mark("Matrices named weight are taken as {axes}, as was asked for."),
    _LIKE_PYTORCH: mark("Matrices named weight are taken as {axes}, as PyTorch has them."),
    _SHOWN: mark("Matrices named weight are taken as {axes}, as their shapes show."),
}
_BRANCHES = frozenset(
    {"query", "key", "value", "q", "k", "v", "q_proj", "k_proj", "v_proj", "shortcut", "downsample", "skip", "residual"}
)
_NAMED = 3


def graph_of_state_dict(
    tensors: Mapping[str, WeightArray], layout: str, origin: Origin, name: str, *, is_ordered: bool = True
) -> Graph:
    """Return the graph of tensors that have the names of PyTorch.

    Args:
        tensors: by name, in the order of the modules.
        layout: ``"torch"`` for matrices of (units, inputs), ``"keras"`` for (inputs, units), ``"auto"`` for what biases and
            shapes show, else the former.
        origin: source and framework.
        name: of the model.
        is_ordered: whether the tensors stand in the order of the modules; else only numbers in their names show one.

    Raises:
        ShapeError: there are no tensors, or those of a module do not fit each other.
    """
    modules = modules_of(tensors)
    if not modules:
        raise ShapeError("there are no arrays: a state_dict has names such as 'fc.weight' and 'fc.bias'")
    is_units_first = matrices_are_units_first(modules) if layout == "auto" else layout == "torch"
    reading = Reading(is_units_first, is_stated=layout != "auto")
    layers: list[StoredLayer] = []
    for module, following in zip(modules, [*modules[1:], None], strict=True):
        reading.following = following
        layers += layers_of(module, reading)
    names = [layer.name for layer in layers]
    found = ListedLayers(tuple(layers), is_ordered=_may_follow(names) and (is_ordered or _is_numbered(names)))
    graph = dense_chain_of(found, origin, name) or graph_of_layers(found, origin, name, CHAIN, LISTED)
    has_matrix = any(layer.kind == "Dense" for layer in layers)
    return replace(graph, notes=(*graph.notes, *_notes(layout, reading, has_matrix=has_matrix)))


def _is_numbered(names: Sequence[str]) -> bool:
    """Whether the numbers in names give the order: those of members of one sequence, or of one word."""
    return len({name.rstrip("0123456789") for name in names}) == 1 and all(name[-1:].isdecimal() for name in names)


def _may_follow(names: Sequence[str]) -> bool:
    """Whether names are those of layers in a row: attributes of the model, or members of sequences that it has."""
    paths = [name.split(".") for name in names]
    is_flat = all(len(path) == 1 or (len(path) == 2 and path[1].removeprefix("l").isdecimal()) for path in paths)
    return is_flat and not any(part.lower() in _BRANCHES for path in paths for part in path)


def _notes(layout: str, reading: Reading, *, has_matrix: bool) -> list[str]:
    axes = "(units, inputs)" if reading.units_first else "(inputs, units)"
    other = "keras" if reading.units_first else "torch"
    taken = _STATED if layout != "auto" else _LIKE_PYTORCH if reading.units_first else _SHOWN
    note = addressed(taken, f"layout={other!r}", f"--layout {other}", reader=_FOR_READERS[taken])
    notes = [sentence(note, axes=axes)] if has_matrix else []
    return [*notes, *(sentence(assumed, names=listed(names, _NAMED)) for assumed, names in reading.notes.items())]
