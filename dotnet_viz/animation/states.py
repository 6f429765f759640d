"""The states of a training as graphs: its model with the weights of one epoch after the other."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import overload

from dotnet_viz import readers
from dotnet_viz.animation.selection import even_positions, positions_by_change
from dotnet_viz.errors import OptionError, UnreadableFileError, VizError, VizWarning
from dotnet_viz.formatting import format_count
from dotnet_viz.graph import Graph, Layer, Weight
from dotnet_viz.keras_format.weights.lora import with_lora
from dotnet_viz.measures.training.run import Arrays, TrainingRun
from dotnet_viz.runtime.cached import cached_property

_RECORD = "record it with dv.ReportCallback, which keeps weights within its snapshot_bytes"


@dataclass(frozen=True, eq=False)
class EpochGraphs(Sequence[Graph]):
    """The model of a training at the end of some epochs; weights are read when a graph is asked for.

    Args:
        run: the training.
        epochs: those that have weights, ascending.
    """

    run: TrainingRun
    epochs: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.epochs)

    @overload
    def __getitem__(self, index: int) -> Graph: ...
    @overload
    def __getitem__(self, index: slice) -> EpochGraphs: ...
    def __getitem__(self, index: int | slice) -> Graph | EpochGraphs:
        if isinstance(index, slice):
            return replace(self, epochs=self.epochs[index])
        return self._graph(self.run.load_snapshot(self.epochs[index]))

    @cached_property
    def _model(self) -> Graph | None:
        return self.run.load_graph()

    def _graph(self, arrays: Arrays) -> Graph:
        if self._model is None:
            return self._graph_of_arrays(arrays)
        layers = {layer.id: _with_values(layer, arrays) for layer in self._model.layers}
        return replace(self._model, nodes=tuple(replace(node, layer=layers[node.layer.id]) for node in self._model.nodes))

    def _graph_of_arrays(self, arrays: Arrays) -> Graph:
        try:
            return readers.read(dict(arrays))
        except VizError as error:
            raise OptionError(
                f"the log of {self.run.name!r} does not have the model, and its weights alone are no chain of dense layers: "
                f"{error}"
            ) from error


def epoch_graphs(run: TrainingRun, frames: int | None, choose: str) -> EpochGraphs:
    """Return the model of a training at the end of those epochs that become frames.

    Args:
        run: the training.
        frames: how many epochs at most; ``None`` for all that have weights.
        choose: one of :data:`~dotnet_viz.animation.selection.CHOICES`.

    Raises:
        OptionError: the weights of fewer than two epochs were kept.
    """
    epochs = _epochs_of_one_model(run)
    if len(epochs) < 2:
        there = format_count(len(epochs), "epoch")
        raise OptionError(f"the training {run.name!r} has weights of {there}, and an animation needs two; {_RECORD}")
    if choose == "change" and frames is not None and len(epochs) > frames:
        chosen = positions_by_change((run.load_snapshot(epoch) for epoch in epochs), frames)
    else:
        chosen = even_positions(len(epochs), frames)
    return EpochGraphs(run, tuple(epochs[position] for position in chosen))


def _epochs_of_one_model(run: TrainingRun) -> tuple[int, ...]:
    """Return the epochs whose weights can be read and have the shapes of the last ones.

    A folder may hold the record of another model that was trained before.
    """
    shapes = {}
    for epoch in run.snapshot_epochs:
        with suppress(UnreadableFileError):
            shapes[epoch] = {name: values.shape for name, values in run.load_snapshot(epoch).items()}
    epochs = tuple(epoch for epoch, own in shapes.items() if own == shapes[max(shapes)])
    if left_out := len(run.snapshot_epochs) - len(epochs):
        text = f"{format_count(left_out, 'epoch')} of {run.name!r} left out, whose weights are damaged or of another model"
        warnings.warn(text, VizWarning, stacklevel=5)
    return epochs


def _with_values(layer: Layer, arrays: Arrays) -> Layer:
    weights = [_with_value(layer, weight, arrays) for weight in layer.weights]
    return replace(layer, weights=_with_sums(layer, weights))


def _with_sums(layer: Layer, weights: Sequence[Weight]) -> tuple[Weight, ...]:
    """Return the weights of a layer with the product of LoRA's factors in its kernel, which alone stays as it was."""
    parts: dict[str, list[Weight]] = {}
    for weight in weights:
        parts.setdefault(weight.name.rpartition("/")[0], []).append(weight)
    summed = {
        weight.name: weight
        for path, own in parts.items()
        for weight in with_lora(own, layer.kind, {} if path else layer.config, None)
    }
    return tuple(summed[weight.name] for weight in weights)


def _with_value(layer: Layer, weight: Weight, arrays: Arrays) -> Weight:
    """Return a weight with its values; without, where they were not kept or only a sample of them was."""
    values = arrays.get(f"{layer.id}/{weight.name}")
    if values is None or values.shape != weight.shape:
        return replace(weight, source=None)
    return Weight.from_array(weight.name, values, trainable=weight.trainable)
