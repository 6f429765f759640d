"""Passages of inputs: what a forward pass makes of them, sample by sample."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from numpy.typing import NDArray

from dotnet_viz.diagrams.passage.scene import Passage
from dotnet_viz.explain.activations.batches import Batch, batches
from dotnet_viz.explain.activations.forward_pass import ForwardPass
from dotnet_viz.explain.activations.places import Place
from dotnet_viz.formatting import format_count
from dotnet_viz.translation.translate import translate


def passages_of(
    runner: ForwardPass, x: Any, size: int, *, is_chosen: bool, repeated: bool = False
) -> Iterator[Passage]:  # fmt: skip
    """Yield the passage of each sample.

    Args:
        runner: runs the model.
        x: the inputs, as :func:`~dotnet_viz.explain.activations.batches.batches` takes them.
        size: how many samples go through the model at a time.
        is_chosen: whether the layers were named by the user.
        repeated: whether the model is run more often than for these samples.
    """
    names = runner.input_names
    number = 0
    for batch in batches(x, runner.input_shapes, names, size):
        found: dict[Place, NDArray[Any]] = {}
        runner.run(batch, found.__setitem__, repeated=repeated or size > 1)
        for position in range(len(batch[0])):
            number += 1
            inputs = {name: array[position] for name, array in zip(_names(names, batch), batch, strict=True)}
            note = _sample_note(runner, x, number)
            yield Passage(runner.name, inputs, _of_sample(found, position), is_chosen, note)


def _names(names: tuple[str, ...], batch: Batch) -> tuple[str, ...]:
    return names or tuple(translate("input {number}", number=index) for index in range(len(batch)))


def _of_sample(found: Mapping[Place, NDArray[Any]], position: int) -> dict[Place, NDArray[Any]]:
    return {place: values[position] for place, values in found.items() if values.ndim and len(values) > position}


def _sample_note(runner: ForwardPass, x: Any, number: int) -> str:
    shapes = runner.input_shapes
    single = x if shapes is None or len(shapes) == 1 else None
    count = len(single) if single is not None and hasattr(single, "shape") and len(single.shape) else None
    if count is None or shapes is None or len(getattr(single, "shape", ())) != len(shapes[0]) or count == 1:
        return "" if number == 1 else translate("sample {number}", number=number)
    return translate("sample {number} of {total}", number=number, total=format_count(count))
