"""Output shapes and dtypes of Keras' layers, for what a file does not say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dotnet_viz.errors import VizError
from dotnet_viz.graph import Shape, TensorSpec
from dotnet_viz.graph.layer_kinds import Merge, class_kind
from dotnet_viz.keras_format.config.normalize import compute_dtype, layer_config
from dotnet_viz.keras_format.shapes.sequence import RULES as SEQUENCE_RULES
from dotnet_viz.keras_format.shapes.sequence import attention_scores, reversed_embedding
from dotnet_viz.keras_format.shapes.spatial import RULES as SPATIAL_RULES
from dotnet_viz.keras_format.shapes.spatial import Rule
from dotnet_viz.keras_format.shapes.tensor import RULES as TENSOR_RULES
from dotnet_viz.keras_format.shapes.tensor import merged, same

ModelShapes = Callable[[Mapping[str, Any], Sequence[Shape]], "list[Shape] | None"]
"""Output shapes of a whole model from its entry in a configuration and the shapes that go in, ``None`` where not known."""

_RULES: dict[str, Rule] = {**TENSOR_RULES, **SPATIAL_RULES, **SEQUENCE_RULES}
_WRONG = (LookupError, TypeError, ValueError, ArithmeticError, AttributeError, VizError)


def _unknown(_: Mapping[str, Any], __: Sequence[Shape]) -> None:
    return None


def output_shapes(
    kind: str, config: Mapping[str, Any], inputs: Sequence[Shape | None], shapes_of_model: ModelShapes = _unknown
) -> list[Shape] | None:
    """Return the shapes of a layer's outputs, ``None`` where they cannot be inferred for sure.

    Args:
        kind: class name of the layer.
        config: its configuration in plain form.
        inputs: the shapes that go in, batch first.
        shapes_of_model: asked for the outputs of a model that a wrapper holds.

    Example:
        >>> output_shapes("Conv2D", {"filters": 8, "kernel_size": [3, 3], "padding": "valid"}, [(None, 28, 28, 1)])
        [(None, 26, 26, 8)]
        >>> output_shapes("Mine", {}, [(None, 3)]) is None
        True
    """
    known = [shape for shape in inputs if shape is not None]
    if len(known) < len(inputs) or not (known or kind == "InputLayer"):
        return None
    try:
        if kind in _WRAPPERS:
            shapes: list[Shape] | None = _WRAPPERS[kind](config, known, shapes_of_model)
        else:
            shapes = _apply(_rule(kind), config, known)
    except _WRONG:
        return None
    return shapes if shapes is not None and all(_is_possible(shape) for shape in shapes) else None


def _rule(kind: str) -> Rule | None:
    facts = class_kind(kind)
    return _RULES.get(kind) or (same if facts.keeps_shape else merged if facts.merge is Merge.ELEMENT_WISE else None)


def _apply(rule: Rule | None, config: Mapping[str, Any], shapes: Sequence[Shape]) -> list[Shape] | None:
    return None if rule is None else rule(config, shapes)


def _is_possible(shape: Sequence[object]) -> bool:
    return all(size is None or (isinstance(size, int) and size >= 0) for size in shape)


def _inner(entry: Mapping[str, Any], shapes: Sequence[Shape], shapes_of_model: ModelShapes) -> list[Shape]:
    """Return the output shapes of a layer or model that is in another's configuration.

    Raises:
        ValueError: they are not known.
    """
    kind = str(entry["class_name"])
    if isinstance(entry["config"].get("layers"), list):
        found = shapes_of_model(entry, shapes)
    else:
        found = output_shapes(kind, layer_config(kind, entry["config"]), shapes, shapes_of_model)
    if found is None:
        raise ValueError
    return found


def _time_distributed(config: Mapping[str, Any], shapes: Sequence[Shape], shapes_of_model: ModelShapes) -> list[Shape]:
    batch, steps, *rest = shapes[0]
    return [(batch, steps, *shape[1:]) for shape in _inner(config["layer"], [(batch, *rest)], shapes_of_model)]


def _bidirectional(config: Mapping[str, Any], shapes: Sequence[Shape], shapes_of_model: ModelShapes) -> list[Shape]:
    forward = _inner(config["layer"], shapes[:1], shapes_of_model)
    backward = _inner(config.get("backward_layer") or config["layer"], shapes[:1], shapes_of_model)
    states = [*forward[1:], *backward[1:]]
    merge = config.get("merge_mode")
    if merge is None:
        return [forward[0], backward[0], *states]
    if merge != "concat":
        return [forward[0], *states]
    *outer, left = forward[0]  # Keras states that both directions have as many values, also where they have not
    return [(*outer, None if left is None else 2 * left), *states]


def _pipeline(config: Mapping[str, Any], shapes: Sequence[Shape], shapes_of_model: ModelShapes) -> list[Shape]:
    found = list(shapes)
    for entry in config["layers"]:
        found = _inner(entry, found, shapes_of_model)
    return found


def _spectral(config: Mapping[str, Any], shapes: Sequence[Shape], shapes_of_model: ModelShapes) -> list[Shape]:
    return _inner(config["layer"], shapes, shapes_of_model)


_WRAPPERS: dict[str, Callable[[Mapping[str, Any], Sequence[Shape], ModelShapes], list[Shape]]] = {
    "TimeDistributed": _time_distributed,
    "Bidirectional": _bidirectional,
    "SpectralNormalization": _spectral,
    "Pipeline": _pipeline,
}


def output_dtype(kind: str, category: str, config: Mapping[str, Any], inputs: Sequence[TensorSpec]) -> str | None:
    """Return the dtype of a layer's outputs, ``None`` where it is not known for sure.

    A few layers leave integers as they are; all others compute in the dtype of their policy.

    Args:
        kind: class of the layer or name of the operation.
        category: ``"layer"``, ``"operation"`` or ``"model"``.
        config: its configuration.
        inputs: shapes and dtypes of its inputs.

    Example:
        >>> output_dtype("Flatten", "layer", {"dtype": "float32"}, [TensorSpec((None, 2), "int32")])
        'int32'
    """
    first = inputs[0].dtype if inputs else None
    if category == "operation":
        from dotnet_viz.keras_format.shapes.operations import operation_specs  # many rules, which most models do not need

        found = operation_specs(kind, config, inputs)
        return found[0].dtype if found else None
    if kind == "InputLayer":
        return compute_dtype(config)
    stated = class_kind(kind).dtype
    if stated.startswith("int"):
        return stated if config.get("output_mode", "int") == "int" else "float32"
    computed = compute_dtype(config) or first
    keeps = stated == "input" and first is not None and not _is_floating(first)
    return first if keeps else computed


def _is_floating(dtype: str) -> bool:
    return dtype.startswith(("float", "bfloat"))


def output_specs(
    kind: str,
    category: str,
    config: Mapping[str, Any],
    inputs: Sequence[TensorSpec],
    constants: Sequence[tuple[str, Any]] = (),
    shapes_of_model: ModelShapes = _unknown,
) -> tuple[TensorSpec, ...] | None:
    """Return what comes out of one call of a layer or an operation, ``None`` where that is not known.

    Args:
        kind: class name of the layer or operation.
        category: ``"layer"`` or ``"operation"``.
        config: its configuration in plain form.
        inputs: the tensors that go in.
        constants: its other arguments.
        shapes_of_model: asked for the outputs of a model that a wrapper holds.
    """
    if category == "operation":
        from dotnet_viz.keras_format.shapes.operations import operation_specs

        return operation_specs(kind, config, inputs, constants)
    shapes = [spec.shape for spec in inputs]
    if kind == "ReversibleEmbedding" and ("reverse", True) in constants:
        found: list[Shape] | None = reversed_embedding(config, [shape for shape in shapes if shape is not None])
    else:
        found = output_shapes(kind, config, shapes, shapes_of_model)
    if found is None:
        return None
    if ("return_attention_scores", True) in constants:
        found = [*found, *attention_scores(config, [shape for shape in shapes if shape is not None])]
    first = TensorSpec(None, output_dtype(kind, category, config, inputs))
    return tuple(replace(first, shape=shape) for shape in found)
