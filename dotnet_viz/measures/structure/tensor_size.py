"""How large tensors are in space: what distinguishes the stages of a model.

Where a model was made without a size of its own (``None`` in its shapes), sizes are relative to the
input, by the strides of the layers before.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from dotnet_viz.graph import Node, Shape
from dotnet_viz.graph.layer_kinds import KernelAxes, core, core_kind
from dotnet_viz.measures.structure.topological_order import LiveOrder

_ONE = Fraction(1)


@dataclass(frozen=True)
class TensorSize:
    """The size of what leaves a node.

    Args:
        spatial: sizes of the axes between batch and channels; ``None`` in place of one that varies, and as a
            whole where the shape is not known.
        channels: size of the channel axis (of the last axis, for vectors).
        scale: side length relative to the input, by the strides of the layers before.
    """

    spatial: Shape | None
    channels: int | None
    scale: Fraction = Fraction(1)

    @property
    def is_known(self) -> bool:
        """Whether every size in space is a number."""
        return self.spatial is not None and None not in self.spatial

    @property
    def stage(self) -> tuple[object, ...]:
        """What is equal for tensors of the same stage."""
        if self.spatial is None:
            return ("?",)
        return self.spatial if self.is_known else (*self.spatial, self.scale)

    @property
    def volume(self) -> float:
        """Number of values, relative to the input's where sizes vary."""
        spatial = self.spatial or ()
        area = prod(size if size is not None else float(self.scale) for size in spatial)
        return float(area) * (self.channels or 1)


def tensor_sizes(order: LiveOrder, channels_first: Container[str] = ()) -> tuple[TensorSize, ...]:
    """Return the tensor size of each node of an order.

    Args:
        order: the nodes and what feeds them.
        channels_first: ids of the nodes whose results have their channels in front of the axes of space.

    Example:
        >>> from dotnet_viz.graph import Layer, TensorSpec
        >>> node = Node("a", Layer("a", "a", "Conv2D"), outputs=(TensorSpec((None, 28, 28, 8)),))
        >>> tensor_sizes(LiveOrder((node,), ((),)))[0].stage
        (28, 28)
    """
    found: list[TensorSize] = []
    for node, edges in zip(order.nodes, order.inputs, strict=True):
        scales = {found[edge.source].scale for edge in edges if edge.source < len(found)}
        scale = max(scales) if len(scales) > 1 else next(iter(scales), _ONE)
        step = _step(node)
        found.append(_tensor_size(node, scale if step is _ONE else scale * step, node.id in channels_first))
    return tuple(found)


def _tensor_size(node: Node, scale: Fraction, channels_first: bool) -> TensorSize:
    shape = node.output().shape
    if shape is None:
        return TensorSize(None, None, scale)
    first = channels_first and len(shape) > 2
    spatial = shape[2:] if first else shape[1:-1]
    return TensorSize(spatial, shape[1] if first else shape[-1] if len(shape) > 1 else None, scale)


def _step(node: Node) -> Fraction:
    """Return by what a layer multiplies the side length."""
    kind, config = core_kind(node.layer), core(node.layer).config
    if "size" in kind.settings:
        return Fraction(_first(config, ("size",)))
    if kind.family not in ("convolution", "pooling"):
        return _ONE
    stride = _first(config, ("strides", "pool_size") if kind.family == "pooling" else ("strides",))
    if kind.kernel is KernelAxes.OUTPUT_INPUT:
        return Fraction(stride)
    return Fraction(1, stride) if stride > 1 else _ONE


def _first(config: Mapping[str, object], names: Sequence[str]) -> int:
    for name in names:
        value = config.get(name)
        number = value[0] if isinstance(value, list | tuple) and value else value
        if isinstance(number, int) and number > 0:
            return number
    return 1
