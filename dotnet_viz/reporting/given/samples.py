"""The samples of a report: data that are read once from whatever holds them, their predictions, and what the model runs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dotnet_viz.datasets.files import check_data_files
from dotnet_viz.datasets.model_inputs import fit_to_model, input_spec
from dotnet_viz.datasets.read import DataSet, read_data
from dotnet_viz.errors import VizError
from dotnet_viz.explain.live.live_model import is_model_file, load_live, load_to_evaluate
from dotnet_viz.progress import Progress
from dotnet_viz.translation.translate import mark, translate

if TYPE_CHECKING:
    from dotnet_viz.measures.evaluation.evaluate import Evaluation
    from dotnet_viz.measures.evaluation.inputs.prediction_files import StoredPredictions

_NO_LABELS = mark("The data have no labels, so that the model is not evaluated.")
_NO_LABELS_NAMED = mark("The data have no labels, so that the model is not evaluated; if a column has them, it must be named.")


@dataclass(frozen=True, eq=False)
class GivenSamples:
    """What a report has of samples.

    Args:
        model: as it was given, or loaded where the report runs a file.
        data: samples and labels; ``None`` without.
        inputs: what the model is run on, which are the data where there are no labels; ``None`` for nothing.
        evaluation: of predictions that were made elsewhere; ``None`` without.
    """

    model: Any
    data: DataSet | None = None
    inputs: Any = None
    evaluation: Evaluation | None = None

    @property
    def pair(self) -> tuple[Any, Any] | None:
        """Samples and labels of the data; ``None`` without."""
        return None if self.data is None else (self.data.x, self.data.y)

    @property
    def source(self) -> str:
        """What the data were read from, as a sentence; empty where that is not known."""
        return f"{self.data.source}." if self.data is not None and self.data.source else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What is said of how the data were read."""
        return () if self.data is None else self.data.notes


def given_samples(
    model: Any,
    data: Any,
    predictions: Any,
    inputs: Any,
    *,
    target: Any,
    max_samples: int | None,
    progress: Progress,
    **options: Any,
) -> GivenSamples:
    """Read the samples of a report.

    Args:
        model: what they are for: anything that :func:`~dotnet_viz.api.reading.read` takes; a file is loaded where it is run.
        data: see :func:`~dotnet_viz.datasets.read.read_data`; ``None`` without.
        predictions: made elsewhere; ``None`` where the model makes them.
        inputs: that the model is run on; ``None`` for the data, where these have no labels.
        target: see :func:`~dotnet_viz.datasets.read.read_data`.
        max_samples: see there.
        progress: is called with the name of each step as it begins.
        options: of the evaluation: ``task``, ``class_names``, ``mask`` and ``ignore``.

    Raises:
        MissingDependencyError: the model of a file is run, and Keras or its backend is not installed.
        ShapeError: samples, predictions and model do not fit to each other.
        VizError: something cannot be read.
    """
    from dotnet_viz.measures.evaluation.inputs.prediction_files import predictions_of

    check_data_files(data)
    stored = None if predictions is None else predictions_of(predictions)
    if is_model_file(model) and (inputs is not None or data is not None):
        model = load_live(model) if data is None or stored is not None else load_to_evaluate(model)
    found = None
    if data is not None:
        progress("reading the data")
        found = _data_of(model, data, target, max_samples, has_predictions=stored is not None)
        if found.y is None and inputs is None:
            inputs = _inputs_in(found, model)
    return GivenSamples(model, found, inputs, None if stored is None else _evaluated(stored, found, **options))


def _data_of(model: Any, data: Any, target: Any, max_samples: int | None, *, has_predictions: bool) -> DataSet:
    """Return samples and labels; where there are none to evaluate with, a note says what the report lacks for it."""
    found = read_data(data, target=target, max_samples=max_samples, spec=input_spec(model))
    if found.y is not None or has_predictions:
        return found
    can_name = hasattr(found.x, "columns") or found.feature_names is not None or isinstance(found.x, dict)
    return replace(found, notes=(*found.notes, translate(_NO_LABELS_NAMED if can_name else _NO_LABELS)))


def _inputs_in(found: DataSet, model: Any) -> Any:
    """Return the samples for a model that can be run on them; ``None`` where it cannot."""
    from dotnet_viz.explain.activations.forward_pass import forward_pass

    try:
        forward_pass(model)
    except VizError:
        return None
    return fit_to_model(found.x, input_spec(model))


def _evaluated(
    stored: StoredPredictions,
    found: DataSet | None,
    *,
    task: str | None,
    class_names: Sequence[str] | None,
    mask: Any,
    ignore: Any,
) -> Evaluation:
    """Return the measures of predictions that were made elsewhere, whose file may name the classes and what counts."""
    from dotnet_viz.measures.evaluation.evaluate import evaluate_predictions
    from dotnet_viz.measures.evaluation.inputs.agreement import check_same_samples

    if found is not None:
        check_same_samples(stored.true, found.x, found.y, is_part=found.is_part)
    names = class_names or stored.class_names
    known = stored.mask if mask is None else mask
    return evaluate_predictions(stored.true, stored.predicted, task=task, class_names=names, mask=known, ignore=ignore)
