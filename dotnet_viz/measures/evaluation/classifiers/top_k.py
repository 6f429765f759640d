"""How often the true class is among the k classes that are predicted first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dotnet_viz.arguments import whole_number
from dotnet_viz.errors import OptionError
from dotnet_viz.measures.evaluation.inputs.predictions import NO_CLASS, ClassPredictions


def true_ranks(predictions: ClassPredictions) -> NDArray[np.intp]:
    """Return for each sample how many classes are predicted before the true one; the number of classes where one is NaN.

    Of classes with equal scores the last one is first, as in scikit-learn's ``top_k_accuracy_score``.

    Args:
        predictions: of several classes, with scores.

    Raises:
        OptionError: labels alone, one column for two classes, or several labels a sample.
    """
    scores = predictions.scores
    if scores is None or scores.shape[1] < 2 or predictions.is_multi_label:
        raise OptionError("top-k accuracy needs a score for each of several classes, of which a sample has one")
    own = np.take_along_axis(scores, predictions.true[:, np.newaxis], axis=1)[:, 0]
    ranks = np.zeros(len(own), dtype=np.intp)
    # Column by column, since a comparison of the whole array would be as large as it.
    for index in range(scores.shape[1]):
        column = scores[:, index]
        ranks += (column > own) | ((column == own) & (index > predictions.true))
    ranks[predictions.chosen == NO_CLASS] = scores.shape[1]
    return ranks


def top_k_accuracy(predictions: ClassPredictions, most: int = 10) -> NDArray[np.float64]:
    """Return the share of samples whose true class is among the first k, for each k from 1 to less than all classes.

    Args:
        predictions: of several classes, with scores.
        most: largest k.

    Raises:
        OptionError: as :func:`true_ranks`, or a ``most`` below 1.

    Example:
        >>> from dotnet_viz.measures.evaluation.inputs.given_predictions import class_predictions
        >>> scores = np.array([[0.5, 0.3, 0.2], [0.5, 0.3, 0.2]])
        >>> top_k_accuracy(class_predictions("", scores, np.array([0, 1]))).tolist()
        [0.5, 1.0]
    """
    whole_number("most", most)
    ranks = true_ranks(predictions)
    count = min(most, len(predictions.class_names) - 1)
    found = np.bincount(ranks, minlength=count)[:count]
    return np.asarray(np.cumsum(found) / len(ranks))
