"""The cost of one call: the table of layer kinds names the rule, this one has its formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import prod

from dotnet_viz.errors import VizError
from dotnet_viz.graph import Node
from dotnet_viz.graph.layer_kinds import Work, kind_of
from dotnet_viz.measures.cost import attention, element_wise, products, recurrent
from dotnet_viz.measures.cost.call import SampleCall
from dotnet_viz.measures.cost.cost import UNKNOWN_COST, Cost

FORMULAS: Mapping[Work, Callable[[SampleCall], Cost]] = {
    Work.ACTIVATION: element_wise.activation,
    Work.ADDITIVE_ATTENTION: attention.additive_attention,
    Work.AVERAGE: element_wise.average,
    Work.CONVOLUTION: products.convolution,
    Work.CONVOLUTION_STEPS: recurrent.convolution_steps,
    Work.DENSE: products.dense,
    Work.DOT_ATTENTION: attention.dot_attention,
    Work.EINSUM: products.einsum,
    Work.GROUP_NORMALIZATION: element_wise.group_normalization,
    Work.HEADS: attention.heads,
    Work.INPUT_VALUES: element_wise.input_values,
    Work.LAYER_NORMALIZATION: element_wise.layer_normalization,
    Work.LENGTH: element_wise.length,
    Work.EMBEDDING: products.embedding,
    Work.MATRIX_PRODUCT: products.matrix_product,
    Work.MERGE: element_wise.merge,
    Work.OUTER_PRODUCT: products.outer_product,
    Work.POOLING: element_wise.pooling,
    Work.RECURRENT_STEPS: recurrent.recurrent_steps,
    Work.REDUCTION: element_wise.reduction,
    Work.ROOT_MEAN_SQUARE: element_wise.root_mean_square,
    Work.SEPARABLE_CONVOLUTION: products.separable_convolution,
    Work.VARIANCE: element_wise.variance,
}
"""The formula of each rule. What wraps a layer has none of its own."""

_WRONG = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, StopIteration, VizError)


def cost_of_call(node: Node) -> Cost:
    """Return the arithmetic of one call, of a layer with nothing inside.

    Args:
        node: the call, whose tensors have the sizes of a batch of one.

    Returns:
        An incomplete cost where the class is not known, or a size or setting is not.

    Example:
        >>> from dotnet_viz.graph import Layer, TensorSpec
        >>> layer = Layer("d", "d", "Dense", config={"units": 2, "use_bias": True})
        >>> cost_of_call(Node("n0", layer, (TensorSpec((1, 3)),), (TensorSpec((1, 2)),)))
        Cost(macs=6, flops=14, is_complete=True)
    """
    kind = kind_of(node.layer)
    if kind.work is None:
        return UNKNOWN_COST
    if kind.work == 0:
        return Cost()
    try:
        call = SampleCall(node, kind)
        found = FORMULAS[kind.work](call) if isinstance(kind.work, Work) else Cost(flops=kind.work * prod(call.output()))
    except _WRONG:  # a setting or a size that is not known, or that no layer has
        return UNKNOWN_COST
    return found if found.is_possible else UNKNOWN_COST
