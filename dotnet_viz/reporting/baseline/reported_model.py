"""A model as a report knows it: layers with classes, shapes, connections and parameters, weights with their statistics.

Two models are compared by what both reports know, so that nothing seems to have changed that one of them does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.graph import Edge, Graph, Layer, Node, TensorSpec, Weight
from dotnet_viz.measures.comparison import Comparison
from dotnet_viz.measures.comparison.compare import compare_graphs
from dotnet_viz.measures.summary.numbers import LayerSummary
from dotnet_viz.reporting.baseline.report_part import ReportPart
from dotnet_viz.reporting.measured.model import Measurements
from dotnet_viz.translation.translate import mark, translate

MAX_LAYERS = 20_000
MAX_WEIGHTS = 100_000
MAX_LISTED = 10_000
"""Shapes or connections of a layer, or axes of a weight."""
NO_VALUES = mark("the baseline is a report, which has statistics of the weights and not their values")
_SHAPE = re.compile(r"\((?:None|\d{1,12})?(?:, ?(?:None|\d{1,12}))*,?\)")
_PARAMETERS = "parameters"


@dataclass(frozen=True)
class WeightNumbers:
    """A weight without its values.

    Args:
        layer: id of its layer.
        name: path below the layer.
        role: last part of that path.
        shape: sizes of the axes.
        dtype: name of the dtype.
        trainable: whether training changes it; ``None`` where that is not known.
        mean: of the finite values, ``None`` without any; likewise the others.
        standard_deviation: of the finite values.
        l2_norm: of the finite values.
        zero_share: share of zeros.
    """

    layer: str
    name: str
    role: str
    shape: tuple[int, ...]
    dtype: str
    trainable: bool | None
    mean: float | None
    standard_deviation: float | None
    l2_norm: float | None
    zero_share: float | None


@dataclass(frozen=True, eq=False)
class BaselineModel:
    """What a report knows of a model.

    Args:
        name: of the model.
        kind: its class.
        layers: in the order of the report.
        weights: those with statistics.
    """

    name: str
    kind: str
    layers: tuple[LayerSummary, ...] = field(repr=False)
    weights: tuple[WeightNumbers, ...] = field(repr=False)

    @property
    def lists_weights(self) -> bool:
        """Whether each layer that has parameters has its weights too."""
        known = {weight.layer for weight in self.weights}
        return all(row.id in known for row in self.layers if row.parameters and row.category != "model")

    def graph(self, *, with_weights: bool) -> Graph:
        """Return the model as a graph without settings and values.

        Args:
            with_weights: whether layers have their weights; without, the number of their parameters alone.
        """
        weights: dict[str, list[Weight]] = {}
        for one in self.weights if with_weights else ():
            weights.setdefault(one.layer, []).append(Weight(one.name, one.role, one.shape, one.dtype, one.trainable))
        nodes: dict[str, Node] = {}
        for number, row in enumerate(self.layers):
            around = nodes.get(row.id[: -len(row.name) - 1]) if row.id.endswith(f"/{row.name}") else None
            own = tuple(weights.get(row.id, ())) if with_weights else _sum_of(row)
            lacks = row.parameters is None
            layer = Layer(
                row.id,
                row.name,
                row.kind,
                row.category,
                row.activation,
                own,
                row.trainable,
                lacks_weights=lacks,
            )
            outputs = tuple(TensorSpec(_shape(text), row.dtype) for text in row.output_shapes)
            nodes[row.id] = Node(f"n{number}", layer, outputs=outputs, parent=None if around is None else around.id)
        return Graph(self.name, self.kind, tuple(nodes.values()), tuple(_edges(self.layers, nodes)))


def _sum_of(row: LayerSummary) -> tuple[Weight, ...]:
    if not row.parameters or row.category == "model":
        return ()
    return (Weight(_PARAMETERS, _PARAMETERS, (row.parameters,), row.dtype or "float32", row.trainable),)


def _shape(text: str) -> tuple[int | None, ...] | None:
    """Return the sizes of a shape as reports write it; ``None`` where they are not all known.

    Example:
        >>> _shape("(None, 28, 28)"), _shape("()"), _shape("?")
        ((None, 28, 28), (), None)
    """
    if not _SHAPE.fullmatch(text):
        return None
    return tuple(None if size == "None" else int(size) for size in re.findall(r"None|\d+", text))


def _edges(rows: Sequence[LayerSummary], nodes: Mapping[str, Node]) -> Iterator[Edge]:
    """Yield the connections inside one model, from layers that come before."""
    named: dict[tuple[str | None, str], Node] = {}
    for row in rows:
        node = nodes[row.id]
        for port, name in enumerate(row.connected_to):
            source = named.get((node.parent, name))
            if source is not None:
                yield Edge(source.id, 0, node.id, port)
        named[node.parent, row.name] = node


def summarised_model(measured: Measurements) -> BaselineModel:
    """Return what the report on a model knows of it.

    Args:
        measured: the model.
    """
    summary = measured.summary
    weights = (
        WeightNumbers(
            one.layer, one.name, one.role, one.shape, one.dtype, one.trainable,
            one.mean, one.standard_deviation, one.l2_norm, one.zero_share,
        )
        for one in (item.statistics for item in measured.weights)
    )  # fmt: skip
    return BaselineModel(summary.name, summary.kind, summary.layers, tuple(weights))


def read_reported_model(part: ReportPart) -> BaselineModel:
    """Return the model of a ``report.json``.

    Args:
        part: of the model.

    Raises:
        UnreadableFileError: it has something else than a report has.
    """
    layers = tuple(_read_layer(row) for row in part.parts("layers", MAX_LAYERS))
    if len({row.id for row in layers}) < len(layers):
        raise UnreadableFileError(f"{part.what}: 'layers' has an id twice")
    weights = tuple(_read_weight(row) for row in part.parts("weights", MAX_WEIGHTS))
    return BaselineModel(part.text("name"), part.text("kind"), layers, weights)


def _read_layer(row: ReportPart) -> LayerSummary:
    return LayerSummary(
        id=row.text("id"),
        name=row.text("name"),
        kind=row.text("kind"),
        category=row.text("category", ("layer", "operation", "model")),
        depth=row.count("depth"),
        calls=row.count("calls"),
        output_shapes=row.texts("output_shapes", MAX_LISTED),
        parameters=row.count("parameters") if row.has("parameters") else None,
        trainable_parameters=row.count("trainable_parameters") if row.has("trainable_parameters") else None,
        trainable=_truth(row),
        dtype=row.text("dtype") if row.has("dtype") else None,
        activation=row.text("activation") if row.has("activation") else None,
        connected_to=row.texts("connected_to", MAX_LISTED),
    )


def _read_weight(row: ReportPart) -> WeightNumbers:
    shape = row.items("shape", 64)
    if not all(isinstance(size, int) and not isinstance(size, bool) and 0 <= size < 1 << 48 for size in shape):
        raise UnreadableFileError(f"{row.what}: 'shape' has something else than sizes")
    numbers = ("mean", "standard_deviation", "l2_norm", "zero_share")
    return WeightNumbers(
        row.text("layer"), row.text("name"), row.text("role"), tuple(shape), row.text("dtype"), _truth(row),
        *(row.number(name) if row.has(name) else None for name in numbers),
    )  # fmt: skip


def _truth(row: ReportPart) -> bool | None:
    found = row.values.get("trainable")
    if found is not None and not isinstance(found, bool):
        raise UnreadableFileError(f"{row.what}: 'trainable' is {str(found)[:60]!r} and neither true nor false")
    return found


def compare_reported(before: BaselineModel, after: BaselineModel) -> Comparison:
    """Return what differs between two models, as far as the reports on both know them.

    Args:
        before: of the baseline.
        after: of the model.
    """
    with_weights = before.lists_weights and after.lists_weights
    found = compare_graphs(before.graph(with_weights=with_weights), after.graph(with_weights=with_weights))
    return replace(found, weights=replace(found.weights, note=translate(NO_VALUES)))


def changed_weights(
    before: BaselineModel | None, after: BaselineModel | None, comparison: Comparison | None
) -> tuple[tuple[WeightNumbers, WeightNumbers], ...]:
    """Return the weights of both models whose statistics differ, each with that of the baseline first; none without both.

    Args:
        before: of the baseline; ``None`` where it is no report.
        after: of the model.
        comparison: of both, which says which layer became which.
    """
    if before is None or after is None or comparison is None:
        return ()
    old_names = {match.after.id: match.before.id for match in comparison.layers.matches}
    old = {(one.layer, one.name): one for one in before.weights}
    pairs = ((old.get((old_names.get(one.layer, ""), one.name)), one) for one in after.weights)
    return tuple((one, other) for one, other in pairs if one is not None and _numbers(one) != _numbers(other))


def _numbers(one: WeightNumbers) -> tuple[float | None, ...]:
    return one.mean, one.standard_deviation, one.l2_norm, one.zero_share
