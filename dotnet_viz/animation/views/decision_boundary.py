"""The class that a network predicts at each place of a plane, and the points that it learns from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.animation.views.classes import Doubles, classes_of, color_of, labels_of, names_of
from dotnet_viz.animation.views.samples import Samples, array_of
from dotnet_viz.animation.views.state_view import StateView
from dotnet_viz.colors import WHITE, darken, rgb
from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.explain.activations.states import outputs_of_states
from dotnet_viz.fonts import one_line
from dotnet_viz.formatting import format_count, format_number, format_percent
from dotnet_viz.graph import Graph
from dotnet_viz.scene import KeyEntry, KeyLegend, Label, Raster, Scene
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.translate import mark, translate

SHOWN_POINTS = 400
_SIDE = 400.0
_MARGIN = 0.12
_DOT, _DOT_SIZE = "●", 9.0
_SMALL = 11.0
_INPUTS = (mark("input 0"), mark("input 1"))


@dataclass(frozen=True, eq=False)
class DecisionBoundary(StateView):
    """The plane of two inputs: each place in the colour of the class that a network takes it for, the paler the less sure.

    It is a style of :func:`dotnet_viz.animate`. Predictions are computed from the weights, so that a training of dense layers
    needs no more than its record.

    Args:
        x: points; shape (points, 2). An array, or the path of a ``.npy``, ``.npz`` or ``.csv`` file.
        y: the class of each: whole numbers from 0, or a row of one 1 among zeros; likewise.
        class_names: names of the classes, in order.
        feature_names: names of the two inputs.
        resolution: cells along each side.
        model: the live model, or the path of its ``.keras`` or ``.h5`` file, for networks with other layers: it is run with
            the weights of each time, and has its own again afterwards.

    Raises:
        ShapeError: points that are not in the plane, or more or fewer answers.
        OptionError: answers that are no classes, or a resolution that cannot be.

    Example:
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> graph = read([(np.array([[4.0], [0.0]]), np.zeros(1), "sigmoid")])
        >>> scene = DecisionBoundary(x=[[-1.0, 0.0], [1.0, 0.0]], y=[0, 1], resolution=8).build(graph)
        >>> scene.rasters[0].colors.shape
        (8, 8, 3)

    Command:
        dotnet-viz animate runs/7 -o boundary.gif --style decision-boundary --input x.npy --y y.npy
    """

    x: Samples
    y: Samples
    class_names: Sequence[str] | None = None
    feature_names: Sequence[str] = _INPUTS
    resolution: int = 100
    model: object | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "x", array_of(self.x))
        object.__setattr__(self, "y", array_of(self.y))
        points = self._points
        if points.ndim != 2 or points.shape[1] != 2 or not len(points) or not np.isfinite(points).all():
            raise ShapeError(f"a decision boundary needs finite points of shape (points, 2), not {points.shape}")
        if len(self.feature_names) != 2:
            raise OptionError(f"feature_names has {len(self.feature_names)} names, and a plane has 2 inputs")
        if not 2 <= self.resolution <= 1000:
            raise OptionError(f"resolution takes a whole number from 2 to 1000, not {self.resolution!r}")
        labels_of(self.y, len(points))

    def build_frames(self, graphs: Sequence[Graph]) -> list[Scene]:
        """Return a picture of each state of a network.

        Args:
            graphs: the network at each time, at least one; it takes two inputs.

        Raises:
            UnsupportedInputError: its predictions are not computed from its weights without ``model``.
            ShapeError: it does not take two inputs.
        """
        cells = self._grid()
        outputs = outputs_of_states(graphs, np.concatenate([cells, self._points]), self.model)
        return [
            self._scene(graph.name, found[: len(cells)], found[len(cells) :])
            for graph, found in zip(graphs, outputs, strict=True)
        ]

    def _scene(self, name: str, outputs: Doubles, of_points: Doubles) -> Scene:
        labels = labels_of(self.y, len(self._points))
        count = max(2, outputs.shape[1], int(labels.max()) + 1)
        names = names_of(self.class_names, count)
        right = float((classes_of(of_points)[0] == labels).mean())
        key = KeyLegend(translate("class"), tuple(KeyEntry(one_line(own), color_of(index)) for index, own in enumerate(names)))
        raster = Raster(translate("decisions"), self._colors(outputs), 0.0, 0.0, _SIDE, _SIDE)
        return Scene(
            title=translate("Decisions of {name}", name=one_line(name)),
            description=translate(
                "The plane in the colours of {classes} classes; {share} of the points are right.",
                classes=count,
                share=format_percent(right),
            ),
            rasters=(raster,),
            labels=(*self._labels(right), *self._dots(labels)),
            legends=(key,),
            notes=tuple(self._notes()),
            layout="given",
        )

    @property
    def _points(self) -> Doubles:
        return np.asarray(self.x, dtype=np.float64)

    def _limits(self) -> tuple[Doubles, Doubles]:
        points = self._points
        room = np.maximum((points.max(axis=0) - points.min(axis=0)) * _MARGIN, 1e-6)
        return points.min(axis=0) - room, points.max(axis=0) + room

    def _grid(self) -> Doubles:
        """Return the middle of each cell, row by row from the top."""
        low, high = self._limits()
        middles = (np.arange(self.resolution) + 0.5) / self.resolution
        across, down = np.meshgrid(low[0] + middles * (high[0] - low[0]), high[1] - middles * (high[1] - low[1]))
        return np.stack([across.ravel(), down.ravel()], axis=1)

    def _colors(self, outputs: Doubles) -> NDArray[np.uint8]:
        found, sure = classes_of(outputs)
        least = 1.0 / max(2, outputs.shape[1])
        depth = 0.12 + 0.5 * np.clip((sure - least) / (1.0 - least), 0.0, 1.0)
        full = np.array([rgb(color_of(position)) for position in range(int(found.max()) + 1)], np.float64)[found]
        colors = 255.0 + (full - 255.0) * depth[:, np.newaxis]
        cells: NDArray[np.uint8] = np.rint(colors).astype(np.uint8).reshape(self.resolution, self.resolution, 3)
        return cells

    def _dots(self, labels: NDArray[np.intp]) -> Iterator[Label]:
        """Yield points as round letters, since texts are what stands above the cells of a picture."""
        low, high = self._limits()
        places = (self._points - low) / (high - low) * _SIDE
        for index in evenly(len(places), SHOWN_POINTS).tolist():
            x, y = places[index].tolist()
            yield Label(_DOT, x, _SIDE - y, _DOT_SIZE + 3.0, color=WHITE)
            yield Label(_DOT, x, _SIDE - y, _DOT_SIZE, color=darken(color_of(int(labels[index])), 40))

    def _labels(self, right: float) -> Iterator[Label]:
        low, high = self._limits()
        across, up = (one_line(translate(name) if self.feature_names is _INPUTS else str(name)) for name in self.feature_names)
        stated = translate("{share} of the points right", share=format_percent(right))
        yield Label(stated, 0.0, -14.0, 12.0, bold=True, anchor="start")
        yield Label(format_number(float(low[0]), 3), 0.0, _SIDE + 12.0, _SMALL, anchor="start", color="muted")
        yield Label(format_number(float(high[0]), 3), _SIDE, _SIDE + 12.0, _SMALL, anchor="end", color="muted")
        yield Label(across, _SIDE / 2, _SIDE + 12.0, _SMALL, color="muted")
        yield Label(format_number(float(high[1]), 3), -6.0, 8.0, _SMALL, anchor="end", color="muted")
        yield Label(format_number(float(low[1]), 3), -6.0, _SIDE - 8.0, _SMALL, anchor="end", color="muted")
        yield Label(up, -6.0, _SIDE / 2, _SMALL, anchor="end", color="muted")

    def _notes(self) -> Iterator[str]:
        yield translate("the paler a place, the less sure the network is")
        if len(self._points) > SHOWN_POINTS:
            yield translate(
                "{shown} of {points} are drawn",
                shown=format_count(SHOWN_POINTS),
                points=format_count(len(self._points), "point"),
            )
