"""What both models of a comparison cost on one sample."""

from __future__ import annotations

from dotnet_viz.measures.comparison.differences import Differences
from dotnet_viz.measures.cost.cost import Cost, format_bound
from dotnet_viz.measures.cost.measure import measure_cost
from dotnet_viz.translation.translate import translate


def costs_of(comparison: Differences) -> tuple[Cost, Cost]:
    """Return the multiply-accumulates and floating-point operations of the first model and of the second.

    Args:
        comparison: of two models; where no more than names and values differ, one of them is counted.
    """
    before = measure_cost(comparison.before).total
    return before, measure_cost(comparison.after).total if comparison.architecture_differs else before


def cost_change(comparison: Differences) -> str:
    """Return how the operations changed, in words; empty where they did not, or where neither number is known.

    Args:
        comparison: of two models.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.measures.comparison.compare import compare_graphs
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> small, large = read([np.ones((30, 20))]), read([np.ones((30, 40))])
        >>> cost_change(compare_graphs(small, large))
        '600 → 1.2 k MACs, 1.2 k → 2.4 k FLOPs per sample'
    """
    steps = cost_steps(comparison)
    return "" if steps is None else translate("{macs} MACs, {flops} FLOPs per sample", macs=steps[0], flops=steps[1])


def cost_steps(comparison: Differences) -> tuple[str, str] | None:
    """Return the numbers of MACs and of FLOPs before and after, in words; ``None`` where they are equal or unknown.

    Args:
        comparison: of two models.
    """
    if not comparison.architecture_differs:
        return None
    before, after = costs_of(comparison)
    if before == after or any(cost.macs == 0 and not cost.is_complete for cost in (before, after)):
        return None
    return _step(before.macs, after.macs, before, after), _step(before.flops, after.flops, before, after)


def _step(one: int, other: int, before: Cost, after: Cost) -> str:
    sides = [format_bound(count, is_complete=cost.is_complete) for count, cost in ((one, before), (other, after))]
    return " → ".join(dict.fromkeys(sides))
