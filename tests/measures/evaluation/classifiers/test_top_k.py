from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import top_k_accuracy_score

from dotnet_viz.errors import OptionError
from dotnet_viz.measures.evaluation.classifiers.top_k import top_k_accuracy
from dotnet_viz.measures.evaluation.inputs.given_predictions import class_predictions
from tests.measures.evaluation.builders import scored


@pytest.mark.parametrize("digits", [None, 1])
def test_accuracies_are_those_of_scikit_learn_with_ties_too(digits: int | None) -> None:
    true, scores = scored(400, 6, digits=digits)
    found = top_k_accuracy(class_predictions("", scores, true))
    assert len(found) == 5
    for k, accuracy in enumerate(found, 1):
        assert accuracy == pytest.approx(top_k_accuracy_score(true, scores, k=k, labels=range(6)))


def test_what_is_no_number_is_never_among_the_first() -> None:
    scores = np.array([[0.5, 0.3, 0.2], [np.nan, 0.3, 0.7]])
    assert top_k_accuracy(class_predictions("", scores, np.array([0, 2]))).tolist() == [0.5, 0.5]


def test_one_column_and_labels_have_no_order_of_classes() -> None:
    for given in (np.array([0.2, 0.7]), np.array(["a", "b"])):
        with pytest.raises(OptionError, match="several classes"):
            top_k_accuracy(class_predictions("", given, np.array([0, 1]) if given.dtype.kind == "f" else given))
    with pytest.raises(OptionError, match="at least 1"):
        top_k_accuracy(class_predictions("", np.eye(3), np.arange(3)), 0)
