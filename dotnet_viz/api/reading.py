"""Reading of models: files, live models and arrays become graphs."""

from __future__ import annotations

from dotnet_viz import readers
from dotnet_viz.graph import Graph


def read(source: object) -> Graph:
    """Return the graph of a model.

    Args:
        source: a live Keras 3 model, the path of a ``.keras``, ``.h5`` or ``.npz`` file, such a file in a revision of a
            git repository (``"HEAD~1:models/m.keras"``), a list of
            ``(kernel, bias, activation)`` with kernels of shape (inputs, units), a dict of arrays, a fitted
            scikit-learn ``MLPClassifier``, ``MLPRegressor`` or linear estimator, or a graph.

    Raises:
        UnsupportedInputError: no reader for such an object.
        MissingFileError: the file does not exist.
        UnreadableFileError: the file is damaged or is not a model.

    Example:
        >>> import numpy as np
        >>> [layer.kind for layer in read([np.ones((3, 2)), np.ones((2, 1))]).layers]
        ['InputLayer', 'Dense', 'Dense']
    """
    return readers.read(source)
