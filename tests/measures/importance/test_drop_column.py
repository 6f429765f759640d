from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import KFold, cross_val_score

from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.measures.importance.drop_column import drop_column_importances
from dotnet_viz.translation.translate import in_language

X, Y = load_diabetes(return_X_y=True)


def test_the_numbers_are_differences_of_cross_validations() -> None:
    folds = KFold(4, shuffle=True, random_state=1)
    whole = cross_val_score(LinearRegression(), X, Y, cv=folds)
    less = cross_val_score(LinearRegression(), np.delete(X, 2, axis=1), Y, cv=folds)
    found = drop_column_importances(LinearRegression(), X, Y, repeats=4, seed=1, features=[2])
    assert found.repeats is not None
    np.testing.assert_allclose(found.repeats[0], whole - less)
    assert found.baseline == pytest.approx(whole.mean())


def test_a_column_of_a_table() -> None:
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame(X, columns=list("abcdefghij"))
    found = drop_column_importances(LinearRegression(), table, Y, features=["c"])
    np.testing.assert_allclose(found.values, drop_column_importances(LinearRegression(), X, Y, features=[2]).values)


class Network:
    def predict(self, x: Any) -> Any:
        return x


@pytest.mark.parametrize(
    ("model", "x", "repeats", "error", "words"),
    [
        (Network(), X, 5, UnsupportedInputError, "method='permutation' takes any model"),
        (LinearRegression(), X[:, :1], 5, UnsupportedInputError, "at least two columns"),
        (LinearRegression(), X, 1, OptionError, "at least 2"),
        (LinearRegression(), X, 5000, OptionError, "no 5000 parts"),
    ],
)
def test_what_cannot_be_trained_anew_is_refused(model: Any, x: Any, repeats: int, error: type, words: str) -> None:
    with pytest.raises(error, match=words):
        drop_column_importances(model, x, Y, repeats=repeats)


def test_the_note_is_in_the_language() -> None:
    with in_language("es"):
        found = drop_column_importances(LinearRegression(), X[:40], Y[:40], repeats=2, features=[2])
    assert found.notes == ("entrenado de nuevo sin cada característica, con 1 de 2 partes de 40 filas",)
