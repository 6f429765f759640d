"""From two graphs to what differs between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dotnet_viz.formatting import format_clauses
from dotnet_viz.graph import Graph, Layer
from dotnet_viz.graph.layer_kinds.known import check_settings
from dotnet_viz.measures.comparison.comparison import Comparison
from dotnet_viz.measures.comparison.config.changes import field_changes, model_changes, size_changes, training_changes
from dotnet_viz.measures.comparison.connections import Wiring
from dotnet_viz.measures.comparison.entries import list_entries
from dotnet_viz.measures.comparison.ignore import Ignored, read_ignored
from dotnet_viz.measures.comparison.layer_changes import FieldChange, LayerChange, LayerDifferences, LayerMatch, LayerMove
from dotnet_viz.measures.comparison.matching.masks import mask_operations
from dotnet_viz.measures.comparison.matching.unrelated import nothing_in_common
from dotnet_viz.measures.comparison.matching.wrapped_models import matched
from dotnet_viz.measures.comparison.moves import places_and_connections
from dotnet_viz.measures.comparison.partly_known import as_far_as_both_know
from dotnet_viz.measures.comparison.texts.count import summarise_differences
from dotnet_viz.measures.comparison.topology import topology_of
from dotnet_viz.measures.comparison.weights.changes import WeightDifferences
from dotnet_viz.measures.comparison.weights.weights import weight_differences
from dotnet_viz.progress import Progress, silent
from dotnet_viz.translation.translate import translate


def compare_graphs(
    before: Graph,
    after: Graph,
    *,
    mapping: Mapping[str, str] | None = None,
    ignore: str | Iterable[str] = (),
    progress: Progress = silent,
) -> Comparison:
    """Return what differs between two graphs; see :func:`dotnet_viz.compare`.

    Args:
        before: the first model.
        after: the second model.
        mapping: names or ids of layers of the first model, and of those of the second that they became.
        ignore: what is left out.
        progress: is called with the name of each step as it begins.

    Raises:
        OptionError: an unknown word to ignore, or a mapping that does not fit.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> small, large = read([np.ones((3, 2))]), read([np.ones((3, 4))])
        >>> [change.match.after.id for change in compare_graphs(small, large).layers.changed]
        ['dense_1']
        >>> bool(compare_graphs(small, small))
        False
    """
    ignored = read_ignored(ignore)
    check_settings("ignore", ignored.settings, (*before.layers, *after.layers))
    progress("matching layers")
    before, after, partly = as_far_as_both_know(before, after)
    as_read = before, after
    before, after, matches = matched(before, after, mapping)
    if not mapping and nothing_in_common(before, after, matches):
        matches = ()
    masks = mask_operations(before, after)
    wiring = Wiring(topology_of(before).without(masks), topology_of(after).without(masks), matches)
    moved, connections = places_and_connections(before, after, wiring)
    layers = _layer_differences(before, after, wiring, () if "order" in ignored else moved, ignored, masks)
    connections = () if "connections" in ignored else connections
    weights = _weights(wiring.matches, ignored, progress)
    weights = replace(weights, note=format_clauses(note for note in (partly, weights.note) if note) or None)
    training = () if "training" in ignored else training_changes(before, after)
    entries = list_entries(before, after, layers, connections, weights)
    return Comparison(
        before=before,
        after=after,
        summary=summarise_differences(*as_read, entries, connections, weights, training),
        layers=layers,
        connections=connections,
        weights=weights,
        training=training,
        model=tuple(change for change in model_changes(before, after) if not (change.name == "name" and "names" in ignored)),
        ignored=ignored.words,
    )


def _weights(matches: Sequence[LayerMatch], ignored: Ignored, progress: Progress) -> WeightDifferences:
    if "weights" in ignored:
        return WeightDifferences(note=translate("values of weights were left out, as asked for"))
    return weight_differences(matches, progress)


def _layer_differences(
    before: Graph, after: Graph, wiring: Wiring, moved: tuple[LayerMove, ...], ignored: Ignored, masks: frozenset[str]
) -> LayerDifferences:
    matches = tuple(wiring.matches)
    changes = [_change(match, before, after, wiring, ignored) for match in matches]
    return LayerDifferences(
        matches=matches,
        added=_alone(after, masks | {match.after.id for match in matches}),
        removed=_alone(before, masks | {match.before.id for match in matches}),
        changed=tuple(change for change in changes if change.fields),
        resized=tuple(change for change in changes if change.consequences and not change.fields),
        moved=moved,
        renamed=() if "names" in ignored else tuple(match for match in matches if match.renamed),
    )


def _alone(graph: Graph, matched: frozenset[str]) -> tuple[Layer, ...]:
    return tuple(layer for layer in graph.layers if layer.id not in matched)


def _change(match: LayerMatch, before: Graph, after: Graph, wiring: Wiring, ignored: Ignored) -> LayerChange:
    fields = field_changes(match, before, after)
    sizes = size_changes(match, before, after)
    if match.after.kind == "InputLayer" and wiring.after.parents.get(match.after.id) is not None:
        # The input of a nested model takes the shape of what is handed to the model.
        fields, sizes = _moved_over(fields, sizes, "config.batch_shape")
    if sizes and not fields and not _follows(match, before, after, wiring):
        fields, sizes = sizes, ()
    return LayerChange(
        match,
        tuple(change for change in fields if not ignored.field(change.name)),
        tuple(change for change in sizes if not ignored.field(change.name)),
    )


def _moved_over(
    fields: tuple[FieldChange, ...], sizes: tuple[FieldChange, ...], name: str
) -> tuple[tuple[FieldChange, ...], tuple[FieldChange, ...]]:
    kept = tuple(change for change in fields if change.name != name)
    return kept, (*sizes, *(FieldChange("batch shape", c.before, c.after) for c in fields if c.name == name))


def _follows(match: LayerMatch, before: Graph, after: Graph, wiring: Wiring) -> bool:
    """Return whether the shapes of a layer follow from what goes into it, or from what is inside it."""
    if match.after.category == "model" or (
        match.after.kind == "InputLayer" and wiring.after.parents.get(match.after.id) is not None
    ):
        return True
    return _inputs(before, match.before, wiring, first=True) != _inputs(after, match.after, wiring, first=False)


def _inputs(graph: Graph, layer: Layer, wiring: Wiring, *, first: bool) -> list[object]:
    topology = wiring.before if first else wiring.after
    found: list[object] = []
    for call in topology.inputs.get(layer.id, ()):
        for source, port in call:
            found.append(graph.calls(source)[0].output(port).shape)
    return found
