"""What is known of a class of layers or operations, whatever model it stands in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

FAMILIES = (
    "input",
    "dense",
    "convolution",
    "pooling",
    "recurrent",
    "attention",
    "normalization",
    "regularization",
    "activation",
    "merging",
    "reshaping",
    "preprocessing",
    "math",
    "model",
    "other",
)
"""What layers are sorted into; ``"other"`` is for unknown classes."""


class KernelAxes(Enum):
    """What the last axes of a kernel are; axes of space stand before them."""

    INPUT_UNIT = "input and unit"
    OUTPUT_INPUT = "output and input, as in transposed convolutions"
    CHANNEL_MULTIPLIER = "input and multiplier, as in depthwise convolutions: no unit sees two inputs"
    INDEX_DIMENSION = "index (such as a token) and dimension, as in embeddings"
    INPUT_GATE = "input and the units of every gate, as in recurrent layers"
    INPUT_HEAD = "input, head and size of a head, as in attention"
    LOCAL = "all inputs of a window and unit, one such table for each position, as in locally connected layers"
    EQUATION = "what the equation of the layer says"


class Merge(Enum):
    """How several tensors become one."""

    ELEMENT_WISE = "value by value"
    JOIN = "side by side along an axis"
    PRODUCT = "sums of products over an axis"


class Work(Enum):
    """How the arithmetic of a call follows from its settings and tensors; ``measures/cost`` has the formula of each."""

    ACTIVATION = "of the function that the class is, or that its settings name, for each value"
    ADDITIVE_ATTENTION = "sums of queries and keys, weighted by a vector"
    AVERAGE = "sums of the tensors that come in, divided by their number"
    CONVOLUTION = "a window of the kernel for each value"
    CONVOLUTION_STEPS = "convolutions of the input and of the state for each time step"
    DENSE = "a product with the kernel for each position"
    DOT_ATTENTION = "scores of queries and keys, and the sums of values that they weight"
    EINSUM = "a product for each combination of the letters of an equation"
    GROUP_NORMALIZATION = "mean and variance of each group"
    HEADS = "projections, and attention between them"
    INPUT_VALUES = "once for each value that goes in"
    LAYER_NORMALIZATION = "mean and variance of each vector"
    LENGTH = "the length of each vector"
    EMBEDDING = "none, but for a product with the table where it is used in reverse"
    MATRIX_PRODUCT = "a sum of products for each value"
    MERGE = "once for each value and each tensor but the first"
    OUTER_PRODUCT = "one product for each value"
    POOLING = "a window for each value"
    RECURRENT_STEPS = "products with the kernels of the input and of the state for each time step"
    REDUCTION = "once for each value that goes in but the first of each group"
    ROOT_MEAN_SQUARE = "the mean of the squares of each vector"
    SEPARABLE_CONVOLUTION = "a convolution of each channel, then one of the channels"
    VARIANCE = "two means of each group, and the squares of the differences"
    WRAPPED = "that of the layer inside"


@dataclass(frozen=True)
class LayerKind:
    """What is known of a class of layers or operations.

    Args:
        family: one of :data:`FAMILIES`.
        words: what the class is called where its name does not explain it; empty if it does.
        element_wise: whether every value of the result comes from the value at its position alone (in use, not in
            training, and with the weights that belong to its unit): activations, dropout, arithmetic with a constant.
        keeps_units: whether unit (or channel) ``i`` of the result is unit ``i`` of the input: all that is element-wise,
            and softmax, layer normalization, pooling.
        keeps_shape: whether the result always has the shape of the (first) input.
        keeps_values: whether the result is the values of the input, as they are or at other positions.
        linear: whether the result is a linear function of the input, up to a constant, before any activation.
        merge: how several tensors become one; ``None`` where one tensor comes in. An element-wise merge of one tensor
            and a constant is element-wise.
        symbol: sign of an element-wise merge, such as ``"+"``.
        commutative: whether the order of what is merged does not matter.
        reduces: whether axes of the input are reduced to one value each: those of space in global pooling, those that the
            settings ``axis`` and ``keepdims`` define in operations.
        rank: number of axes of space that the class is made for; 0 where it has none in particular.
        kernel: what the axes of its kernel are; ``None`` without a kernel.
        gates: groups of units in the kernel of a recurrent layer; 0 for any other.
        states: tensors that a recurrent layer hands from step to step.
        activation: name of the activation function that a class is.
        wraps: whether it holds a layer whose family, units and words are its own.
        dtype: of the result: a name, ``"input"`` for that of the input, ``"floating"`` for that of the input where it is a
            floating-point one and float32 otherwise, ``"sum"`` for that of the input with at least 32 bits, ``"setting"`` for
            that of the setting ``dtype``; empty for the one that the layer computes in, or that tensors agree on.
        settings: the settings that distinguish a layer from others of its class, the most important first.
        work: its arithmetic in use (not in training): a number of floating-point operations for each value of the result,
            0 for what moves values or looks them up, or the rule that it follows; ``None`` where it is not known.
    """

    family: str = "other"
    words: str = ""
    element_wise: bool = False
    keeps_units: bool = False
    keeps_shape: bool = False
    keeps_values: bool = False
    linear: bool = False
    merge: Merge | None = None
    symbol: str = ""
    commutative: bool = False
    reduces: bool = False
    rank: int = 0
    kernel: KernelAxes | None = None
    gates: int = 0
    states: int = 0
    activation: str = ""
    wraps: bool = False
    dtype: str = ""
    settings: tuple[str, ...] = ()
    work: Work | int | None = None

    @property
    def is_column(self) -> bool:
        """Whether its units are best seen one by one: dense or recurrent, not a table of tokens."""
        return self.family == "recurrent" or (self.family == "dense" and self.kernel is not KernelAxes.INDEX_DIMENSION)


def named(kind: LayerKind, *names: str) -> dict[str, LayerKind]:
    """Return one kind for several class names.

    Args:
        kind: what the classes share.
        *names: class names, as Keras writes them.

    Returns:
        The kind by class name.
    """
    return dict.fromkeys(names, kind)


def ranked(kind: LayerKind, *patterns: str, ranks: tuple[int, ...] = (1, 2, 3)) -> dict[str, LayerKind]:
    """Return facts for classes that exist for several numbers of axes of space.

    Args:
        kind: what all of them share.
        patterns: class names with ``#`` in place of the number.
        ranks: the numbers.

    Example:
        >>> {name: kind.rank for name, kind in ranked(LayerKind("pooling"), "MaxPooling#D", ranks=(1, 2)).items()}
        {'MaxPooling1D': 1, 'MaxPooling2D': 2}
    """
    return {pattern.replace("#", str(rank)): replace(kind, rank=rank) for pattern in patterns for rank in ranks}


VALUE_BY_VALUE = LayerKind(element_wise=True, keeps_units=True, keeps_shape=True)
"""What all element-wise classes share."""
UNIT_BY_UNIT = LayerKind(keeps_units=True, keeps_shape=True)
"""What classes share that scale units by one another, as softmax does."""
