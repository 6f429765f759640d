"""Where models come from: one module per source, in a folder a family; each says which sources are its own."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Any, cast

from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.files.source import is_json_text
from dotnet_viz.graph import Graph
from dotnet_viz.graph.matrix_layouts import check_layout
from dotnet_viz.readers.registry import Reader, path_of, reader_of_file, reader_of_object, type_name
from dotnet_viz.translation.audience import spelled


def read(
    source: object,
    *,
    weights: str | os.PathLike[str] | None = None,
    layout: str = "auto",
    values: bool = True,
    details: bool = True,
) -> Graph:
    """Return the graph of whatever holds a model.

    A file is judged by its content first and by its suffix second, so a ``.keras`` that is an ``.h5`` is read.

    Args:
        source: a Keras model, a scikit-learn estimator, arrays, the path of a model file, ``REVISION:PATH`` of a git
            repository such as ``"HEAD~1:model.keras"``, the JSON text or the configuration of a model, or a graph, which is
            returned as it is.
        weights: path of a file whose weights the model has, in the place of those that its own file may have.
        layout: axes of matrices in arrays without an architecture: ``"torch"`` for (units, inputs), ``"keras"`` for
            (inputs, units), ``"auto"`` for what names and shapes show.
        values: whether the values of the weights are needed. Without them a live model is read in a fraction of
            the time, for they are not copied.
        details: whether the layers' configurations are needed; without values and them a live model is read sooner still.

    Raises:
        UnsupportedInputError: no reader for such an object.
        MissingFileError: there is no such file.
        UnreadableFileError: the file is damaged, or is no model.
        UnsafeFileError: the file asks for what reading a model never needs.
        OptionError: an unknown layout, or one for what has an architecture; or there are weights, but the source is not a file
            or text of Keras that says what the layers are.

    Example:
        >>> import numpy as np
        >>> graph = read([np.ones((2, 3)), np.ones((3, 1))])
        >>> graph.kind, graph.parameter_count, read(graph) is graph
        ('Arrays', 9, True)
    """
    check_layout(layout)
    if isinstance(source, Graph) and weights is None:
        return source
    if isinstance(source, str) and ":" in source and not is_json_text(source):
        from dotnet_viz.files.git_revision import checkout, is_revision

        if is_revision(source):
            graph = read(checkout(source), weights=weights, layout=layout, values=values, details=details)
            return replace(graph, origin=replace(graph.origin, path=source))
    is_path = isinstance(source, str | os.PathLike) and not is_json_text(source)
    reader = reader_of_file(cast("str", source)) if is_path else reader_of_object(source)
    if weights is not None:
        return _read_with_weights(reader, source, weights)
    if layout != "auto":
        return _read_with_layout(reader, source, layout)
    outline = None if values else getattr(reader, "outline", None)
    return reader.read(source) if outline is None else cast("Graph", outline(source, details=details))


def _read_with_layout(reader: Reader, source: object, layout: str) -> Graph:
    if not getattr(reader, "HAS_LAYOUT", False):
        raise OptionError(
            f"{spelled('layout=', '--layout')} says how matrices lie in arrays without an architecture (a dict, a .npz or"
            f" .safetensors file), not in {_in_words(source)}"
        )
    return cast("Graph", cast("Any", reader).read(source, layout=layout))


def _in_words(source: object) -> str:
    return repr(os.fspath(source)) if isinstance(source, str | os.PathLike) else type_name(source)


def _read_with_weights(reader: Reader, source: object, weights: str | os.PathLike[str]) -> Graph:
    architecture = getattr(reader, "architecture", None)
    if architecture is None:
        what = _in_words(source)
        raise OptionError(
            f"{spelled('weights=', '--weights')} goes with an architecture of Keras (model.to_json() as a file or as text, a"
            f" .keras or .h5 file), not with {what}"
        )
    if not isinstance(weights, str | os.PathLike):
        raise UnsupportedInputError(
            f"weights= takes the path of a file that save_weights or save wrote, not {type_name(weights)}; arrays are read"
            " without an architecture: dv.read(arrays)"
        )
    from dotnet_viz.keras_format.joined import graph_with_weights

    return graph_with_weights(architecture(source), path_of(weights))
