"""How many bytes the weights of a model and the variables of its optimizer take, by their dtypes."""

from __future__ import annotations

from dotnet_viz.graph import Graph
from dotnet_viz.graph.counts import distinct_weights, total
from dotnet_viz.graph.dtypes import bytes_of
from dotnet_viz.measures.summary.numbers import DtypeSummary, OptimizerSummary


def dtype_summaries(graph: Graph) -> tuple[DtypeSummary, ...]:
    """Return how many parameters of a model are of each dtype as it is stored, the most frequent first.

    Args:
        graph: the model.
    """
    counts: dict[str, int] = {}
    for weight in distinct_weights(graph.layers):
        dtype = weight.stored_dtype or weight.dtype
        counts[dtype] = counts.get(dtype, 0) + weight.parameter_count
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(DtypeSummary(dtype, count, bytes_of(dtype, count)) for dtype, count in ordered)


def weight_bytes(graph: Graph) -> int | None:
    """Return the size of all weights in bytes; ``None`` where a dtype is not known, or the source lacks weights.

    Args:
        graph: the model.
    """
    return None if graph.parameter_count is None else total(item.weight_bytes for item in dtype_summaries(graph))


def optimizer_summary(graph: Graph) -> OptimizerSummary | None:
    """Return what the optimizer of a model keeps, ``None`` where that is not stored.

    Args:
        graph: the model.
    """
    state = graph.origin.optimizer
    if state is None:
        return None
    size = total(bytes_of(variable.dtype, variable.size) for variable in state.variables)
    return OptimizerSummary(state.variables, size, state.iterations, state.learning_rate)
