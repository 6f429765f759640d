"""Formulas of recurrent layers: for each time step a product with the input and one with the state.

Hochreiter and Schmidhuber (1997, https://doi.org/10.1162/neco.1997.9.8.1735), Cho et al. (2014,
https://arxiv.org/abs/1406.1078) and Shi et al. (2015, https://arxiv.org/abs/1506.04214), as Keras computes them.
"""

from __future__ import annotations

from math import prod

from dotnet_viz.measures.cost.call import SampleCall, applied, whole
from dotnet_viz.measures.cost.cost import Cost

# Products and sums of gates and state for each unit, and uses of the two activation functions, by the number of gates.
_COMBINATION = {1: 0, 3: 5, 4: 4}
_ACTIVATIONS = {1: (1, 0), 3: (1, 2), 4: (2, 3)}


def recurrent_steps(call: SampleCall) -> Cost:
    """Return the cost of an LSTM, GRU or simple recurrent layer over all time steps; that of a cell is one step."""
    *_, size = given = call.input()
    steps = given[1] if len(given) > 2 else 1
    units, gates = call.count("units"), call.kind.gates
    has_two_biases = gates == 3 and bool(call.config.get("reset_after"))
    biases = (1 + has_two_biases) if call.config.get("use_bias", True) else 0
    macs = gates * units * (size + units)
    sums = units * (gates * (1 + biases) + _COMBINATION[gates])
    return (Cost(macs, 2 * macs + sums) + _functions(call, units)).times(steps)


def convolution_steps(call: SampleCall) -> Cost:
    """Return the cost of a convolutional LSTM over all time steps: two convolutions and the gates at each position."""
    given, rank = call.input(), call.rank
    is_sequence = len(given) == rank + 3
    steps = given[1] if is_sequence else 1
    filters, gates = call.count("filters"), call.kind.gates
    returned = steps if is_sequence and call.config.get("return_sequences") else 1
    values = prod(call.output()) // returned
    channels = call.channels((given[0], *given[2:]) if is_sequence else given)
    macs = values * gates * call.window("kernel_size") * (channels + filters)
    biases = 1 if call.config.get("use_bias", True) else 0
    sums = values * (gates * (1 + biases) + _COMBINATION[gates])
    return (Cost(macs, 2 * macs + sums) + _functions(call, values)).times(whole(steps))


def _functions(call: SampleCall, values: int) -> Cost:
    """Return the cost of the activation functions in one step."""
    uses, gate_uses = _ACTIVATIONS[call.kind.gates]
    own = applied(_name(call, "activation", "tanh"), uses * values)
    return own + applied(_name(call, "recurrent_activation", "sigmoid"), gate_uses * values)


def _name(call: SampleCall, setting: str, usual: str) -> str:
    name = call.config.get(setting, usual)
    return name if isinstance(name, str) else "linear" if name is None else "?"
