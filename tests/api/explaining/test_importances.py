from __future__ import annotations

from typing import Any

import pytest
from sklearn.datasets import load_iris
from sklearn.tree import DecisionTreeClassifier

import dotnet_viz as dv
from dotnet_viz.errors import OptionError

X, Y = load_iris(return_X_y=True)
MODEL = DecisionTreeClassifier(max_depth=3, random_state=0).fit(X, Y)


def test_the_method_follows_from_what_is_given() -> None:
    assert dv.importances(MODEL).to_dict()["method"] == "built-in"
    assert dv.importances(MODEL, X, Y).to_dict()["method"] == "permutation"
    assert dv.importances(MODEL, X, Y, method="drop-column", repeats=2).to_dict()["method"] == "drop-column"
    assert dv.importances(MODEL, X, Y, method="built-in").to_dict()["importance"] == sorted(MODEL.feature_importances_)[::-1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"method": "permutations"}, "did you mean 'permutation'"),
        ({"method": "permutation"}, "needs rows and their targets"),
        ({"max_features": 0}, "max_features"),
        ({"theme": "blue"}, "unknown theme"),
    ],
)
def test_wrong_options_are_named(options: dict[str, Any], words: str) -> None:
    with pytest.raises(OptionError, match=words):
        dv.importances(MODEL, **options)


def test_every_chart_comes_in_both_themes() -> None:
    charts = [
        dv.importances(MODEL, X, Y, repeats=2, theme="dark"),
        dv.partial_dependence(MODEL, X, [2], grid=5, theme="dark"),
        dv.learning_curve(MODEL, X, Y, sizes=[0.5, 1.0], folds=2, theme="dark"),
        dv.validation_curve(MODEL, X, Y, "max_depth", [1, 2], folds=2, theme="dark"),
    ]
    assert all(chart.theme == "dark" and len(chart.svg) < 60_000 for chart in charts)


@pytest.mark.parametrize("repeats", [0, "3", 1.5])
@pytest.mark.parametrize("method", ["permutation", "drop-column"])
def test_numbers_are_whole_ones(method: str, repeats: Any) -> None:
    with pytest.raises(OptionError, match=r"repeats.* must be a whole number of at least"):
        dv.importances(MODEL, X, Y, method=method, repeats=repeats)
    with pytest.raises(OptionError, match="max_lines must be a whole number of at least 0, not -1"):
        dv.partial_dependence(MODEL, X, [2], max_lines=-1)
