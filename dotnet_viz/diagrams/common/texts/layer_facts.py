"""What a layer's configuration says in the words that readers know: sizes, rates, units."""

from __future__ import annotations

from dotnet_viz.formatting import format_items, format_number, format_sizes
from dotnet_viz.graph import Layer, Node, Shape
from dotnet_viz.graph.layer_kinds import core, core_kind, family_of, is_element_wise, kind_of
from dotnet_viz.graph.layer_kinds.settings import SIZES, settings_in_words
from dotnet_viz.graph.layer_kinds.words import layer_in_words

_MOST_SIZES = 3


def output_shape(node: Node) -> Shape | None:
    """Return the shape of a node's first output, ``None`` where it is not known."""
    return node.output().shape


def output_sizes(node: Node) -> str:
    """Return the size of a node's first output, of a box that stands for several layers those of few outputs that differ.

    Example:
        >>> from dotnet_viz.graph import Layer, TensorSpec
        >>> outputs = TensorSpec((None, 8, 8, 3)), TensorSpec((None, 4))
        >>> output_sizes(Node("n0", Layer("a … b", "a, b", "2 inputs"), outputs=outputs, stands_for=("n0", "n1")))
        '8×8×3, 4'
    """
    outputs = node.outputs if node.stands_for else node.outputs[:1]
    sizes = list(dict.fromkeys(format_sizes(spec.shape[1:]) or "?" for spec in outputs if spec.shape is not None))
    return format_items(sizes) if len(sizes) <= _MOST_SIZES else ""


def unit_count(node: Node) -> int | None:
    """Return how many units a dense or recurrent layer has, ``None`` where it is not known."""
    shape = output_shape(node)
    if shape is not None and shape and isinstance(shape[-1], int):
        return shape[-1]
    units = core(node.layer).config.get("units")
    if isinstance(units, int) and units > 0:
        return units
    kernel = node.layer.weight("kernel")
    return kernel.shape[-1] if kernel is not None and family_of(node.layer) == "dense" and kernel.shape else None


def is_column(node: Node) -> bool:
    """Whether a layer is a row of units that are best seen one by one: dense or recurrent."""
    return core_kind(node.layer).is_column


def heading(layer: Layer) -> str:
    """Return a layer's class in words, the layer inside a wrapper, and the activation."""
    inside = core(layer)
    words = layer_in_words(layer)
    shown = inside.activation if inside.activation not in (None, "linear") else None
    return f"{words} · {shown}" if shown and family_of(inside) != "activation" else words


def arithmetic(node: Node) -> str:
    """Return what an operation does to one tensor with a number: ``"× 2"``, ``"1 −"``; its sign alone for several tensors.

    Example:
        >>> from dotnet_viz.graph import TensorSpec
        >>> divide = Layer("t", "t", "TrueDivide", "operation")
        >>> half = Node("n0", divide, (TensorSpec((None, 3)),), constants=(("args[1]", 2.0),))
        >>> arithmetic(half), arithmetic(Node("n0", Layer("a", "a", "Add")))
        ('÷ 2', '+')
    """
    sign = kind_of(node.layer).symbol
    numbers = [item for item in node.constants if isinstance(item[1], int | float) and not isinstance(item[1], bool)]
    if not sign or not numbers or not is_element_wise(node):
        return sign
    name, value = numbers[0]
    return f"{format_number(value)} {sign}" if name == "args[0]" else f"{sign} {format_number(value)}"


def facts(layer: Layer, *, bare_kernel: bool = False) -> list[str]:
    """Return the few settings that distinguish a layer from others of its class, one a line, without drawn sizes.

    Args:
        layer: with its configuration.
        bare_kernel: whether the size of the kernel stands alone, without the word.
    """
    return settings_in_words(layer, without=SIZES, bare_kernel=bare_kernel)
