"""A model that can be run, from what users name: a live model, or a file that Keras loads."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dotnet_viz.errors import MissingDependencyError, UnreadableFileError, first_line
from dotnet_viz.files.regular import check_file
from dotnet_viz.keras_format.weights.live import is_instance

FILES = (".keras", ".h5", ".hdf5")
"""Endings of the files that Keras loads."""
_WEIGHTS = (".weights.h5", ".weights.json")


def is_live(source: object) -> bool:
    """Whether an object is a model of Keras 3."""
    return is_instance(source, "Model", "keras.src.models.")


def is_model_file(source: object) -> bool:
    """Whether an object is a path that ends as files of Keras models do."""
    return isinstance(source, str | os.PathLike) and Path(source).suffix.lower() in FILES


def load_live(source: object) -> Any:
    """Return a live model: as it is, or loaded from its file by Keras and its backend.

    Keras loads in its safe mode, in which code in the file is refused.

    Args:
        source: a ``keras.Model``, or the path of a ``.keras`` or ``.h5`` file.

    Raises:
        MissingFileError: there is no such file.
        MissingDependencyError: Keras, or its backend, is not installed.
        UnreadableFileError: it is not an ordinary file, is empty or only Git LFS's pointer to one, or Keras cannot load it.
    """
    if is_live(source):
        return source
    path = Path(os.fspath(source))  # type: ignore[call-overload]
    check_file(path, lambda: FILES)
    if path.name.lower().endswith(_WEIGHTS):
        raise UnreadableFileError(
            f"{str(path)!r} has weights and no model that can run: make the model with Keras, load them with"
            f" model.load_weights({path.name!r}), and save it with model.save('model.keras') or pass it"
        )
    if find_spec("keras") is None:
        raise MissingDependencyError("running a model needs Keras and a backend: pip install tensorflow")
    try:
        import keras
    except (ImportError, ValueError) as error:  # a ValueError where KERAS_BACKEND names none that there is
        raise MissingDependencyError(f"running a model needs a backend of Keras: {first_line(error)}") from error
    try:
        return keras.models.load_model(path, compile=False)
    except Exception as error:  # whatever Keras raises for a file that it cannot load
        reason = first_line(error)
        raise UnreadableFileError(f"Keras cannot load {str(path)!r}: {reason}") from error


def load_to_evaluate(source: object) -> Any:
    """Return a live model, as :func:`load_live` does; without Keras the error says what else can be evaluated.

    Args:
        source: see there.

    Raises:
        VizError: see there.
    """
    try:
        return load_live(source)
    except MissingDependencyError as error:
        raise MissingDependencyError(
            f"{error}; without it, evaluate predictions that were made elsewhere: predictions=(y_true, y_score), or"
            " --predictions FILE on the command line"
        ) from error
