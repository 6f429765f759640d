"""Weights of a model as files of NumPy and as tables."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from dotnet_viz.api.reading import read
from dotnet_viz.arguments import names_in
from dotnet_viz.errors import OptionError
from dotnet_viz.files.paths import is_folder


def export_weights(model: object, path: str | os.PathLike[str], *, layers: Iterable[str] | None = None) -> Path:
    """Write the weights of a model into a folder of ``.npy`` files, one ``.npz`` file or one ``.csv`` file.

    Large models are written piece by piece. Names of layers are made names of files that lead nowhere; the ``index.json`` of a
    folder says which is which. A file is there whole or not at all.

    Args:
        model: anything that :func:`~dotnet_viz.api.reading.read` takes.
        path: a name with ``.npz`` (an array for each weight, by ``layer/weight``) or ``.csv`` (a line for each value:
            layer, weight, indices, value), or the name of a folder.
        layers: names or ids of layers; ``None`` for all. The name of a nested model stands for all that is in it.

    Returns:
        The path.

    Raises:
        OptionError: another suffix, or there is no layer of such a name.
        OutputError: the file or folder cannot be written.
        UnsupportedInputError: there are no weights with values.
        VizError: the model cannot be read.

    Example:
        >>> import tempfile
        >>> import numpy as np
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     written = export_weights([np.ones((3, 2)), np.ones((2, 1))], Path(folder) / "w.npz", layers=["dense_2"])
        ...     with np.load(written) as arrays:
        ...         print(list(arrays), arrays["dense_2/kernel"].shape)
        ['dense_2/kernel'] (2, 1)
    """
    from dotnet_viz.exporting.tensors import tensors_of
    from dotnet_viz.exporting.weights import check_format, write_weights
    from dotnet_viz.files.output import check_output

    check_format(path)
    if Path(path).suffix and not is_folder(path):
        check_output(path)
    names = None if layers is None else names_in("layers", layers, ordered=False)
    if names == ():
        raise OptionError("layers has no name in it; leave it out for all layers")
    return write_weights(tensors_of(read(model), names), path)
