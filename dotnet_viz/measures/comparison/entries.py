"""Every layer of both models once, in one order, with all that is known of its differences.

Texts, pages and pictures are made of this list, so that they agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dotnet_viz.graph import Graph, Layer
from dotnet_viz.graph.automatic_names import is_automatic
from dotnet_viz.graph.layer_count import layers_in_words
from dotnet_viz.measures.comparison.differences import Differences
from dotnet_viz.measures.comparison.layer_changes import ConnectionChange, FieldChange, LayerDifferences, LayerMatch, LayerMove
from dotnet_viz.measures.comparison.weights.changes import LayerWeightChange, WeightDifferences
from dotnet_viz.translation.translate import mark, translate

SIGNS = {
    "added": "+",
    "removed": "−",
    "changed": "~",
    "moved": "↕",
    "rewired": "⇄",
    "resized": "≈",
    "weights": "Δ",
    "renamed": "≡",
    "same": "=",
}
"""How each sort of difference is written, so that colour is never the only sign; the order is that of their weight."""

MEANINGS = {
    "added": mark("added"),
    "removed": mark("removed"),
    "changed": mark("settings changed"),
    "moved": mark("moved"),
    "rewired": mark("different inputs"),
    "resized": mark("other shapes, as a consequence"),
    "weights": mark("other weights only"),
    "renamed": mark("another name only"),
    "same": mark("the same"),
}


@dataclass(frozen=True)
class Entry:
    """One layer.

    Args:
        sort: the weightiest of its differences, one of :data:`SIGNS`.
        before: the layer in the first model; ``None`` where it was added.
        after: the layer in the second model; ``None`` where it was removed.
        match: why both are the same layer; ``None`` where one is missing.
        fields: settings that differ.
        consequences: shapes and number of parameters that differ.
        move: where it stood and stands.
        connection: where its inputs came and come from.
        weights: how its values differ; ``None`` where all are the same, or were not compared.
        renamed: whether its other name is shown: that an author chose on one side at least.
    """

    sort: str
    before: Layer | None
    after: Layer | None
    match: LayerMatch | None = None
    fields: tuple[FieldChange, ...] = ()
    consequences: tuple[FieldChange, ...] = ()
    move: LayerMove | None = None
    connection: ConnectionChange | None = None
    weights: LayerWeightChange | None = None
    renamed: bool = False

    @property
    def layer(self) -> Layer:
        """The layer as it is in the second model, or as it was in the first."""
        layer = self.after or self.before
        if layer is None:  # pragma: no cover - an entry has a layer on one side at least
            raise AssertionError("an entry without a layer")
        return layer

    @property
    def sign(self) -> str:
        """One character for the sort of difference."""
        return SIGNS[self.sort]

    @property
    def mark(self) -> str:
        """The sort, by which readers go from change to change; empty where nothing but an automatic name differs."""
        is_news = self.sort != "same" and not (self.sort == "renamed" and renumbered([self.match]))
        return self.sort if is_news else ""


def renumbered(renamed: Iterable[LayerMatch | None]) -> bool:
    """Whether Keras made all names of layers; it numbers them anew in every process, which is no news.

    Args:
        renamed: pairs of layers with other names.

    Example:
        >>> renumbered([LayerMatch(Layer("a", "dense", "Dense"), Layer("a", "dense_4", "Dense"), "order")])
        True
        >>> renumbered([LayerMatch(Layer("a", "dense", "Dense"), Layer("a", "head", "Dense"), "order")])
        False
    """
    return all(match is not None and is_automatic(match.before) and is_automatic(match.after) for match in renamed)


def quiet_lists(entries: Iterable[Entry]) -> Iterator[tuple[str, Sequence[Entry]]]:
    """Yield the layers of which nothing but shapes or names differs: a title, and the layers that are listed below it.

    Layers whose names Keras made are counted and not listed.

    Args:
        entries: of a comparison.
    """
    quiet = [entry for entry in entries if entry.sort in ("resized", "renamed")]
    resized = [entry for entry in quiet if entry.sort == "resized"]
    chosen = [entry for entry in quiet if entry.sort == "renamed" and entry.renamed]
    automatic = [entry for entry in quiet if entry.sort == "renamed" and not entry.renamed]
    if resized:
        yield translate("{layers} with other shapes, as a consequence", layers=entries_in_words(resized)), resized
    if chosen:
        yield translate("{layers} renamed, nothing else", layers=entries_in_words(chosen)), chosen
    if automatic:
        names = translate("{layers} renamed, nothing else (automatic names, renumbered)", layers=entries_in_words(automatic))
        yield names, ()


def entries_of(comparison: Differences) -> tuple[Entry, ...]:
    """Return every layer once: those of the second model in their order, removed ones after what they stood behind.

    Args:
        comparison: of two models.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> from dotnet_viz.measures.comparison.compare import compare_graphs
        >>> found = compare_graphs(read([np.ones((3, 2)), np.ones((2, 2))]), read([np.ones((3, 2))]))
        >>> [entry.sort for entry in entries_of(found)]
        ['same', 'same', 'removed']
    """
    found = comparison
    return list_entries(found.before, found.after, found.layers, found.connections, found.weights)


def list_entries(
    before: Graph,
    after: Graph,
    layers: LayerDifferences,
    connections: Sequence[ConnectionChange],
    weights: WeightDifferences,
) -> tuple[Entry, ...]:
    """Return every layer once; see :func:`entries_of`, which takes all of these from a comparison.

    Args:
        before: the first model.
        after: the second model.
        layers: their matched, added, removed and changed layers.
        connections: changed inputs of layers, and changed outputs of the model.
        weights: differences of the values of matched layers.
    """
    removed = {layer.id for layer in layers.removed}
    partners = {match.before.id: match.after.id for match in layers.matches}
    behind: dict[str | None, list[Layer]] = {}
    last: str | None = None
    for layer in before.layers:
        if layer.id in removed:
            behind.setdefault(last, []).append(layer)
        else:
            last = partners.get(layer.id, last)
    return tuple(_ordered(after, _Facts(layers, connections, weights), behind))


def layers_by_sort(entries: Iterable[Entry]) -> dict[str, tuple[Layer, ...]]:
    """Return the layers of each sort that occurs, in the order of :data:`SIGNS`: each layer stands under one sort.

    Args:
        entries: of a comparison, or some of them.
    """
    found: dict[str, list[Layer]] = {sort: [] for sort in SIGNS}
    for entry in entries:
        found[entry.sort].append(entry.layer)
    return {sort: tuple(layers) for sort, layers in found.items() if layers}


def entries_in_words(entries: Iterable[Entry]) -> str:
    """Return how many layers, inputs, nested models and operations some entries are of, each once.

    Args:
        entries: of a comparison; one that stands there twice, since its layer is called twice, counts once.
    """
    return layers_in_words({entry.layer.id: entry.layer for entry in entries}.values())


def _ordered(after: Graph, facts: _Facts, behind: dict[str | None, list[Layer]]) -> Iterator[Entry]:
    yield from (Entry("removed", layer, None) for layer in behind.get(None, ()))
    for layer in after.layers:
        if layer.id in facts.added:
            yield Entry("added", None, layer)
        elif layer.id in facts.matches:
            yield facts.entry(facts.matches[layer.id])
        yield from (Entry("removed", gone, None) for gone in behind.get(layer.id, ()))


class _Facts:
    """What is known of each matched layer, by its id in the second model."""

    def __init__(self, layers: LayerDifferences, connections: Sequence[ConnectionChange], weights: WeightDifferences) -> None:
        self.added = {layer.id for layer in layers.added}
        self.matches = {match.after.id: match for match in layers.matches}
        self._changes = {change.match.after.id: change for change in (*layers.changed, *layers.resized)}
        self._moves = {move.match.after.id: move for move in layers.moved}
        self._connections = {change.target: change for change in connections}
        self._weights = {change.match.after.id: change for change in weights.changed}
        self._renamed = {match.after.id for match in layers.renamed}

    def entry(self, match: LayerMatch) -> Entry:
        name = match.after.id
        change = self._changes.get(name)
        found = {
            "changed": change is not None and bool(change.fields),
            "moved": name in self._moves,
            "rewired": name in self._connections,
            "resized": change is not None,
            "weights": name in self._weights,
            "renamed": name in self._renamed,
        }
        return Entry(
            sort=next((sort for sort, differs in found.items() if differs), "same"),
            before=match.before,
            after=match.after,
            match=match,
            fields=change.fields if change else (),
            consequences=change.consequences if change else (),
            move=self._moves.get(name),
            connection=self._connections.get(name),
            weights=self._weights.get(name),
            renamed=name in self._renamed and not renumbered([match]),
        )
