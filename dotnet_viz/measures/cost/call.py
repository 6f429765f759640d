"""One call of a layer or an operation as formulas see it: its settings, and the sizes of its tensors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Any

from dotnet_viz.graph import Layer, Node, TensorSpec
from dotnet_viz.graph.channel_axis import CHANNELS_FIRST
from dotnet_viz.graph.layer_kinds import LayerKind, class_kind
from dotnet_viz.graph.layer_kinds.activations import ACTIVATION_OPERATIONS
from dotnet_viz.keras_format.shapes.operations.call import OperationCall
from dotnet_viz.measures.cost.cost import UNKNOWN_COST, Cost

Sizes = tuple[int, ...]


@dataclass(frozen=True)
class SampleCall:
    """One call on one sample.

    Its methods raise ``ValueError``, ``LookupError`` or ``TypeError`` where a size or setting is not known, or is none.

    Args:
        node: whose tensors have the sizes of a batch of one.
        kind: what is known of the layer's class.
    """

    node: Node
    kind: LayerKind

    @property
    def layer(self) -> Layer:
        """The layer that is called."""
        return self.node.layer

    @property
    def config(self) -> Mapping[str, Any]:
        """The settings of the layer."""
        return self.node.layer.config

    @property
    def is_operation(self) -> bool:
        """Whether it is an operation, whose kernel is a tensor that goes in."""
        return self.node.layer.category == "operation"

    def input(self, index: int = 0) -> Sizes:
        """Return the sizes of a tensor that goes in."""
        return sizes_of(self.node.inputs[index])

    def output(self) -> Sizes:
        """Return the sizes of the first tensor that comes out."""
        return sizes_of(self.node.outputs[0])

    def operands(self) -> list[Sizes]:
        """Return the sizes of the arguments of an operation, constants included, in their order."""
        operands = OperationCall(self.config, self.node.inputs, self.node.constants).operands
        return [tuple(whole(size) for size in operand.shape) for operand in operands]

    def setting(self, name: str, default: Any = None) -> Any:
        """Return a setting, or an argument of the call that is no tensor.

        Args:
            name: of the setting.
            default: returned where there is none.
        """
        return self.config[name] if name in self.config else dict(self.node.constants).get(name, default)

    def count(self, *names: str) -> int:
        """Return the first of some settings that the layer has, a whole number."""
        return whole(next(self.config[name] for name in names if self.config.get(name) is not None))

    @property
    def rank(self) -> int:
        """Number of axes of space."""
        return self.kind.rank or len(self.input()) - 2

    def window(self, name: str) -> int:
        """Return how many positions a window has, of a setting such as ``kernel_size``."""
        value = self.setting(name)
        return whole(value) ** self.rank if isinstance(value, int) else prod(whole(side) for side in value)

    def channels(self, sizes: Sizes) -> int:
        """Return the size of the axis of channels of a tensor."""
        return sizes[1] if self.setting("data_format") == CHANNELS_FIRST else sizes[-1]

    @property
    def has_bias(self) -> bool:
        """Whether a layer adds a bias."""
        stated = self.config.get("use_bias")
        return self.layer.weight("bias") is not None if stated is None else bool(stated)

    def with_activation(self, cost: Cost) -> Cost:
        """Return a cost with that of the layer's activation function on each value of the result."""
        return cost + applied(self.layer.activation, prod(self.output()))


def sizes_of(spec: TensorSpec) -> Sizes:
    """Return the sizes of a tensor.

    Args:
        spec: of a batch of one.

    Raises:
        ValueError: one is not known.
    """
    if spec.shape is None:
        raise ValueError("the shape is not known")
    return tuple(whole(size) for size in spec.shape)


def whole(value: object) -> int:
    """Return a size.

    Args:
        value: a whole number, at least 0.

    Raises:
        ValueError: it is something else.
    """
    if not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is no size")
    return value


def applied(activation: str | None, count: int) -> Cost:
    """Return the cost of an activation function.

    Args:
        activation: its name; ``None`` for none.
        count: number of values that it returns.

    Example:
        >>> applied("gelu", 10), applied("my_function", 10)
        (Cost(macs=0, flops=40, is_complete=True), Cost(macs=0, flops=0, is_complete=False))
    """
    if activation is None:
        return Cost()
    name = activation if activation in ACTIVATION_OPERATIONS else class_kind(activation).activation
    each = ACTIVATION_OPERATIONS.get(name)
    return UNKNOWN_COST if each is None else Cost(flops=each * count)
