"""What each layer, or each group of layers, has of the quantities that bars show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dotnet_viz.diagrams.common.texts.remarks import remark_lines
from dotnet_viz.errors import OptionError, unknown_choice
from dotnet_viz.formatting import format_bytes, format_count, format_magnitude, format_percent
from dotnet_viz.graph import Graph, Layer, Node
from dotnet_viz.graph.counts import all_frozen
from dotnet_viz.graph.distinct_names import distinct_names
from dotnet_viz.measures.cost.by_stage import cost_by_stage
from dotnet_viz.measures.cost.cost import Cost, format_bound
from dotnet_viz.measures.cost.measure import ModelCost
from dotnet_viz.measures.weights.statistics import values_in_numbers
from dotnet_viz.translation.translate import mark, translate

TITLES = {
    "parameters": mark("Parameters"),
    "macs": mark("MACs"),
    "flops": mark("FLOPs"),
    "memory": mark("Memory of activations"),
    "sparsity": mark("Exact zeros"),
}
MEASURES = tuple(TITLES)
_USUAL = ("parameters", "flops", "memory")
_UNITS = mark("for one sample; a MAC is one multiplication and one addition, a FLOP any single operation")
_SHORT_UNITS = mark("for one sample")
_SHORT_LENGTHS = mark("logarithmic bars")
_LENGTHS = {
    False: mark("each column has its own scale; bars grow with the numbers"),
    True: mark("each column has its own scale; bars grow with the logarithm of one more than the numbers"),
}


@dataclass(frozen=True)
class MeasuredRow:
    """A layer or a group of layers.

    Args:
        name: of the layer, or of the first and the last one.
        kind: class of the layer; empty for a group.
        layers: how many there are.
        parameters: number of values in its weights; ``None`` where the source lacks some.
        cost: arithmetic of all its calls on one sample.
        activation_bytes: size of what its calls return; ``None`` where it is not known.
        zero_share: share of exact zeros among the values of its weights; ``None`` where there are none or they were not read.
        calls: how often the layer is called; 1 for a group.
        is_frozen: whether it has weights, of which none is trained.
        nodes: its calls.
    """

    name: str
    kind: str
    layers: int
    parameters: int | None
    cost: Cost
    activation_bytes: int | None
    zero_share: float | None = None
    calls: int = 1
    is_frozen: bool = False
    nodes: tuple[Node, ...] = ()

    @property
    def about(self) -> str:
        """What it is in few words, and whether it is frozen or called several times."""
        parts = [self.kind or format_count(self.layers, "layer")]
        parts += [translate("frozen")] if self.is_frozen else []
        parts += [translate("called {count} times", count=self.calls)] if self.calls > 1 else []
        return " · ".join((*parts, *remark_lines(self.nodes)))

    def value(self, measure: str) -> float | None:
        """Return what it has of a quantity, ``None`` where it is not known.

        Args:
            measure: one of :data:`MEASURES`.
        """
        known = self.cost.is_complete
        return {
            "parameters": self.parameters,
            "macs": self.cost.macs if known or self.cost.macs else None,
            "flops": self.cost.flops if known or self.cost.flops else None,
            "memory": self.activation_bytes,
            "sparsity": self.zero_share,
        }[measure]

    def text(self, measure: str) -> str:
        """Return the same in words.

        Args:
            measure: one of :data:`MEASURES`.
        """
        value = self.value(measure)
        if measure in ("macs", "flops"):
            return format_bound(int(value or 0), is_complete=self.cost.is_complete)
        if measure == "sparsity":
            return ("–" if self.parameters == 0 else "?") if value is None else format_percent(value)
        if value is None:
            return "?"
        return format_bytes(int(value)) if measure == "memory" else format_magnitude(int(value))


def layer_rows(graph: Graph, cost: ModelCost, *, zeros: bool) -> dict[str, MeasuredRow]:
    """Return a row for each layer by its id, in the order of their first calls; nested models are their layers.

    Args:
        graph: the model.
        cost: of its calls.
        zeros: whether the values of weights are read for the share of zeros.
    """
    shares = _zero_shares(graph) if zeros else {}
    names = distinct_names(graph)
    calls: dict[str, list[Node]] = {}
    for node in graph.nodes:
        if not graph.is_model(node):
            calls.setdefault(node.layer.id, []).append(node)
    return {
        layer.id: MeasuredRow(
            name=names[layer.id],
            kind=layer.kind,
            layers=1,
            parameters=layer.parameter_count,
            cost=sum((cost.calls[node.id] for node in calls[layer.id]), Cost()),
            activation_bytes=_sum([cost.activation_bytes[node.id] for node in calls[layer.id]]),
            zero_share=_share([layer], shares),
            calls=len(calls[layer.id]),
            is_frozen=all_frozen([layer]),
            nodes=tuple(calls[layer.id]),
        )
        for layer in graph.layers
        if layer.id in calls
    }


def summed(name: str, rows: Sequence[MeasuredRow]) -> MeasuredRow:
    """Return one row for several; of exact zeros it has the share among all values of those whose shares are known.

    Args:
        name: of the row.
        rows: of layers or groups.
    """
    known = [(row.zero_share, row.parameters) for row in rows if row.zero_share is not None and row.parameters]
    values = sum(count for _, count in known)
    return MeasuredRow(
        name=name,
        kind="",
        layers=sum(row.layers for row in rows),
        parameters=_sum([row.parameters for row in rows]),
        cost=sum((row.cost for row in rows), Cost()),
        activation_bytes=_sum([row.activation_bytes for row in rows]),
        zero_share=sum(share * count for share, count in known) / values if values else None,
    )


def check_measures(measures: Sequence[str] | None) -> None:
    """Raise where what should be shown is nothing, or unknown.

    Args:
        measures: as a user gave them.

    Raises:
        OptionError: see above.
    """
    if measures is not None and not measures:
        raise OptionError(f"measures names none; name at least one of: {', '.join(MEASURES)}")
    for name in measures or ():
        if name not in MEASURES:
            raise unknown_choice("measure", name, MEASURES)


def measures_shown(measures: Sequence[str] | None) -> tuple[str, ...]:
    """Return the measures that are shown, each once.

    Args:
        measures: as a user gave them; ``None`` for those that are usual.
    """
    return _USUAL if measures is None else tuple(dict.fromkeys(measures))


def notes_on_bars(measures: Sequence[str], *, is_log: bool, is_short: bool = False) -> Iterator[str]:
    """Yield what the numbers count and how bars grow with them.

    Args:
        measures: that are shown.
        is_log: whether bars grow with the logarithm of the numbers.
        is_short: whether to leave out what readers would assume.
    """
    if {"macs", "flops", "memory"} & set(measures):
        yield translate(_UNITS if not is_short else _SHORT_UNITS)
    if not is_short:
        yield translate(_LENGTHS[is_log])
    elif is_log:
        yield translate(_SHORT_LENGTHS)
    if "sparsity" in measures:
        yield translate("the longest bar of exact zeros would be 100 %; – has no weights, ? has none whose values are known")


def group_rows(graph: Graph, cost: ModelCost, most: int, *, zeros: bool) -> list[MeasuredRow]:
    """Return a row for each stage of a model, or for each block where tensors have no sizes in space.

    Args:
        graph: the model.
        cost: of its calls.
        most: largest number of rows.
        zeros: whether the values of weights are read for the share of zeros.
    """
    shares = _zero_shares(graph) if zeros else {}
    rows = []
    for stage in cost_by_stage(graph, cost, most):
        layers = list({node.layer.id: node.layer for node in stage.nodes}.values())
        first, last = stage.nodes[0].layer, stage.nodes[-1].layer
        rows.append(
            MeasuredRow(
                name=first.name if len(stage.nodes) == 1 else f"{first.name} … {last.name}",
                kind=first.kind if len(stage.nodes) == 1 else "",
                layers=stage.layer_count,
                parameters=stage.parameters,
                cost=stage.cost,
                activation_bytes=stage.activation_bytes,
                zero_share=_share(layers, shares),
                is_frozen=all_frozen(layers),
                nodes=tuple(stage.nodes),
            )
        )
    return rows


def _zero_shares(graph: Graph) -> Mapping[str, tuple[float, int]]:
    """Return for each layer the number of zeros in its weights and the number of values."""
    found: dict[str, tuple[float, int]] = {}
    for weight in values_in_numbers(graph):
        zeros, count = found.get(weight.layer, (0.0, 0))
        found[weight.layer] = zeros + weight.zero_share * weight.count, count + weight.count
    return found


def _share(layers: Sequence[Layer], shares: Mapping[str, tuple[float, int]]) -> float | None:
    pairs = [shares[layer.id] for layer in layers if layer.id in shares]
    count = sum(count for _, count in pairs)
    return sum(zeros for zeros, _ in pairs) / count if count else None


def _sum(sizes: Sequence[int | None]) -> int | None:
    known = list(_known(sizes))
    return sum(known) if len(known) == len(sizes) else None


def _known(sizes: Sequence[int | None]) -> Iterator[int]:
    yield from (size for size in sizes if size is not None)
