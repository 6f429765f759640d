"""``--weights`` of the commands that read a model: the file whose weights go with an architecture."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dotnet_viz.cli.flags.flag import FILE, Flag, choice
from dotnet_viz.errors import OptionError
from dotnet_viz.graph.matrix_layouts import LAYOUTS

if TYPE_CHECKING:
    from dotnet_viz.graph import Graph

_ABOUT = "the .h5, .weights.h5, .weights.json or .keras file with the weights of an architecture in a .json file"
WEIGHTS = Flag(("--weights",), _ABOUT, replace(FILE, example="model.weights.h5"))
LAYOUT = Flag(
    ("--layout",),
    "axes of matrices in a .npz or .safetensors file: torch for (units, inputs), keras for (inputs, units)",
    choice(LAYOUTS),
    "auto",
)


def given_model(arguments: argparse.Namespace) -> str | Graph:
    """Return the model that a command is to work on: what was written, or that with the weights of a file.

    Args:
        arguments: of a command with one model, :data:`WEIGHTS` and :data:`LAYOUT`.

    Raises:
        VizError: there are weights, and one of both files cannot be read, or they do not belong together.
    """
    model: str = arguments.model
    if arguments.weights is None and arguments.layout == "auto":
        return model
    from dotnet_viz.api import reading

    return reading.read(model, weights=arguments.weights, layout=arguments.layout)


def runnable_model(arguments: argparse.Namespace) -> object:
    """Return the model that a command is to run: loaded by Keras, or dense layers as they are read.

    Args:
        arguments: of a command with one model, :data:`WEIGHTS` and :data:`LAYOUT`.

    Raises:
        VizError: it cannot be loaded.
    """
    from dotnet_viz.explain.live.live_model import is_model_file, load_live

    given = given_model(arguments)
    return load_live(given) if is_model_file(given) else given


def with_weights(models: Sequence[str], weights: Sequence[str], layout: str) -> tuple[str | Graph, ...]:
    """Return the models of a command that takes several; each ``.json`` file among them has the next weights.

    Args:
        models: as they were written.
        weights: files of weights; none leaves the architectures without.
        layout: axes of matrices in files of arrays.

    Raises:
        OptionError: there are more or fewer of them than architectures.
        VizError: a file cannot be read, or weights do not belong to their model.
    """
    if not weights and layout == "auto":
        return tuple(models)
    from dotnet_viz.api import reading

    if not weights:
        return tuple(reading.read(model, layout=layout) for model in models)
    bare = [index for index, model in enumerate(models) if model.lower().endswith(".json")]
    if len(bare) != len(weights):
        raise OptionError(
            f"--weights is given once for each architecture in a .json file; there are {len(bare)} of them, and {len(weights)}"
            " files of weights"
        )
    paired = dict(zip(bare, weights, strict=True))
    return tuple(reading.read(model, weights=paired[index]) if index in paired else model for index, model in enumerate(models))
