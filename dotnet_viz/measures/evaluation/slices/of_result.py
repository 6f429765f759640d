"""The weak spots of an evaluation: which errors its samples have, and what these can be told apart by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.errors import ShapeError
from dotnet_viz.measures.data.table import table_of
from dotnet_viz.measures.evaluation.classifiers.classification import Classification
from dotnet_viz.measures.evaluation.regression import Regression
from dotnet_viz.measures.evaluation.segmentation import Segmentation
from dotnet_viz.measures.evaluation.sequences import Positions, SequenceRegression, TokenClassification
from dotnet_viz.measures.evaluation.slices.conditions import conditions_of, slice_columns
from dotnet_viz.measures.evaluation.slices.weak_spots import Numbers, WeakSpots, find_weak_spots
from dotnet_viz.measures.evaluation.worst import is_wrong
from dotnet_viz.thinning import evenly
from dotnet_viz.translation.translate import translate

MAX_SAMPLES = 20_000

Columns = dict[str, NDArray[Any]]


def weak_spots_of(
    result: Classification | Regression | Segmentation,
    samples: Any = None,
    feature_names: Sequence[str] | None = None,
    most: int = 6,
) -> WeakSpots:
    """Return the slices of the data where a model does worst; see :mod:`dotnet_viz.measures.evaluation.slices.weak_spots`.

    Errors are wrong answers, absolute errors of amounts, and of images and sequences their shares of wrong pixels and steps.
    Slices are made of the columns of the samples, of brightness and contrast of images, of the length of sequences, and of what
    is true. Of more than 20,000 samples as many are taken, evenly chosen.

    Args:
        result: of one output.
        samples: what was predicted, in the same order; ``None`` leaves what is true.
        feature_names: names of the columns of an array.
        most: slices at most.

    Example:
        >>> from dotnet_viz.measures.evaluation.regression import regress
        >>> x = np.repeat(["low", "high"], 50)
        >>> true, errors = np.tile(np.linspace(0, 1, 50), 2), np.where(x == "high", 3.0, 0.1) + np.linspace(0, 0.1, 100)
        >>> [spot.name for spot in weak_spots_of(regress("", true + errors, true), {"level": x}).spots]
        ['level = high']
    """
    errors, columns = _errors_of(result)
    columns = {**slice_columns(samples, len(errors), feature_names), **columns}
    known = np.flatnonzero(~np.isnan(errors))
    there = known[evenly(len(known), MAX_SAMPLES)] if len(known) else known
    kept = {name: values[there] for name, values in columns.items()}
    conditions = conditions_of(kept, len(there))
    return find_weak_spots(errors[there], conditions, is_share=not isinstance(result, Regression), most=most)


def sample_count_of(result: Classification | Regression | Segmentation) -> int:
    """Return how many samples have an error: sequences and images count once.

    Args:
        result: of one output.
    """
    return len(_errors_of(result)[0])


def check_rows(rows: Any, samples: int, feature_names: Sequence[str] | None = None) -> None:
    """Raise where there is not one row for each sample.

    Args:
        rows: a frame, an array, or a dict of columns.
        samples: how many there are.
        feature_names: of the columns of an array.

    Raises:
        ShapeError: there are more or fewer rows.
        OptionError: there are more or fewer names than columns.
        UnsupportedInputError: they are no table.
    """
    count = table_of(rows, feature_names).samples
    if count != samples:
        raise ShapeError(f"rows must have one row for each of {samples:,} samples, not {count:,}")


def _errors_of(result: Classification | Regression | Segmentation) -> tuple[Numbers, Columns]:
    """Return the error of each sample, NaN where it has none, and what is true of it by name."""
    if isinstance(result, Segmentation):
        right, pixels = result.image_counts[:, 0].sum(axis=1), result.image_counts[:, 2].sum(axis=1)
        return np.where(pixels > 0, 1 - right / np.maximum(pixels, 1), np.nan), {}
    if isinstance(result, TokenClassification | SequenceRegression):
        wrong = is_wrong(result.predictions) if isinstance(result, TokenClassification) else _absolute(result)
        return _by_sequence(wrong, result.positions), {translate("length"): result.positions.lengths}
    if isinstance(result, Classification):
        predictions = result.predictions
        names = np.array([*predictions.class_names], dtype=object)
        true = {} if predictions.is_multi_label else {translate("true class"): names[predictions.true]}
        return is_wrong(predictions).astype(np.float64), true
    # Rows that are no numbers were left out, so that the others are at other places than the samples.
    is_whole = len(result.true) == result.samples
    has_one = is_whole and result.true.shape[1] == 1
    errors = _absolute(result)
    return errors, {translate("true amount"): result.true[:, 0]} if has_one else {}


def _absolute(result: Regression) -> Numbers:
    return np.asarray(np.abs(result.residuals).mean(axis=1), dtype=np.float64)


def _by_sequence(errors: NDArray[Any], positions: Positions) -> Numbers:
    sums, lengths = np.bincount(positions.sequence, errors, positions.sequences), positions.lengths
    return np.where(lengths > 0, sums / np.maximum(lengths, 1), np.nan)
