"""What is said of a data set."""

from __future__ import annotations

import numpy as np

from dotnet_viz.measures.data.summary import summarise_data

X = np.random.default_rng(0).normal(size=(100, 3))


def test_classes_are_counted_by_their_names() -> None:
    found = summarise_data(X, np.repeat([0, 2], 50), class_names=["low", "middle", "high"])
    assert found.classes == (("low", 50), ("middle", 0), ("high", 50))
    assert found.notes == ("The classes middle do not occur in the data.",)
    assert summarise_data(X, np.eye(2)[np.repeat([0, 1], 50)]).classes == (("0", 50), ("1", 50))
    assert summarise_data(X, np.repeat(["a", "b"], 50)).classes == (("a", 50), ("b", 50))
    assert summarise_data(X, X[:, 0] * 2).classes == ()


def test_rare_classes_are_named() -> None:
    notes = summarise_data(X, np.repeat(["common", "rare"], [90, 10])).notes
    assert notes == ("The classes are not balanced: 90 % of the samples are common, 10 % are rare.",)
    assert summarise_data(X, np.repeat(["a", "b"], [70, 30])).notes == ()


def test_what_deserves_attention_is_said() -> None:
    x = X.copy()
    x[0, 0], x[1, 1], x[:, 2] = np.nan, np.inf, 4
    x[9] = x[8]
    found = summarise_data(x, feature_names=["a", "b", "c"], training=x[:10])
    assert found.training_samples == 10
    assert found.notes == (
        "1 value is missing, in a.",
        "1 value is infinite, in b.",
        "c has one value in all samples, so that a model can learn nothing from it.",
        "1 sample equals an earlier one (1 %).",
        "10 samples are in the data of the training too (10 %): the model knows their answers.",
    )


def test_a_column_that_is_the_target_is_named() -> None:
    y = (X[:, 0] > 0).astype(float)
    found = summarise_data(np.column_stack([X, y]), y, feature_names=["a", "b", "c", "answer"])
    assert found.notes == ("answer equals the target, so the model is given what it should predict.",)
