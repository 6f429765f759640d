"""Which call a stored node index means.

Keras counts the calls of a layer from 0, but those of a nested Functional model from 1, since such a model
has a call of its own: Keras 2 everywhere, Keras 3 in ``output_layers`` only. Which base a file uses shows
in which reading makes sense: every index names a call that is there, and every call is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dotnet_viz.keras_format.config.records import Call, LayerRecord, TensorReference

Calls = list[tuple[Call, ...]]
Ends = tuple[TensorReference, ...]


def with_calls_from_zero(
    layers: Sequence[LayerRecord], calls: Calls, inputs: Ends, outputs: Ends, legacy: bool
) -> tuple[Calls, Ends, Ends]:
    """Return calls and ends with all node indices counted from 0.

    Args:
        layers: the layers of a model.
        calls: the calls of each.
        inputs: of the model.
        outputs: what it returns.
        legacy: whether Keras 2 wrote it.
    """
    inner = _used(tensor for own in calls for call in own for tensor in call.tensors)
    outer = _used(outputs)
    models = [(layer, len(own)) for layer, own in zip(layers, calls, strict=True) if layer.model is not None]
    bases = {
        layer.name: _bases(count, inner.get(layer.name, set()), outer.get(layer.name, set()), layer.kind, legacy)
        for layer, count in models
    }
    if not any(any(base) for base in bases.values()):
        return calls, inputs, outputs
    moved = [tuple(replace(call, tensors=_move(call.tensors, bases, 0)) for call in own) for own in calls]
    return moved, inputs, _move(outputs, bases, 1)


def _used(references: Iterable[TensorReference]) -> dict[str, set[int]]:
    used: dict[str, set[int]] = {}
    for reference in references:
        used.setdefault(reference.layer, set()).add(reference.call)
    return used


def _bases(count: int, inner: set[int], outer: set[int], kind: str, legacy: bool) -> tuple[int, int]:
    likely = [(1, 1), (0, 1), (0, 0)] if legacy else [(0, 1), (1, 1), (0, 0)]
    choices = [(0, 0), *likely] if kind == "Sequential" and not legacy else likely
    for base in choices:
        named = {index - base[0] for index in inner} | {index - base[1] for index in outer}
        if named == set(range(count)):
            return base
    return (0, 0)


def _move(references: Ends, bases: Mapping[str, tuple[int, int]], side: int) -> Ends:
    return tuple(replace(reference, call=reference.call - bases.get(reference.layer, (0, 0))[side]) for reference in references)
