"""The data of a report, read once from whatever holds them, and what of them a report shows beside their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dotnet_viz.arguments import names_in
from dotnet_viz.datasets.feature_names import known_feature_names
from dotnet_viz.datasets.model_inputs import fit_to_model, input_spec
from dotnet_viz.datasets.read import DataSet, read_data
from dotnet_viz.datasets.streams import is_stream
from dotnet_viz.errors import OptionError, VizError
from dotnet_viz.graph import Graph
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from dotnet_viz.measures.evaluation.evaluate import Evaluation
    from dotnet_viz.measures.evaluation.inputs.prediction_files import StoredPredictions


_NO_LABELS = mark("The data have no labels, so that the model is not evaluated.")
_NO_LABELS_NAMED = mark("The data have no labels, so that the model is not evaluated; if a column has them, it must be named.")


def report_data(
    model: Any, data: Any, target: Any, max_samples: int | None, *, has_predictions: bool
) -> DataSet:  # fmt: skip
    """Return samples and labels; where there are none, a note says what the report lacks for it.

    Args:
        model: that they are for.
        data: see :func:`~dotnet_viz.datasets.read.read_data`.
        target: see there.
        max_samples: see there.
        has_predictions: whether an evaluation needs no labels of the data.

    Raises:
        VizError: they cannot be read.
    """
    found = read_data(data, target=target, max_samples=max_samples, spec=input_spec(model))
    if has_predictions:
        return found
    if found.y is None:
        can_name = hasattr(found.x, "columns") or found.feature_names is not None or isinstance(found.x, dict)
        note = translate(_NO_LABELS_NAMED if can_name else _NO_LABELS)
        return replace(found, notes=(*found.notes, note))
    return found


def inputs_in(found: DataSet, model: Any) -> Any:
    """Return the samples for a model that can be run on them; ``None`` where it cannot.

    Args:
        found: the data.
        model: of the report.

    Raises:
        ShapeError: they do not fit to the model.
    """
    from dotnet_viz.explain.activations.forward_pass import forward_pass

    try:
        forward_pass(model)
    except VizError:
        return None
    return fit_to_model(found.x, input_spec(model))


def training_samples(given: Any) -> Any:
    """Return the samples of the training; arrays as they are.

    Args:
        given: arrays or a pair of them, or anything else that data can be.
    """
    return read_data(given).x if is_stream(given) or isinstance(given, str) or hasattr(given, "__fspath__") else given


def measured_predictions(
    stored: StoredPredictions,
    found: DataSet | None,
    task: str | None,
    class_names: Sequence[str] | None,
    mask: Any,
    ignore: Any,
) -> Evaluation:
    """Return the measures of predictions that were made elsewhere.

    Args:
        stored: the predictions.
        found: the data that were given beside them; ``None`` without.
        task: what they are of; ``None`` to find it.
        class_names: of the classes; ``None`` for those that the file has.
        mask: which answers count; ``None`` for that of the file.
        ignore: the answer that stands for none.

    Raises:
        ShapeError: the data are other samples than those that were predicted.
    """
    from dotnet_viz.measures.evaluation.evaluate import evaluate_predictions
    from dotnet_viz.measures.evaluation.inputs.agreement import check_same_samples

    if found is not None:
        check_same_samples(stored.true, found.x, found.y, is_part=found.is_part)
    names = class_names or stored.class_names
    known = stored.mask if mask is None else mask
    return evaluate_predictions(stored.true, stored.predicted, task=task, class_names=names, mask=known, ignore=ignore)


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
