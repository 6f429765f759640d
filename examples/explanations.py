"""SHAP and LIME on data that ships with scikit-learn: tumours, diabetes, digits, and a few words on films.

Run it with ``python -m examples.explanations [folder]``; it needs ``pip install dotnet_viz[shap,lime]``.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import dotnet_viz as dv
from examples import digits_gradcam

REVIEWS = (
    ("a wonderful film, clever and moving", 1),
    ("the acting is good and the story is fun", 1),
    ("great music, great fun, great acting", 1),
    ("a clever story and good music", 1),
    ("moving, fresh and often funny", 1),
    ("not boring at all, and the end is great", 1),
    ("a boring film, slow and much too long", 0),
    ("the story is weak and the acting is bad", 0),
    ("bad music and a dull, long middle", 0),
    ("not good, not fun, not clever", 0),
    ("slow, dull and often silly", 0),
    ("weak acting, and the end is boring", 0),
)
REVIEW = "The acting is good and the music great, but the middle is slow, and the end is not good."


@cache
def _cancer() -> tuple[Any, Any, Any, Any]:
    """Return a forest, the tumours that it was trained on, others, and what belongs to all."""
    from sklearn.datasets import load_breast_cancer
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.model_selection import train_test_split

    cancer = load_breast_cancer()
    x_train, x_test, y_train, _ = train_test_split(cancer.data, cancer.target, random_state=0, stratify=cancer.target)
    forest = RandomForestClassifier(100, random_state=0).fit(x_train, y_train)
    return forest, x_train, x_test, {"feature_names": list(cancer.feature_names), "class_names": list(cancer.target_names)}


@cache
def breast_cancer(keras: ModuleType | None = None) -> Any:
    """Return the SHAP values of a forest that tells malignant from benign tumours."""
    forest, x_train, x_test, names = _cancer()
    return dv.shap(forest, x_test, background=x_train, **names)


def least_sure() -> int:
    """Return the tumour of which the forest is least sure."""
    return int(abs(breast_cancer().predictions[:, 1] - 0.5).argmin())


@cache
def diabetes(keras: ModuleType | None = None) -> Any:
    """Return the SHAP values of a linear regression of how diabetes goes on."""
    from sklearn.datasets import load_diabetes
    from sklearn.linear_model import LinearRegression

    data = load_diabetes(scaled=False)
    model = LinearRegression().fit(data.data, data.target)
    return dv.shap(model, data.data, background=data.data, feature_names=data.feature_names)


@cache
def digit(keras: Any) -> Any:
    """Return the SHAP values of a digit that a convolutional network reads wrong."""
    model, x, y, predicted = digits_gradcam.trained(keras)
    wrong = next(index for index in range(len(y)) if predicted[index] != y[index])
    return dv.shap(model, x[wrong : wrong + 1], background=x[:200], max_evaluations=2000)


@cache
def _reviews() -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    texts, classes = zip(*REVIEWS, strict=True)
    return make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(C=10)).fit(texts, classes)


@cache
def review(keras: ModuleType | None = None) -> Any:
    """Return the SHAP values of the words of a review."""
    return dv.shap(_reviews(), REVIEW, class_names=["bad", "good"])


def near_tumour(keras: ModuleType | None = None) -> Any:
    """Return LIME of the tumour of which the forest is least sure."""
    forest, x_train, x_test, names = _cancer()
    return dv.lime(forest, x_test[least_sure()], data=x_train, output="benign", **names)


def near_review(keras: ModuleType | None = None) -> Any:
    """Return LIME of a review."""
    return dv.lime(_reviews(), REVIEW, output="good", class_names=["bad", "good"])


def near_digit(keras: Any) -> Any:
    """Return LIME of the digit that a convolutional network reads wrong."""
    model, x, y, predicted = digits_gradcam.trained(keras)
    wrong = next(index for index in range(len(y)) if predicted[index] != y[index])
    return dv.lime(model, x[wrong])


def main(folder: str = ".") -> None:
    """Write the pictures that need no network."""
    target, row = Path(folder), least_sure()
    cancer = breast_cancer()
    for name, picture in (
        ("waterfall.svg", cancer.waterfall(row)),
        ("force.svg", cancer.force(row)),
        ("beeswarm.svg", cancer.beeswarm()),
        ("bar.svg", cancer.bar()),
        ("diabetes.svg", diabetes().beeswarm()),
        ("review.svg", review().text(0)),
        ("lime.svg", near_tumour()),
    ):
        print("wrote", picture.save(target / name))


if __name__ == "__main__":
    main(*sys.argv[1:2])
