"""All differences between two models, as plain data: texts, pages and pictures of a comparison are made from it."""

from __future__ import annotations

from dataclasses import dataclass, field

from dotnet_viz.graph import Graph
from dotnet_viz.measures.comparison.layer_changes import ConnectionChange, FieldChange, LayerDifferences
from dotnet_viz.measures.comparison.weights.changes import WeightDifferences


@dataclass(frozen=True)
class Side:
    """One of the two models in numbers.

    Args:
        name: of the model.
        source: the path of the file as given, or the name of the model.
        layer_count: number of layers, as :mod:`dotnet_viz.graph.layer_count` counts them.
        parameter_count: number of values in all weights; ``None`` where the source lacks some.
        trainable_count: the number of trainable ones among them.
        weight_bytes: size of all weights; ``None`` where a dtype is not known.
        framework: that made it, such as ``"Keras"``; ``None`` where the source does not state it.
        framework_version: of the framework that wrote it; ``None`` where the source does not state it.
    """

    name: str
    source: str
    layer_count: int
    parameter_count: int | None
    trainable_count: int | None
    weight_bytes: int | None
    framework: str | None
    framework_version: str | None


@dataclass(frozen=True)
class ComparisonSummary:
    """Both models and the number of differences of each sort.

    From ``added`` to ``same`` each layer, input, operation and nested model counts once, under the first sort that applies,
    so that these numbers are those of texts, pages and pictures, and add up to that of all.

    Args:
        before: the first model.
        after: the second model.
        added: layers of the second model only.
        removed: layers of the first model only.
        changed: layers whose settings differ.
        moved: layers in another nested model or at another position.
        rewired: layers whose inputs come from other layers.
        resized: layers whose shapes follow from changes before them.
        reweighted: layers of which only values of weights, and possibly the name, differ.
        renamed: layers of which only the name differs.
        same: layers without any difference.
        connections: all layers whose inputs come from other layers, and the outputs of the model if they do.
        weights: all layers with a changed value; ``None`` where values were not compared.
        training: settings of the training that differ.
    """

    before: Side
    after: Side
    added: int
    removed: int
    changed: int
    moved: int
    rewired: int
    resized: int
    reweighted: int
    renamed: int
    same: int
    connections: int
    weights: int | None
    training: int


@dataclass(frozen=True)
class Differences:
    """The differences between two models; false where there are none.

    Args:
        before: graph of the first model.
        after: graph of the second model.
        summary: both models in numbers.
        layers: added, removed, changed, resized, moved and renamed layers.
        connections: layers whose inputs come from other layers.
        weights: differences of the values.
        training: differences of the settings of ``compile``: optimizer, loss, metrics.
        model: differences of the class and the name of the model.
        ignored: sorts of differences that were left out, as given.
    """

    before: Graph = field(repr=False)
    after: Graph = field(repr=False)
    summary: ComparisonSummary
    layers: LayerDifferences = field(default=LayerDifferences(), repr=False)
    connections: tuple[ConnectionChange, ...] = ()
    weights: WeightDifferences = field(default=WeightDifferences(), repr=False)
    training: tuple[FieldChange, ...] = ()
    model: tuple[FieldChange, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def nothing_in_common(self) -> bool:
        """Whether no layer of one model is a layer of the other, as of two models that are no versions of one another."""
        return bool(self.before.layers and self.after.layers) and not self.layers.matches

    @property
    def architecture_differs(self) -> bool:
        """Whether anything but names, values of weights and settings of the training differs."""
        layers = self.layers
        groups = (layers.added, layers.removed, layers.changed, layers.resized, layers.moved, self.connections)
        return any(groups) or any(change.name != "name" for change in self.model)

    def __bool__(self) -> bool:
        return self.architecture_differs or any((self.layers.renamed, self.weights.changed, self.training, self.model))
