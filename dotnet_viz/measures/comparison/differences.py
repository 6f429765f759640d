"""All that differs between two models, as plain data: what texts, pages and pictures of a comparison are made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from dotnet_viz.graph import Graph
from dotnet_viz.measures.comparison.layer_changes import ConnectionChange, FieldChange, LayerDifferences
from dotnet_viz.measures.comparison.weight_changes import WeightDifferences


@dataclass(frozen=True)
class Side:
    """One of the two models in numbers.

    Args:
        name: of the model.
        source: the file's name as it was given, or the name of the model.
        layer_count: number of layers that are no models themselves.
        parameter_count: number of values in all weights; ``None`` where the source lacks some.
        trainable_count: those of them that training changes.
        weight_bytes: size of all weights; ``None`` where a dtype is not known.
        framework_version: the version that wrote it; ``None`` where nobody says.
    """

    name: str
    source: str
    layer_count: int
    parameter_count: int | None
    trainable_count: int | None
    weight_bytes: int | None
    framework_version: str | None


@dataclass(frozen=True)
class ComparisonSummary:
    """Both models and the number of differences of each sort.

    Args:
        before: the first model.
        after: the second model.
        same: matched layers without any difference of their own.
        added: layers of the second model alone.
        removed: layers of the first model alone.
        changed: layers whose settings differ.
        resized: layers whose shapes follow from changes before them.
        moved: layers that stand elsewhere.
        renamed: layers with other names.
        connections: layers whose inputs come from elsewhere.
        weights: layers of which a value differs; ``None`` where values were not compared.
        training: settings of the training that differ.
    """

    before: Side
    after: Side
    same: int
    added: int
    removed: int
    changed: int
    resized: int
    moved: int
    renamed: int
    connections: int
    weights: int | None
    training: int


@dataclass(frozen=True)
class Differences:
    """What differs between two models; false where nothing does.

    Args:
        before: graph of the first model.
        after: graph of the second model.
        summary: both models in numbers.
        layers: added, removed, changed, resized, moved and renamed layers.
        connections: layers whose inputs come from elsewhere.
        weights: how the values differ.
        training: what the authors compiled with: optimizer, loss, metrics.
        model: class and name of the whole model.
        ignored: what was left out, as it was given.
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
    def architecture_differs(self) -> bool:
        """Whether anything but names, values of weights and settings of the training differs."""
        layers = self.layers
        groups = (layers.added, layers.removed, layers.changed, layers.resized, layers.moved, self.connections)
        return any(groups) or any(change.name != "name" for change in self.model)

    def __bool__(self) -> bool:
        return self.architecture_differs or any((self.layers.renamed, self.weights.changed, self.training, self.model))
