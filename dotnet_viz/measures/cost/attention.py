"""Formulas of attention: projections, scores of every query with every key, and the sums of values that they weight.

Vaswani et al. (2017, https://arxiv.org/abs/1706.03762, section 3.2); for heads that share keys and values Ainslie et al. (2023,
https://arxiv.org/abs/2305.13245), for additive scores Bahdanau et al. (2014, https://arxiv.org/abs/1409.0473).
"""

from __future__ import annotations

from math import prod

from dotnet_viz.graph import TensorSpec
from dotnet_viz.graph.layer_kinds.activations import ACTIVATION_OPERATIONS
from dotnet_viz.measures.cost.call import SampleCall, Sizes, sizes_of, whole
from dotnet_viz.measures.cost.cost import Cost

_SOFTMAX = ACTIVATION_OPERATIONS["softmax"]


def heads(call: SampleCall) -> Cost:
    """Return the cost of an attention layer with heads: four projections, and attention in each head."""
    count, width = call.count("num_heads", "num_query_heads"), call.count("key_dim", "head_dim")
    shared = whole(call.config.get("num_key_value_heads", count))
    value_width = call.config.get("value_dim") or width
    query, value = call.input(), call.input(min(1, len(call.node.inputs) - 1))
    queries, keys = prod(query[:-1]), prod(value[:-1])
    scores = queries * count * _attended(call, value)
    projected = queries * count * width + keys * shared * (width + value_width)
    values = prod(call.output())
    macs = (
        queries * count * width * query[-1]
        + keys * shared * (width * _key_size(call, value) + value_width * value[-1])
        + scores * (width + value_width)
        + values * count * value_width
    )
    biases = projected + values if call.config.get("use_bias", True) else 0
    return Cost(macs, 2 * macs + biases + (_SOFTMAX + 1) * scores)


def dot_attention(call: SampleCall) -> Cost:
    """Return the cost of attention without projections, of a layer or of an operation on heads."""
    if not call.is_operation and call.config.get("score_mode") == "concat":
        return additive_attention(call)
    query, value = call.input(), call.input(2 if call.is_operation else 1)
    heads_of_keys = value[-2] if call.is_operation else 1
    scores = prod(query[:-1]) * (prod(value[1:-1]) // heads_of_keys)
    macs = scores * (query[-1] + value[-1])
    scaled = call.is_operation or bool(call.config.get("use_scale"))
    return Cost(macs, 2 * macs + (_SOFTMAX + scaled) * scores)


def additive_attention(call: SampleCall) -> Cost:
    """Return the cost of attention whose scores are a weighted sum of ``tanh(query + key)``."""
    query, value = call.input(), call.input(1)
    scores = prod(query[:-1]) * prod(value[1:-1])
    macs = scores * (query[-1] + value[-1])
    return Cost(macs, 2 * macs + scores * (query[-1] + _SOFTMAX))


def _attended(call: SampleCall, value: Sizes) -> int:
    """Return with how many keys a query is compared."""
    axes = call.config.get("attention_axes")
    if axes is None:
        return prod(value[1:-1])
    return prod(value[axis] for axis in ([axes] if isinstance(axes, int) else axes))


def _key_size(call: SampleCall, value: Sizes) -> int:
    """Return the size of the vectors that keys are made of: the values, where no tensor of keys goes in."""
    kernel = next((weight for weight in call.layer.weights if weight.name.endswith("key/kernel")), None)
    if kernel is not None and kernel.shape:
        return kernel.shape[0]
    third = call.node.inputs[2] if len(call.node.inputs) > 2 else TensorSpec(None, "bool")
    if third.dtype == "bool":  # a mask
        return value[-1]
    return sizes_of(third)[-1] if sizes_of(third)[:-1] == value[:-1] else value[-1]
