"""Columns of units and what joins them: kernels, and tensors that pass unit by unit."""

from __future__ import annotations

from dataclasses import dataclass

from dotnet_viz.diagrams.units.kernels import UnitKernel
from dotnet_viz.graph import Node, Weight


@dataclass(frozen=True)
class Stage:
    """A column of units, or a box.

    Args:
        id: unique in the model.
        node: the call of the layer it stands for; ``None`` for units of unknown origin.
        name: the layer's name.
        role: ``"layer"``, ``"input"``, ``"heads"``, ``"tokens"``, ``"state"``, ``"gate"``, or ``"other"``.
        units: how many there are; ``None`` for a box.
        bias: of each unit; ``None`` where there is none.
        after: the element-wise layers behind it, in order.
        gates: how many columns of gates its layer has; 0 where they are folded or there are none.
        part: which part of its layer it is, in words: the gate and the direction.
    """

    id: str
    node: Node | None
    name: str
    role: str
    units: int | None = None
    bias: Weight | None = None
    after: tuple[Node, ...] = ()
    gates: int = 0
    part: tuple[str, ...] = ()

    @property
    def calls(self) -> tuple[Node, ...]:
        """The calls whose results its units are: none for the state of one step before."""
        return () if self.role == "state" else (*(() if self.node is None else (self.node,)), *self.after)


@dataclass(frozen=True)
class KernelLink:
    """The weights between two columns.

    Args:
        name: of the layer whose weights they are; with a word behind it where a layer has several kernels.
        node: its call.
        source: id of the column that lines leave.
        target: id of the column that lines enter.
        kernel: the numbers.
        whole: name of the kernel that it is a gate of; empty for a kernel of its own.
    """

    name: str
    node: Node
    source: str
    target: str
    kernel: UnitKernel
    whole: str = ""


@dataclass(frozen=True)
class PassLink:
    """A tensor that passes from one column or box to another without weights.

    Args:
        source: id of where it leaves.
        target: id of where it enters.
        offset: the unit of the target that the first unit of the source becomes.
        is_unit_wise: whether each unit becomes one of the target's.
    """

    source: str
    target: str
    offset: int = 0
    is_unit_wise: bool = False


@dataclass(frozen=True)
class UnitGraph:
    """All columns and boxes of a model, in the order of the data, and what joins them."""

    stages: tuple[Stage, ...]
    kernels: tuple[KernelLink, ...]
    passes: tuple[PassLink, ...]

    @property
    def outputs(self) -> frozenset[str]:
        """Ids of the columns that feed nothing, as the outputs of a model."""
        feeding = {link.source for link in self.kernels} | {link.source for link in self.passes}
        return frozenset(stage.id for stage in self.stages if stage.id not in feeding)
