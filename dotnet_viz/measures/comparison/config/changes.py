"""Which settings of matched layers, of the training and of the whole model differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.graph.automatic_names import unnumbered_model_name
from dotnet_viz.measures.comparison.config.values import is_stated, settings, snake_case, written
from dotnet_viz.measures.comparison.layer_changes import FieldChange, LayerMatch
from dotnet_viz.measures.comparison.weights.pairs import is_half_known


def field_changes(match: LayerMatch, before: Graph, after: Graph) -> tuple[FieldChange, ...]:
    """Return what the author of a layer changed.

    A setting that only one side states is no difference where the two were written by different versions of Keras, or
    where it says no more than that there is nothing: newer versions write more settings down.

    Args:
        match: two layers.
        before: the graph of the first.
        after: the graph of the second.

    Example:
        >>> sides = (Layer("a", "a", "Dense", config={"units": units}) for units in (3, 4))
        >>> match = LayerMatch(*sides, "given")
        >>> graph = Graph("m", "Sequential", ())
        >>> [(change.name, change.before, change.after) for change in field_changes(match, graph, graph)]
        [('config.units', 3, 4)]
    """
    one, other = match.before, match.after
    found = [] if one.kind == other.kind else [FieldChange("class", one.kind, other.kind)]
    lenient = one.kind != other.kind or before.origin.framework_version != after.origin.framework_version
    found += _settings(one, other, lenient)
    # A layer without weights has nothing to train; Keras hands the flag of a model down to all of its layers.
    if _trained(one) != _trained(other) and (one.weights or other.weights):
        found.append(FieldChange("trainable", one.trainable, other.trainable))
    calls = len(before.calls(one.id)), len(after.calls(other.id))
    if calls[0] != calls[1]:
        found.append(FieldChange("calls", *calls))
    return (*found, *_weight_dtypes(one, other))


def _trained(layer: Layer) -> bool:
    return layer.trainable is not False


def _settings(one: Layer, other: Layer, lenient: bool) -> list[FieldChange]:
    if one.kind == other.kind and one.activation == other.activation and one.config == other.config:
        return []  # most layers of two versions of a model, in a fraction of the time
    left, right = settings(one), settings(other)
    # An array has no configuration: a side that states nothing at all is not compared.
    lenient = lenient or not one.config or not other.config
    names = [*left, *(name for name in right if name not in left)]
    return [
        FieldChange(name, left.get(name), right.get(name))
        for name in names
        if _differs(name, left, right, lenient=lenient and name != "activation")
    ]


def _differs(name: str, left: Mapping[str, Any], right: Mapping[str, Any], *, lenient: bool) -> bool:
    if name in left and name in right:
        return written(left[name]) != written(right[name]) and not _same_name(left[name], right[name])
    return not lenient and is_stated(left.get(name, right.get(name)))


def _same_name(one: Any, other: Any) -> bool:
    """Return whether two texts are names of the same class or function: ``"adam"`` and ``"Adam"``."""
    return isinstance(one, str) and isinstance(other, str) and snake_case(one) == snake_case(other)


def _weight_dtypes(one: Layer, other: Layer) -> Iterator[FieldChange]:
    for before, after in _of_one_name(one, other):
        if before.dtype != after.dtype:
            yield FieldChange(f"{after.name} dtype", before.dtype, after.dtype)


def _of_one_name(one: Layer, other: Layer) -> Iterator[tuple[Weight, Weight]]:
    """Yield the weights of one name, but those of which one side does not know how they were quantised."""
    named = {weight.name: weight for weight in one.weights}
    pairs = ((named[weight.name], weight) for weight in other.weights if weight.name in named)
    return (pair for pair in pairs if not is_half_known(*pair))


def size_changes(match: LayerMatch, before: Graph, after: Graph) -> tuple[FieldChange, ...]:
    """Return the shapes and the number of parameters that differ.

    Args:
        match: two layers.
        before: the graph of the first.
        after: the graph of the second.
    """
    one, other = match.before, match.after
    found = []
    shapes = output_shapes(before, one), output_shapes(after, other)
    all_known = all(_are_known(graph, layer) for graph, layer in ((before, one), (after, other)))
    if all(shapes) and shapes[0] != shapes[1] and all_known:
        found.append(FieldChange("output shape", *shapes))
    found += [
        FieldChange(f"{weight.name} shape", list(first.shape), list(weight.shape))
        for first, weight in _of_one_name(one, other)
        if first.shape != weight.shape
    ]
    if None not in (one.parameter_count, other.parameter_count) and one.parameter_count != other.parameter_count:
        found.append(FieldChange("parameters", one.parameter_count, other.parameter_count))
    return tuple(found)


def output_shapes(graph: Graph, layer: Layer) -> list[Any]:
    """Return the known shapes of a layer's outputs, each once.

    Args:
        graph: the model.
        layer: one of its layers.

    Returns:
        Shapes as lists for JSON, ``None`` for a size that varies; a single shape is returned without the list around
        it.
    """
    shapes = [list(spec.shape) for node in graph.calls(layer.id) for spec in node.outputs if spec.shape is not None]
    unique = [shape for number, shape in enumerate(shapes) if shape not in shapes[:number]]
    return unique[0] if len(unique) == 1 else unique


def _are_known(graph: Graph, layer: Layer) -> bool:
    return all(spec.shape is not None for node in graph.calls(layer.id) for spec in node.outputs)


def training_changes(before: Graph, after: Graph) -> tuple[FieldChange, ...]:
    """Return which settings of the training differ, where both models state them.

    Args:
        before: the first model.
        after: the second model.
    """
    sides = before.origin.training, after.origin.training
    if not sides[0] or not sides[1]:
        return ()
    left, right = (dict(flat_settings("", side)) for side in sides)
    # An optimizer that was given by its name has no settings in the file; formats write down more or fewer of them.
    origins = ((graph.origin.framework_version, graph.origin.format) for graph in (before, after))
    lenient = len(set(origins)) > 1 or any(isinstance(side.get("optimizer"), str) for side in sides if side)
    names = [*left, *(name for name in right if name not in left)]
    return tuple(
        FieldChange(name, left.get(name), right.get(name)) for name in names if _differs(name, left, right, lenient=lenient)
    )


_WRAPPING = frozenset({"module", "registered_name", "build_config", "shared_object_id", "compile_config", "name"})


def flat_settings(prefix: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield settings by dotted names; an object that Keras wrote down is its class and its configuration.

    Args:
        prefix: of all names, such as ``"optimizer"``; empty for none.
        value: plain JSON values.
    """
    if isinstance(value, Mapping) and "class_name" in value:
        yield prefix, value["class_name"]
        value = value.get("config") or {}
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key not in _WRAPPING:
                # The .h5 format has another word for it.
                name = "optimizer" if key == "optimizer_config" else str(key)
                yield from flat_settings(f"{prefix}.{name}" if prefix else name, item)
    else:
        yield prefix, value


def model_changes(before: Graph, after: Graph) -> tuple[FieldChange, ...]:
    """Return the changes of the class and the name of the whole model; another number in an automatic name is none.

    Args:
        before: the first model.
        after: the second model.

    Example:
        >>> models = [Graph(name, "Sequential", ()) for name in ("sequential", "sequential_1", "net")]
        >>> model_changes(models[0], models[1]), len(model_changes(models[1], models[2]))
        ((), 1)
    """
    pairs = {"class": (before.kind, after.kind), "name": (before.name, after.name)}
    if unnumbered_model_name(before) == unnumbered_model_name(after):
        del pairs["name"]
    return tuple(FieldChange(name, *pair) for name, pair in pairs.items() if pair[0] != pair[1])
