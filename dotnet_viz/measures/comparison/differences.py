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
        layer_count: number of layers, as :mod:`dotnet_viz.graph.layer_count` counts them.
        parameter_count: number of values in all weights; ``None`` where the source lacks some.
        trainable_count: those of them that training changes.
        weight_bytes: size of all weights; ``None`` where a dtype is not known.
        framework: what made it, such as ``"Keras"``; ``None`` where the source does not say.
        framework_version: the version that wrote it; ``None`` where the source does not state it.
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

    From ``added`` to ``same`` each layer, input, operation and nested model counts once, under the first that is true of it,
    so that these numbers are those of texts, pages and pictures, and add up to that of all.

    Args:
        before: the first model.
        after: the second model.
        added: those of the second model alone.
        removed: those of the first model alone.
        changed: those whose settings differ.
        moved: those that were moved.
        rewired: those whose inputs come from other layers.
        resized: those whose shapes follow from changes before them.
        reweighted: those of which nothing but values, and perhaps the name, differs.
        renamed: those of which nothing but the name differs.
        same: those of which nothing differs.
        connections: all whose inputs come from other layers, and the model's outputs where these do.
        weights: all of which a value differs; ``None`` where values were not compared.
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
    """What differs between two models; false where nothing does.

    Args:
        before: graph of the first model.
        after: graph of the second model.
        summary: both models in numbers.
        layers: added, removed, changed, resized, moved and renamed layers.
        connections: layers whose inputs come from other layers.
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
