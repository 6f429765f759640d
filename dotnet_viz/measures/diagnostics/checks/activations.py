"""Checks of activations: missing between layers, doubled, or not fit for the loss."""

from __future__ import annotations

from collections.abc import Iterator

from dotnet_viz.graph import Node, Shape
from dotnet_viz.graph.layer_kinds import core_kind
from dotnet_viz.graph.weight_axes import axes_of, is_kernel
from dotnet_viz.measures.diagnostics.checks.paths import (
    CallPaths,
    activation_of,
    is_affine,
    is_linear,
    is_pure_activation,
    moves_values_or_is_noise,
)
from dotnet_viz.measures.diagnostics.finding import Finding
from dotnet_viz.measures.diagnostics.sources import NEURALINT
from dotnet_viz.measures.diagnostics.subject import Check, CheckSubject
from dotnet_viz.translation.translate import translate

_BOUNDED = frozenset({"softmax", "sigmoid", "hard_sigmoid", "log_softmax"})


def find_missing_activation(subject: CheckSubject) -> Iterator[Finding]:
    """Yield layers that make one linear map with the next, and no smaller one.

    A layer narrower than both its input and the next layer's output is a bottleneck, which is linear on purpose,
    as is a convolution that is no wider than its input (Sandler et al., 2018, https://arxiv.org/abs/1801.04381).
    """
    for node, following in CallPaths(subject.graph).pairs(is_linear):
        if is_affine(node) and is_affine(following) and activation_of(node) is None and not _is_bottleneck(node, following):
            message = translate(
                "nothing but linear steps lie between it and {name}: the two do what one could do",
                name=repr(following.layer.name),
            )
            fix = translate("give the layer an activation such as relu, or take it out")
            layer = node.layer
            yield Finding("missing-activation", "warning", layer.id, None, message, following.layer.name, None, NEURALINT, fix)


def _is_bottleneck(node: Node, following: Node) -> bool:
    inputs, units = _ends(node)
    _, outputs = _ends(following)
    if inputs is None or units is None or outputs is None:
        return False
    return units < outputs and (units < inputs or (units == inputs and core_kind(node.layer).family == "convolution"))


def _ends(node: Node) -> tuple[int | None, int | None]:
    """Return how many channels go into a layer and come out."""
    for weight in node.layer.weights:
        if is_kernel(weight) and weight.role != "depthwise_kernel":
            axes = axes_of(node.layer, weight)
            return (axes.columns, axes.inputs) if axes.swapped else (axes.inputs, axes.columns)
    return _channels(node.inputs[0].shape if node.inputs else None), _channels(node.output().shape)


def _channels(shape: Shape | None) -> int | None:
    return shape[-1] if shape else None


def find_redundant_activation(subject: CheckSubject) -> Iterator[Finding]:
    """Yield activations of what an activation has made already."""
    for node, following in CallPaths(subject.graph).pairs(moves_values_or_is_noise):
        first, second = activation_of(node), activation_of(following)
        if first is None or second is None or not is_pure_activation(following):
            continue
        severity = "warning" if {first, second} & _BOUNDED else "hint"
        message = translate(
            "{second} of what {name} has made by {first}: {consequence}",
            second=second,
            name=repr(node.layer.name),
            first=first,
            consequence=_consequence(first, second),
        )
        fix = translate("take one of the two out; {name} can be linear", name=repr(node.layer.name))
        layer = following.layer
        observed = f"{first}, {second}"
        yield Finding("redundant-activation", severity, layer.id, None, message, observed, None, NEURALINT, fix)


def _consequence(first: str, second: str) -> str:
    if first == second == "relu":
        return translate("the second does nothing")
    if second in _BOUNDED:
        return (
            translate("the outputs cannot come near 0 and 1")
            if first in _BOUNDED
            else translate("its inputs are cut before they arrive")
        )
    return translate("two in a row only squash the signal twice")


CHECKS = (
    Check("missing-activation", "layers with nothing but linear steps between them", find_missing_activation),
    Check("redundant-activation", "activations of activations", find_redundant_activation, scope="compositions"),
)
