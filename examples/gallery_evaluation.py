"""Evaluations of the gallery: two classifiers on data that ships with scikit-learn, predicted in cross-validation."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

SEED = 7


@cache
def cancer() -> Any:
    """Return the evaluation of a strongly regularised logistic regression on tumours, malignant ones being positive."""
    from sklearn.datasets import load_breast_cancer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    import dotnet_viz as dv

    data = load_breast_cancer()
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.02))
    scores = cross_val_predict(model, data.data, data.target, method="predict_proba")
    return dv.evaluate(
        predictions=(data.target, scores), class_names=data.target_names, positive="malignant", intervals=200
    )  # fmt: skip


@cache
def digits() -> Any:
    """Return the evaluation of a logistic regression on digits under noise."""
    from sklearn.datasets import load_digits
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_predict

    import dotnet_viz as dv

    data = load_digits()
    noisy = data.data + np.random.default_rng(SEED).normal(size=data.data.shape) * 4
    scores = cross_val_predict(LogisticRegression(C=0.0003, max_iter=500), noisy, data.target, method="predict_proba")
    return dv.evaluate(predictions=(data.target, scores))


def confusion(dv: Any) -> Any:
    """Draw which digits are taken for which, those that are confused next to each other."""
    return digits().confusion_matrix(normalize="true", sort="confusion")


def roc(dv: Any) -> Any:
    """Draw the ROC curves of ten digits."""
    return digits().roc()


def precision_recall(dv: Any) -> Any:
    """Draw the precision-recall curves of ten digits."""
    return digits().precision_recall()


def worst(dv: Any) -> Any:
    """Draw the digits that are most surely taken for others."""
    from sklearn.datasets import load_digits

    return digits().errors(images=load_digits().images)


def calibration(dv: Any) -> Any:
    """Draw whether the probabilities of tumours are the shares that occur."""
    return cancer().calibration()


def thresholds(dv: Any) -> Any:
    """Draw what a threshold costs where a missed tumour costs ten times a false alarm."""
    return cancer().thresholds(false_negative_cost=10)


def score_distributions(dv: Any) -> Any:
    """Draw the scores of both kinds of tumours."""
    return cancer().score_distributions()


def slices(dv: Any) -> Any:
    """Draw the errors by the size of the tumour."""
    from sklearn.datasets import load_breast_cancer

    return cancer().errors_by_slice(load_breast_cancer().data[:, 0], name="mean radius")


def per_class(dv: Any) -> Any:
    """Draw precision, recall and F1 of both classes with their intervals."""
    return cancer().per_class()
