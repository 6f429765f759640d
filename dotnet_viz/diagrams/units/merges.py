"""Units of sums and concatenations, and how tensors pass between columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dotnet_viz.diagrams.units.model import PassLink, Stage
from dotnet_viz.graph import Node
from dotnet_viz.graph.layer_kinds import Merge, kind_of


def with_merged_units(found: Mapping[str, Stage], passes: Sequence[tuple[str, str, bool]]) -> dict[str, Stage]:
    """Return the stages, with the units of sums and concatenations that feed no kernel found from what they join.

    Those of an input that they join are found from the shape of its tensor.

    Args:
        found: columns by their id.
        passes: source, target and whether the tensor is flattened in between, for each tensor that passes without a kernel.
    """
    stages = {name: _with_input_units(stage, found, passes) for name, stage in found.items()}
    for stage in list(stages.values()):
        if stage.units is None and stage.node is not None:
            joined = [(stages[source].units, flat) for source, target, flat in passes if target == stage.id]
            units = [count for count, flat in joined if count is not None and not flat]
            if units and len(units) == len(joined):
                stages[stage.id] = replace(stage, units=_merged(stage.node, units))
    return stages


def _with_input_units(stage: Stage, found: Mapping[str, Stage], passes: Sequence[tuple[str, str, bool]]) -> Stage:
    if stage.role != "input" or stage.units is not None or stage.node is None or not stage.node.outputs:
        return stage
    joining = [found[target].node for source, target, flat in passes if source == stage.id and not flat]
    shape = stage.node.outputs[0].shape or ()
    merges = any(node is not None and (_joins_units(node) or _adds_units(node)) for node in joining)
    return replace(stage, units=shape[-1]) if merges and shape and not stage.after else stage


def _adds_units(node: Node) -> bool:
    return kind_of(node.layer).merge is Merge.ELEMENT_WISE


def _merged(node: Node, units: Sequence[int]) -> int | None:
    if _adds_units(node):
        return units[0] if len(set(units)) == 1 else None
    return sum(units) if _joins_units(node) else None


def _joins_units(node: Node) -> bool:
    """Whether a node puts units side by side, not positions."""
    if kind_of(node.layer).merge is not Merge.JOIN or node.layer.kind != "Concatenate":
        return False
    axis = node.layer.config.get("axis", -1)
    known = [spec.shape for spec in node.outputs if spec.shape is not None]
    return axis == -1 or (bool(known) and axis == len(known[0]) - 1)


def pass_links(stages: Mapping[str, Stage], found: Sequence[tuple[str, str, bool]]) -> Iterator[PassLink]:
    """Yield how tensors pass between columns and boxes that are there: unit by unit, or as the layer between them requires.

    Args:
        stages: columns by their id.
        found: source, target and whether the tensor is flattened in between, for each tensor that passes without a kernel.
    """
    offsets: dict[str, int] = {}
    for source, target, flat in found:
        if source not in stages or target not in stages:
            continue
        left, right = stages[source].units, stages[target].units
        node = stages[target].node
        joins = node is not None and _joins_units(node)
        offset = offsets.get(target, 0) if joins else 0
        fits = left is not None and right is not None and not flat and (left == right or (joins and offset + left <= right))
        starts = stages[target].role == "state"
        keeps = fits and (joins or starts or (node is not None and _adds_units(node)))
        yield PassLink(source, target, offset, keeps)
        offsets[target] = offset + (left or 0)
