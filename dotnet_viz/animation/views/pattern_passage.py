"""What one input becomes in the layers of a network, at each time of its training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dotnet_viz.animation.views.samples import Samples, inputs_for
from dotnet_viz.animation.views.state_view import StateView
from dotnet_viz.diagrams.passage.options import PassageOptions
from dotnet_viz.diagrams.passage.run import passages_of
from dotnet_viz.diagrams.passage.scene import passage_scenes
from dotnet_viz.explain.activations.batches import first_samples
from dotnet_viz.explain.activations.forward_pass import ForwardPass
from dotnet_viz.explain.activations.states import passes_of_states
from dotnet_viz.graph import Graph
from dotnet_viz.scene import Scene


@dataclass(frozen=True, eq=False)
class PatternPassage(StateView, PassageOptions):
    """What one input becomes in the layers of a network, as images with colour bars.

    It is a style of :func:`dotnet_viz.animate`; of one model :func:`dotnet_viz.pattern_passage` draws the same. All frames
    have the same channels, and each layer one scale. A network of dense layers is computed from the weights of the record.

    Args:
        x: one input of the network; of several the first is drawn. An array, or the path of a ``.npy``, ``.npz``, ``.csv`` or
            image file.
        model: the live model, or the path of its ``.keras`` or ``.h5`` file, for networks with other layers: it is run with
            the weights of each time, and has its own again afterwards.
        layers: which layers; without it all that compute something.
        grid_size: rows and columns of the images of one layer: the channels of a convolution, the heads of attention.
        limit_size_layer: largest number of rows and columns of cells of an image; of a larger output each cell is a block of
            values. ``None`` draws every value.
        max_layers: largest number of layers, evenly chosen if there are more; ``None`` draws all.
        rank: which channels are drawn if there are more: ``"activation"`` for those with the largest mean magnitude in all
            frames, in their own order, or ``"first"``.
        pooling: value of a block: ``"mean"``, or ``"extreme"`` for the one with the largest magnitude.
        colormap: ``"viridis"``, ``"cividis"``, ``"magma"``, ``"inferno"`` or ``"gray"``, or a palette of
            :data:`dotnet_viz.scales.palettes.PALETTES`, which is centred on zero; ``_r`` at its end reverses it.
        scaling_per: ``"layer"`` for one scale of each layer in all frames, ``"model"`` for one scale of all layers and frames.
        class_names: names of the outputs, one for each.

    Raises:
        OptionError: a value that an option cannot take.

    Example:
        >>> import numpy as np
        >>> from dotnet_viz.readers.arrays.in_memory import read
        >>> states = [read([(np.eye(2) * scale, None, "relu")]) for scale in (1.0, 3.0)]
        >>> scenes = PatternPassage([1.0, 2.0]).build_frames(states)
        >>> [label.text for label in scenes[0].labels][-1] == [label.text for label in scenes[1].labels][-1] == "6"
        True

    Command:
        dotnet-viz animate runs/7 -o passage.gif --style pattern-passage --input x.npy
        dotnet-viz animate runs/7 -o passage.html --style pattern-passage --input image.png --model model.keras
    """

    x: Samples
    model: object | None = None
    layers: Sequence[str] | None = None

    def build_frames(self, graphs: Sequence[Graph]) -> list[Scene]:
        """Return a picture of each state: of all the same channels, on one scale and in one place.

        Args:
            graphs: the network at each time, at least one.

        Raises:
            UnsupportedInputError: it is not computed without the live model, or this one is of another architecture.
            OptionError: weights of which the record has samples only, or an unknown layer.
            ShapeError: an input that does not fit.
        """
        given = inputs_for(graphs[0], self.x)
        passages = []
        with passes_of_states(graphs, self.model, self.layers) as passes:
            for runner in passes:
                x = given = _repeatable(runner, given)
                chosen = self.layers is not None
                passages.append(next(passages_of(runner, x, 1, is_chosen=chosen, repeated=len(graphs) > 1)))
        return passage_scenes(passages, self)


def _repeatable(runner: ForwardPass, x: Any) -> Any:
    """Return inputs that can be read at every state: the first sample of batches that are made one by one."""
    if hasattr(x, "shape") or isinstance(x, list | tuple | dict):
        return x
    first = first_samples(x, runner.input_shapes, runner.input_names)
    return first[0] if len(first) == 1 else list(first)
