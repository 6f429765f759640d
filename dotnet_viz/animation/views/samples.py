"""Samples that views are asked about: arrays, or files of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import OptionError
from dotnet_viz.explain.input_files import read_model_inputs
from dotnet_viz.files.inputs import read_inputs
from dotnet_viz.graph import Graph

Samples: TypeAlias = Any
"""An array, what becomes one, or the path of a ``.npy``, ``.npz``, ``.csv`` or image file."""


def array_of(x: Samples) -> NDArray[Any]:
    """Return samples or answers as one array.

    Args:
        x: an array, what becomes one, or the path of a file of one.

    Raises:
        OptionError: a file of several arrays.
        VizError: a file that cannot be read.
    """
    if not isinstance(x, str | os.PathLike):
        return np.asarray(x)
    found = read_inputs(x)
    if isinstance(found, Mapping):
        raise OptionError(f"{Path(x).name!r} holds {len(found)} arrays ({', '.join(found)}); give a file of one")
    return np.asarray(found)


def inputs_for(graph: Graph, x: Samples) -> Samples:
    """Return the inputs of a model: of an image its pixels, in the size and range that the model takes.

    Args:
        graph: of the model.
        x: arrays as they are given to the model, or the path of a file.

    Raises:
        VizError: a file that cannot be read.
    """
    return read_model_inputs(graph, os.fspath(x), "auto") if isinstance(x, str | os.PathLike) else x
