"""Which classes a network takes for which, as a table of counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.animation.views.classes import Doubles, classes_of, labels_of, names_of
from dotnet_viz.animation.views.samples import Samples, array_of
from dotnet_viz.animation.views.state_view import StateView
from dotnet_viz.charts.evaluation.confusion import confusion_colors
from dotnet_viz.colors import WHITE, hex_color, most_readable
from dotnet_viz.errors import OptionError
from dotnet_viz.explain.activations.states import outputs_of_states
from dotnet_viz.fonts import one_line, shorten
from dotnet_viz.formatting import format_count, format_percent
from dotnet_viz.graph import Graph
from dotnet_viz.scene import Label, Raster, Scene
from dotnet_viz.translation.translate import translate

MAX_CLASSES = 40
_CELL = 36.0
_SIZE = 11.0
_NAME_WIDTH = 110.0

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ConfusionMatrix(StateView):
    """A row for each true class, a column for each predicted one: blue where the prediction is right, red where it is wrong.

    It is a style of :func:`dotnet_viz.animate`. A cell's depth is its share of the row. Predictions are computed from the
    weights, so that a training of dense layers needs no more than its record.

    Args:
        x: samples; shape (samples, ...). An array, or the path of a ``.npy``, ``.npz`` or ``.csv`` file.
        y: the class of each: whole numbers from 0, or a row of one 1 among zeros; likewise.
        class_names: names of the classes, in order.
        model: the live model, or the path of its ``.keras`` or ``.h5`` file, for networks with other layers: it is run with
            the weights of each time, and has its own again afterwards.

    Raises:
        ShapeError: more or fewer answers than samples.
        OptionError: answers that are no classes.

    Example:
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> graph = read([(np.eye(2), np.zeros(2), "softmax")])
        >>> scene = ConfusionMatrix(x=[[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]], y=[0, 1, 1]).build(graph)
        >>> [label.text for label in scene.labels][0]
        '66.7 % of 3 samples right'

    Command:
        dotnet-viz animate runs/7 -o classes.gif --style confusion-matrix --input x.npy --y y.npy
    """

    x: Samples
    y: Samples
    class_names: Sequence[str] | None = None
    model: object | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "x", array_of(self.x))
        object.__setattr__(self, "y", array_of(self.y))
        labels_of(self.y, len(self.x))

    def build_frames(self, graphs: Sequence[Graph]) -> list[Scene]:
        """Return a picture of each state of a network.

        Args:
            graphs: the network at each time, at least one.

        Raises:
            UnsupportedInputError: its predictions are not computed from its weights without ``model``.
            ShapeError: samples that do not fit its first layer.
            OptionError: there are more than 40 classes, or fewer names than classes.
        """
        outputs = outputs_of_states(graphs, self.x, self.model)
        return [self._scene(graph.name, self._counts(found)) for graph, found in zip(graphs, outputs, strict=True)]

    def _scene(self, name: str, counts: Counts) -> Scene:
        if len(counts) > MAX_CLASSES:
            raise OptionError(f"a confusion matrix of {len(counts):,} classes cannot be read; it draws {MAX_CLASSES} at most")
        names = [one_line(own) for own in names_of(self.class_names, len(counts))]
        colors = np.rint(confusion_colors(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)) * 255).astype(np.uint8)
        side = len(counts) * _CELL
        share = format_percent(float(np.trace(counts)) / max(int(counts.sum()), 1))
        stated = translate("{share} of {samples} right", share=share, samples=format_count(int(counts.sum()), "sample"))
        return Scene(
            title=translate("Confusion matrix of {name}", name=one_line(name)),
            description=translate(
                "{stated}: a row for each of {classes} true classes, a column for each predicted one.",
                stated=stated,
                classes=len(counts),
            ),
            rasters=(Raster(translate("counts"), colors, 0.0, 0.0, side, side),),
            labels=(
                Label(stated, 0.0, -54.0, 12.0, bold=True, anchor="start"),
                *_names(names, side),
                *_numbers(counts, colors),
            ),
            notes=(translate("blue: right, red: wrong; the deeper a cell, the larger its share of the row"),),
            layout="given",
        )

    def _counts(self, outputs: Doubles) -> Counts:
        labels = labels_of(self.y, len(self.x))
        size = max(2, outputs.shape[1], int(labels.max(initial=0)) + 1)
        counts = np.zeros((size, size), np.int64)
        np.add.at(counts, (labels, classes_of(outputs)[0]), 1)
        return counts


def _names(names: Sequence[str], side: float) -> Iterator[Label]:
    yield Label(translate("predicted"), side / 2, -34.0, _SIZE, color="muted")
    yield Label(translate("true"), -8.0, -14.0, _SIZE, anchor="end", color="muted")
    for index, name in enumerate(names):
        middle = (index + 0.5) * _CELL
        yield Label(shorten(name, _SIZE, _CELL - 4.0), middle, -14.0, _SIZE)
        yield Label(shorten(name, _SIZE, _NAME_WIDTH), -8.0, middle, _SIZE, anchor="end")


def _numbers(counts: Counts, colors: NDArray[np.uint8]) -> Iterator[Label]:
    for row, column in np.argwhere(counts > 0).tolist():
        ink = most_readable(hex_color(colors[row, column]), "#111111", WHITE)
        text = format_count(int(counts[row, column]))
        yield Label(text, (column + 0.5) * _CELL, (row + 0.5) * _CELL, _SIZE - (2 if len(text) > 4 else 0), color=ink)
