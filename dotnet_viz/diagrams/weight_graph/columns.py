"""The columns of a weight graph: which of them are inputs and outputs, and what their neurons are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.units.matrix import Positions
from dotnet_viz.diagrams.units.model import Stage, UnitGraph
from dotnet_viz.diagrams.weight_graph.neurons import Column
from dotnet_viz.diagrams.weight_graph.select_layers import Choice
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Array


@dataclass(frozen=True)
class ColumnOptions:
    """What columns show.

    Args:
        has_bias: whether biases are read.
        direction: ``"LR"`` or ``"TB"``.
        is_classic: whether circles are large, with their names inside.
        has_rest: whether neurons left out are drawn as a node that lines end at.
        feature_names: names of the inputs.
        class_names: names of the outputs.
    """

    has_bias: bool
    direction: str
    is_classic: bool
    has_rest: bool
    feature_names: Sequence[str] | None
    class_names: Sequence[str] | None


def make_columns(
    whole: UnitGraph, choice: Choice, kept: Mapping[str, Positions], options: ColumnOptions
) -> dict[str, Column]:  # fmt: skip
    """Return the columns that are drawn, by id.

    Args:
        whole: the model.
        choice: the part that is drawn.
        kept: the units that are drawn of each column.
        options: what columns show.

    Raises:
        OptionError: names that are not as many as the neurons they name.
    """
    fed, feeding = _targets(whole), _feeding(whole)
    columns = [stage for stage in choice.units.stages if stage.units is not None]
    first = [stage for stage in columns if stage.id not in fed and stage.role in ("input", "other")]
    last = [stage for stage in columns if stage.id not in feeding]
    names = {
        **_names("feature_names", options.feature_names, first, "inputs"),
        **_names("class_names", options.class_names, last, "outputs"),
    }
    numbers = {stage.id: turn for turn, stage in enumerate(choice.units.stages)}
    weighted = {link.target for link in choice.units.kernels}
    return {
        stage.id: Column(
            number=numbers[stage.id],
            rank=choice.ranks[stage.id],
            stage=stage,
            is_first=stage in first,
            is_last=stage in last,
            kept=kept[stage.id],
            bias=_bias(stage) if options.has_bias and stage.id in weighted else None,
            names=names.get(stage.id),
            direction=options.direction,
            is_classic=options.is_classic,
            has_rest=options.has_rest,
        )
        for stage in columns
    }


def _targets(units: UnitGraph) -> set[str]:
    return {link.target for link in units.kernels} | {link.target for link in units.passes}


def _feeding(units: UnitGraph) -> set[str]:
    return {link.source for link in units.kernels} | {link.source for link in units.passes}


def _bias(stage: Stage) -> Array | None:
    return None if stage.bias is None else stage.bias.array


def _names(
    option: str, names: Sequence[str] | None, stages: Sequence[Stage], what: str
) -> dict[str, tuple[str, ...]]:  # fmt: skip
    """Return names for the one column that has as many units as there are names; the last where several have."""
    if names is None or not stages:
        return {}
    fitting = [stage for stage in stages if stage.units == len(names)]
    if not fitting:
        counts = " or ".join(f"{stage.units:,}" for stage in stages if stage.units is not None)
        raise OptionError(f"{option} has {len(names)} names, but there are {counts} {what}")
    chosen = fitting[0] if option == "feature_names" else fitting[-1]
    return {chosen.id: tuple(str(name) for name in names)}
