"""Samples as users have them become numbers, and come back in the form that the model takes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dotnet_viz.errors import OptionError, ShapeError, UnsupportedInputError, VizError
from dotnet_viz.explain.libraries.reading import read_samples

pandas = pytest.importorskip("pandas")


def test_a_frame_comes_back_with_its_columns_types_and_words() -> None:
    frame = pandas.DataFrame({"age": [20, 30], "city": ["Rome", None], "is_new": [True, False], "size": [1.5, np.nan]})
    samples = read_samples(frame, frame)
    back = samples.as_given(samples.numbers)
    assert list(back.columns) == list(frame.columns)
    assert back["age"].tolist() == [20, 30]
    assert back["age"].dtype == frame["age"].dtype
    assert back["city"][0] == "Rome"
    assert pandas.isna(back["city"][1])
    assert back["is_new"].tolist() == [True, False]
    assert samples.displayed() is not None


def test_types_of_pandas_and_dates_come_back() -> None:
    frame = pandas.DataFrame(
        {
            "age": pandas.array([20, None], dtype="Int64"),
            "city": pandas.Categorical(["Rome", "Oslo"], categories=["Oslo", "Bonn", "Rome"]),
            "day": pandas.to_datetime(["2020-01-01", "2021-01-01"]),
        }
    )
    samples = read_samples(frame)
    back = samples.as_given(samples.numbers)
    pandas.testing.assert_frame_equal(back, frame)
    assert np.isnan(samples.numbers[1, 0])


def test_names_for_the_picture_leave_the_model_its_own_columns() -> None:
    frame = pandas.DataFrame({"a": [1.0, 2.0], "b": [3.0, 4.0]})
    samples = read_samples(frame, feature_names=["age", "size"])
    assert samples.names == ("age", "size")
    assert list(samples.as_given(samples.numbers).columns) == ["a", "b"]


def test_a_row_of_a_frame_is_one_sample() -> None:
    frame = pandas.DataFrame({"age": [20, 30], "size": [1.5, 2.5]})
    assert read_samples(frame.iloc[1]).numbers.tolist() == [[30.0, 2.5]]


def test_an_array_of_objects_comes_back_with_its_words() -> None:
    given = np.array([["red", 1], ["blue", 2]], dtype=object)
    samples = read_samples(given)
    assert samples.has_categories
    assert samples.as_given(samples.numbers).tolist() == [["red", 1.0], ["blue", 2.0]]


@pytest.mark.parametrize(
    ("x", "axes", "kind", "shape"),
    [
        (np.zeros(3), None, "table", (1, 3)),
        (np.zeros((2, 3)), None, "table", (2, 3)),
        (np.zeros((2, 8, 8)), None, "image", (2, 8, 8)),
        (np.zeros((8, 8, 3)), None, "image", (1, 8, 8, 3)),
        (np.zeros((8, 8, 1)), 4, "image", (1, 8, 8, 1)),
        (np.zeros((2, 8, 8, 3)), None, "image", (2, 8, 8, 3)),
    ],
)
def test_arrays_are_tables_or_images(x: Any, axes: int | None, kind: str, shape: tuple[int, ...]) -> None:
    samples = read_samples(x, axes=axes)
    assert (samples.kind, samples.numbers.shape) == (kind, shape)


def test_texts_in_any_sequence() -> None:
    for given in (["a b", "c"], ("a b", "c"), np.array(["a b", "c"]), pandas.Series(["a b", "c"])):
        assert read_samples(given).texts == ("a b", "c")


def test_a_sparse_matrix_is_filled_unless_it_is_huge() -> None:
    sparse = pytest.importorskip("scipy.sparse")
    assert read_samples(sparse.csr_matrix([[0.0, 2.0]])).numbers.tolist() == [[0.0, 2.0]]
    with pytest.raises(UnsupportedInputError, match="sparse"):
        read_samples(sparse.csr_matrix((100_000, 100_000)))


@pytest.mark.parametrize(
    ("x", "options", "error", "message"),
    [
        ([[1.0], [2.0, 3.0]], {}, ShapeError, "lengths"),
        (np.zeros((0, 3)), {}, ShapeError, "no samples"),
        ([[1.0, np.inf]], {}, ShapeError, "infinite"),
        (7, {}, UnsupportedInputError, "rows of features"),
        ([[1.0, 2.0]], {"background": [[1.0, 2.0, 3.0]]}, ShapeError, "background"),
        ([[1.0, 2.0]], {"background": np.zeros((0, 2))}, ShapeError, "background holds no samples"),
        ([[1.0, 2.0]], {"feature_names": ["a"]}, OptionError, "1 name"),
        (np.array([1 + 2j]), {}, UnsupportedInputError, "must hold numbers"),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(x: Any, options: dict[str, Any], error: type[VizError], message: str) -> None:
    with pytest.raises(error, match=message):
        read_samples(x, **options)


def test_a_background_of_other_columns_is_refused_by_name() -> None:
    frame = pandas.DataFrame({"age": [20], "size": [1.5]})
    with pytest.raises(ShapeError, match="lacks size"):
        read_samples(frame, frame[["age"]])
    with pytest.raises(ShapeError, match="another order"):
        read_samples(frame, frame[["size", "age"]])
