"""Differences in words, the same ones in texts, pages and pictures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_number, format_percent, format_sizes
from dotnet_viz.measures.comparison.config_values import is_stated
from dotnet_viz.measures.comparison.differences import Differences
from dotnet_viz.measures.comparison.entries import Entry
from dotnet_viz.measures.comparison.layer_changes import ConnectionChange, FieldChange
from dotnet_viz.measures.comparison.weight_changes import LayerWeightChange

MANY = 6
"""Layers that changed alike, such as all those that were frozen, are told together from this number on."""
_LONGEST = 40
_PARTS, _KINDS = 3, 4


def title_of(comparison: Differences) -> str:
    """Return the names of both files, with their folders where only these tell them apart.

    Args:
        comparison: of two models.
    """
    sources = [side.source for side in (comparison.summary.before, comparison.summary.after)]
    if sources[0] == sources[1]:
        return f"{one_line(sources[0])}: before → after"
    short = [source.replace("\\", "/").rsplit("/", 1)[-1] for source in sources]
    return " → ".join(one_line(name) for name in (short if short[0] != short[1] else sources))


def description_of(comparison: Differences) -> str:
    """Return one sentence on what differs.

    Args:
        comparison: of two models.
    """
    if not comparison:
        return "The two models do not differ."
    summary = comparison.summary
    before, after = (format_count(side.parameter_count) for side in (summary.before, summary.after))
    counts = {name: getattr(summary, name) for name in ("added", "removed", "changed", "moved", "resized")}
    told = ", ".join(f"{format_count(count)} {name}" for name, count in counts.items() if count)
    return f"Layers: {told or 'none added, removed or changed'}; parameters {before} → {after}."


def field_phrase(change: FieldChange) -> str:
    """Return a changed setting as ``"kernel_size 3×3 → 5×5"``.

    Args:
        change: of a layer, a model or a training.

    Example:
        >>> field_phrase(FieldChange("config.kernel_size", [3, 3], [5, 5]))
        'kernel_size 3×3 → 5×5'
        >>> field_phrase(FieldChange("output shape", [None, 128], [None, 256]))
        'output shape (None, 128) → (None, 256)'
        >>> field_phrase(FieldChange("config.layer", *({"class_name": "LSTM", "config": {"units": n}} for n in (16, 32))))
        'layer.units 16 → 32'
    """
    inside = _inside(change)
    if inside:
        told = [field_phrase(part) for part in inside[:_PARTS]]
        return ", ".join([*told, *([f"and {format_count(len(inside) - _PARTS)} more"] if len(inside) > _PARTS else [])])
    name = change.name.removeprefix("config.")
    before, after = _sides(change.before, change.after, shape=name.endswith("shape"))
    return f"{name} {before} → {after}"


def _inside(change: FieldChange) -> list[FieldChange]:
    """Return what differs inside two objects of one class, such as the layers that two wrappers hold."""
    one, other = change.before, change.after
    if not isinstance(one, Mapping) or not isinstance(other, Mapping) or one.get("class_name") != other.get("class_name"):
        return []
    if "class_name" in one:
        one, other = one.get("config"), other.get("config")
        if not isinstance(one, Mapping) or not isinstance(other, Mapping):
            return []
    keys = [*one, *(key for key in other if key not in one)]
    return [FieldChange(f"{change.name}.{key}", one.get(key), other.get(key)) for key in keys if one.get(key) != other.get(key)]


def _sides(one: Any, other: Any, *, shape: bool) -> tuple[str, str]:
    """Return two values such that it is seen what differs, however far behind that is."""
    for write in (value_phrase, _whole_phrase, _raw_phrase):
        before, after = write(one, shape=shape), write(other, shape=shape)
        if before != after:
            return _cut_alike(before, after)
    return before, after


def _whole_phrase(value: Any, *, shape: bool) -> str:
    return value_phrase(value, shape=shape, longest=None)


def _raw_phrase(value: Any, **_: bool) -> str:
    return json.dumps(value, default=str)


def _cut_alike(before: str, after: str) -> tuple[str, str]:
    """Return two texts without most of what they start with alike, where they are too long."""
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    pairs = enumerate(zip(before, after, strict=False))
    alike_until = next((place for place, (one, other) in pairs if one != other), min(len(before), len(after)))
    start = max(0, alike_until - _LONGEST // 3)
    lead = "…" if start else ""
    cut = (f"{lead}{text[start:]}" for text in (before, after))
    shortened = [text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…" for text in cut]
    return shortened[0], shortened[1]


def value_phrase(value: Any, *, shape: bool = False, longest: int | None = _LONGEST) -> str:
    """Return a setting's value as a reader would write it; long ones lose their end.

    Args:
        value: plain JSON value.
        shape: whether a list is the shape of a tensor.
        longest: number of characters; ``None`` for all of them.

    Example:
        >>> value_phrase(0.0010000000474974513), value_phrase({"class_name": "L2", "config": {"l2": 0.01}}), value_phrase(None)
        ('0.001', 'L2(l2=0.01)', 'none')
    """
    text = _value(value, shape=shape)
    return text if longest is None or len(text) <= longest else text[: longest - 1] + "…"


def _value(value: Any, *, shape: bool = False) -> str:
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    if isinstance(value, int | float):
        return format_count(value) if isinstance(value, int) else format_number(value)
    if isinstance(value, Mapping):
        return _object(value)
    return _list(value, shape=shape) if isinstance(value, list | tuple) else str(value)


def _object(value: Mapping[str, Any]) -> str:
    inner = value.get("config") if "class_name" in value else value
    inner = inner if isinstance(inner, Mapping) else {}
    stated = ", ".join(f"{key}={_value(item)}" for key, item in inner.items() if is_stated(item))
    name = str(value.get("class_name", ""))
    return f"{name}({stated})" if stated or not name else name


def _list(value: Sequence[Any], *, shape: bool) -> str:
    whole = all(isinstance(item, int) for item in value)
    if value and whole and not shape:
        return format_sizes(value)
    inside = ", ".join(str(item) if item is None or isinstance(item, int) else _value(item, shape=shape) for item in value)
    return f"({inside},)" if shape and len(value) == 1 and not isinstance(value[0], list) else f"({inside})"


def connection_phrase(change: ConnectionChange) -> str:
    """Return where inputs came and come from.

    Args:
        change: of a layer or of the model's outputs.

    Example:
        >>> connection_phrase(ConnectionChange("add", ("a", "b"), ("a", "c")))
        'inputs from a, b → a, c'
    """
    word = "outputs of the model" if change.target is None else "inputs"
    return f"{word} from {', '.join(change.before) or 'nowhere'} → {', '.join(change.after) or 'nowhere'}"


def weights_phrase(entry: Entry) -> str:
    """Return how much the weights of a layer changed, or nothing where they did not.

    Args:
        entry: of a layer.
    """
    if entry.weights is None:
        return ""
    change, what = entry.weights.relative_change, compared_weights(entry.weights) or "weights"
    return f"{what} no longer all zero" if change is None else f"{what} changed by {format_percent(change)}"


def compared_weights(change: LayerWeightChange) -> str:
    """Return the names of the weights that numbers are of, where they are not of all weights of a layer, else nothing.

    Args:
        change: of a layer, such as one whose bias has the same shape on both sides and whose kernel has not.
    """
    names = [str(weight.after_name) for weight in change.compared] if change.is_partial else []
    return ", ".join(names) if len(names) < 4 else f"{len(names)} of {len(change.weights)} weights"


def weighted_name(change: LayerWeightChange) -> str:
    """Return the name of a layer for a row of numbers on its weights; with those that they are of, where others are left out.

    Args:
        change: of a layer.
    """
    part = compared_weights(change)
    return f"{change.match.after.id} ({part} only)" if part else change.match.after.id


def phrases_of(entry: Entry, *, consequences: bool = True, weights: bool = True) -> Iterator[str]:
    """Yield all that differs in a layer.

    Args:
        entry: of a layer.
        consequences: whether shapes and numbers of parameters are told.
        weights: whether it is told how much its weights changed.
    """
    if entry.before is not None and entry.after is not None and entry.renamed:
        yield f"was {entry.before.name}"
    yield from (field_phrase(change) for change in entry.fields)
    if entry.move is not None:
        yield f"moved: {entry.move.before} → {entry.move.after}"
    if entry.connection is not None:
        yield connection_phrase(entry.connection)
    if consequences:
        yield from (field_phrase(change) for change in entry.consequences)
    if weights and entry.weights is not None:
        yield weights_phrase(entry)


def rows_of(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Return layers that changed alike in one row each, and long runs of added or of removed ones too.

    Args:
        entries: of layers, in their order.
    """
    groups = _alike(entries)
    rows = []
    for sort, run in groupby(entries, key=lambda entry: entry.sort):
        members = list(run)
        if sort in ("added", "removed"):
            rows += [members] if len(members) >= MANY else [[entry] for entry in members]
        else:
            together = ((entry, groups.get(words_of(entry), [entry])) for entry in members)
            rows += [group for entry, group in together if group[0] is entry]
    return rows


def _alike(entries: Iterable[Entry]) -> dict[tuple[str, ...], list[Entry]]:
    """Return the layers of which exactly the same is told, by what is told; only where there are many of them."""
    groups: dict[tuple[str, ...], list[Entry]] = {}
    for entry in entries:
        if entry.sort not in ("added", "removed"):
            groups.setdefault(words_of(entry), []).append(entry)
    return {words: group for words, group in groups.items() if len(group) >= MANY}


def together(group: Sequence[Entry]) -> str:
    """Return what is told of layers that share a row.

    Args:
        group: several layers, of :func:`rows_of`.
    """
    if group[0].sort not in ("added", "removed"):
        return "; ".join(words_of(group[0]))
    kinds = Counter(entry.layer.kind for entry in group).most_common()
    told = [f"{format_count(count)} × {kind}" for kind, count in kinds[:_KINDS]]
    rest = sum(count for _, count in kinds[_KINDS:])
    parameters = sum(entry.layer.parameter_count for entry in group)
    told += [f"{format_count(rest)} of other classes"] if rest else []
    return f"{', '.join(told)}; {format_count(parameters, 'parameter')}"


def words_of(entry: Entry) -> tuple[str, ...]:
    """Return all that differs in a layer but its weights."""
    return tuple(phrases_of(entry, weights=False))
