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


def test_names_with_commas_are_distinct_names() -> None:
    x = X.copy()
    x[:, :2] = 4
    names = ["row 0, column 0", "row 0, column 1", *map(str, range(2, X.shape[1]))]
    assert summarise_data(x, feature_names=names).notes[0].startswith("“row 0, column 0” and “row 0, column 1” have one value")


def test_an_index_is_named_and_amounts_are_none() -> None:
    x = np.column_stack([X[:, :1], np.arange(5, 105), np.arange(100)[::-1], np.full(100, 3)])
    found = summarise_data(x, feature_names=["a", "row", "back", "same"])
    assert [one.name for one in found.columns if one.is_index] == ["row"]
    assert found.notes[-1] == (
        "row counts the samples, as the index of a table does: what a model learns from it is their order."
    )
    assert not any(one.is_index for one in summarise_data(x[:5]).columns)


def test_answers_that_are_all_the_same_are_said() -> None:
    said = "All samples have the same answer, {}: how good a model is does not show on them."
    classes = summarise_data(X, np.zeros(100, dtype=int), class_names=["cat", "dog"]).notes
    assert classes == ("The classes dog do not occur in the data.", said.format("cat"))
    assert summarise_data(X, np.full(100, 2.5)).notes == (said.format("2.5"),)
    assert summarise_data(X, np.full(100, "cat")).notes == (said.format("cat"),)


def test_a_column_that_is_the_target_is_named() -> None:
    y = (X[:, 0] > 0).astype(float)
    found = summarise_data(np.column_stack([X, y]), y, feature_names=["a", "b", "c", "answer"])
    assert found.notes == ("answer equals the target, so the model is given what it should predict.",)
