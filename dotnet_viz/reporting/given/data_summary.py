"""The numbers on the data of a report, measured with what its evaluation knows of the answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dotnet_viz.measures.data.summary import DataSummary, summarise_data
from dotnet_viz.measures.evaluation.classifiers.classification import Classification
from dotnet_viz.measures.evaluation.evaluate import Evaluation
from dotnet_viz.measures.evaluation.segmentation import Segmentation
from dotnet_viz.measures.evaluation.sequences import SequenceRegression, TokenClassification


def describe_data(
    x: Any, y: Any, *, training: Any, measured: Evaluation | None, feature_names: Sequence[str] | None
) -> DataSummary:
    """Return the summary of samples and their answers.

    Args:
        x: samples.
        y: their answers; ``None`` without any.
        training: the samples of the training, or a pair of them and their answers; ``None`` where they are not known.
        measured: the evaluation on these data, which knows whether answers are classes; ``None`` without one.
        feature_names: of the inputs.

    Raises:
        VizError: the data cannot be understood.
    """
    result = measured.outputs[0] if measured is not None and len(measured.outputs) == 1 else None
    # Pixels and steps have answers of their own, whose numbers the evaluation has.
    is_of_samples = not isinstance(result, Segmentation | TokenClassification | SequenceRegression)
    return summarise_data(
        x,
        y if is_of_samples and not isinstance(y, dict | list | tuple) else None,
        training=training,
        feature_names=_fitting_names(x, feature_names),
        class_names=list(result.class_names) if isinstance(result, Classification) else None,
        has_classes=None if result is None else isinstance(result, Classification),
    )


def _fitting_names(x: Any, names: Sequence[str] | None) -> list[str] | None:
    """Return the names of the inputs, where these are columns of an array without names of its own."""
    shape: Any = getattr(x, "shape", ())
    return None if names is None or hasattr(x, "columns") or len(shape) != 2 or shape[1] != len(names) else list(names)
