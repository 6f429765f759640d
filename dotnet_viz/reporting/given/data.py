"""What is said of a report's data by the user or by the model: options, samples of the training, names of features."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dotnet_viz.arguments import names_in
from dotnet_viz.datasets.feature_names import known_feature_names
from dotnet_viz.datasets.read import DataSet, read_data
from dotnet_viz.datasets.streams import is_stream
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph

if TYPE_CHECKING:
    pass


def training_samples(given: Any) -> Any:
    """Return the samples of the training; arrays as they are.

    Args:
        given: arrays or a pair of them, or anything else that data can be.
    """
    return read_data(given).x if is_stream(given) or isinstance(given, str) or hasattr(given, "__fspath__") else given


def check_options_of_data(data: Any, **options: Any) -> None:
    """Raise where an option was given that says something of the data, which were not.

    Args:
        data: as given by the user; ``None`` without.
        **options: by name; ``None`` for those that were not given.

    Raises:
        OptionError: it is so.

    Example:
        >>> check_options_of_data(None, target="label", max_samples=None)
        Traceback (most recent call last):
        ...
        dotnet_viz.errors.OptionError: target is of data, which is not given
    """
    given = [name for name, value in options.items() if value is not None]
    if data is None and given:
        raise OptionError(f"{given[0]} is of data, which is not given")


def feature_names_in(given: Any, found: DataSet | None, inputs: Any, model: Any, graph: Graph | None) -> tuple[str, ...] | None:
    """Return the names of the inputs: those that the user gave, those of a table, or those that the model was fitted with.

    Args:
        given: by the user.
        found: the data.
        inputs: that the model is run on; ``None`` for none.
        model: that takes them.
        graph: of the model; ``None`` without one.
    """
    if given is not None:
        return names_in("feature_names", given)
    if found is not None and found.feature_names is not None:
        return found.feature_names
    for samples in (None if found is None else found.x, inputs):
        names = None if samples is None else known_feature_names(samples, model)
        if names is not None and _takes(graph, len(names)):
            return names
    return None


def _takes(graph: Graph | None, columns: int) -> bool:
    """Return whether a model has one input, of so many columns as far as that is known."""
    if graph is None or len(graph.inputs) != 1:
        return graph is None
    [port] = graph.inputs
    shape = graph.node(port.node).output(port.index).shape
    return shape is None or (len(shape) == 2 and shape[-1] in (None, columns))
