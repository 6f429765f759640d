"""Recurrent modules of PyTorch: ``weight_ih_l0`` and so on, one layer each, in both directions where there are two.

PyTorch has the gates of a GRU in the order reset, update, new, Keras in the order update, reset, new; those of an LSTM have the
same order in both. Source: https://docs.pytorch.org/docs/stable/generated/torch.nn.GRU.html.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dotnet_viz.errors import ShapeError
from dotnet_viz.keras_format.variables import Variable, VariableTree
from dotnet_viz.keras_format.weights.subclassed import UNKNOWN_CLASS
from dotnet_viz.keras_format.weights_only.layers import StoredLayer
from dotnet_viz.readers.arrays.layers.weight_array import WeightArray

_KINDS = {4: "LSTM", 3: "GRU", 1: "SimpleRNN"}
_BACKWARD = "_reverse"


def recurrent_layers(name: str, own: Mapping[str, WeightArray]) -> Iterator[StoredLayer]:
    """Yield the layers of a recurrent module in order.

    Args:
        name: of the module.
        own: its tensors.

    Raises:
        ShapeError: matrices do not fit each other.
    """
    endings = [role.removeprefix("weight_ih") for role in own if role.startswith("weight_ih")]
    forward = [ending for ending in endings if not ending.endswith(_BACKWARD)]
    for ending in forward:
        path = name if len(forward) == 1 else f"{name}.{ending.removeprefix('_')}"
        kind, units, variables = _direction(path, own, ending)
        if f"{ending}{_BACKWARD}" not in endings:
            yield StoredLayer(path, kind, VariableTree(own=variables), {} if kind == UNKNOWN_CLASS else {"units": units})
            continue
        _, _, backward = _direction(path, own, f"{ending}{_BACKWARD}")
        children = {"forward": VariableTree("forward", variables), "backward": VariableTree("backward", backward)}
        inner = {"class_name": kind, "config": {"units": units}}
        yield StoredLayer(path, "Bidirectional", VariableTree(children=children), {"layer": inner})


def _direction(path: str, own: Mapping[str, WeightArray], ending: str) -> tuple[str, int, tuple[Variable, ...]]:
    roles = {
        role: tensor
        for prefix in ("weight_ih", "weight_hh", "bias_ih", "bias_hh", "weight_hr")
        if (tensor := own.get(role := f"{prefix}{ending}")) is not None
    }
    kernel, state = own.get(f"weight_ih{ending}"), own.get(f"weight_hh{ending}")
    if kernel is None or state is None or f"weight_hr{ending}" in roles:
        return UNKNOWN_CLASS, 0, tuple(tensor.variable(role) for role, tensor in roles.items())
    units = state.shape[1] if len(state.shape) == 2 else 0
    gates = state.shape[0] // units if units else 0
    if gates not in _KINDS or len(kernel.shape) != 2 or kernel.shape[0] != state.shape[0] or state.shape[0] % units:
        raise ShapeError(f"the matrices {kernel.shape} and {state.shape} of {path!r} are of no recurrent layer")
    order = (1, 0, 2) if gates == 3 else ()
    rows = tuple(slice(gate * units, (gate + 1) * units) for gate in order)
    variables = [
        kernel.rearranged((1, 0), rows=rows).variable("kernel"),
        state.rearranged((1, 0), rows=rows).variable("recurrent_kernel"),
    ]
    for role, ours in (("bias_ih", "bias"), ("bias_hh", "recurrent_bias")):
        if (bias := own.get(f"{role}{ending}")) is not None:
            variables.append(bias.rearranged(rows=rows).variable(ours))
    return _KINDS[gates], units, tuple(variables)
