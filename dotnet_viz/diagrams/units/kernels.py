"""How the weights of a layer become numbers between units: neurons, channels, tokens or attention heads.

A weight of more than two axes, such as the kernel of a convolution, has many numbers for one pair of units. It is
folded: a line's value is the Euclidean norm of the pair's numbers, with the sign of their mean.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from dotnet_viz.graph import Weight
from dotnet_viz.translation.translate import mark

WEIGHT = mark("weight")
KERNEL_NORM = mark("kernel norm")
POSITION_NORM = mark("norm over positions")


@dataclass(frozen=True)
class KernelPart:
    """One weight and what its axes mean.

    Args:
        weight: where the numbers are.
        shape: its shape, with axes split where they hold several things (gates and units).
        axes: a letter for each axis of ``shape``: ``i`` runs over the units that lines leave, ``o`` over those they
            enter, ``.`` is folded.
        offset: the first of the units of the whole that its ``o`` stands for.
        first_input: the first of the inputs of the whole that its ``i`` stands for.
        groups: convolutions of several groups, each between units of its own.
        pointwise: a second weight of shape (1 ..., channels · multiplier, units) behind a depthwise one.
    """

    weight: Weight
    shape: tuple[int, ...]
    axes: str
    offset: int = 0
    first_input: int = 0
    groups: int = 1
    pointwise: Weight | None = None

    @property
    def inputs(self) -> int:
        """Units that lines leave."""
        return self.shape[self.axes.index("i")] * self.groups

    @property
    def units(self) -> int:
        """Units that lines enter."""
        return self.pointwise.shape[-1] if self.pointwise else self.shape[self.axes.index("o")]

    @property
    def folded(self) -> int:
        """How many numbers one line stands for."""
        return math.prod(size for size, axis in zip(self.shape, self.axes, strict=True) if axis == ".")


@dataclass(frozen=True)
class UnitKernel:
    """The numbers between two columns of units.

    Args:
        inputs: units that lines leave.
        units: units that lines enter.
        parts: the weights that they come from; those of one offset are folded together.
        is_flattened: whether a line stands for the weights of a channel's positions.
        quantity: what the numbers are where they are no weights, such as ``"contribution"``.
    """

    inputs: int
    units: int
    parts: tuple[KernelPart, ...]
    is_flattened: bool = False
    quantity: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether each line is one weight."""
        offsets = [part.offset for part in self.parts]
        single = all(part.folded == 1 and part.pointwise is None for part in self.parts)
        return single and len(set(offsets)) == len(offsets)

    @property
    def is_dense(self) -> bool:
        """Whether it is one matrix of weights, as a dense layer has it."""
        return self.is_plain and len(self.parts) == 1 and self.parts[0].axes == "io" and not self.quantity

    @property
    def measure(self) -> str:
        """What its numbers are."""
        if self.quantity:
            return self.quantity
        return WEIGHT if self.is_plain else POSITION_NORM if self.is_flattened else KERNEL_NORM

    @property
    def is_masked(self) -> bool:
        """Whether some of its inputs have no line to some of its units."""
        return any(part.groups > 1 or part.first_input for part in self.parts)

    def over_positions(self, channels: int, *, channel_major: bool) -> UnitKernel | None:
        """Return it with the rows of each channel folded into one, as behind a ``Flatten``; ``None`` if it cannot be.

        Args:
            channels: units that are there before flattening.
            channel_major: whether all positions of the first channel come first.
        """
        (part, *others) = self.parts
        if others or part.axes != "io" or channels < 1 or part.inputs % channels:
            return None
        positions = part.inputs // channels
        shape, axes = ((channels, positions), "i.o") if channel_major else ((positions, channels), ".io")
        folded = replace(part, shape=(*shape, self.units), axes=axes)
        return UnitKernel(channels, self.units, (folded,), is_flattened=True)
