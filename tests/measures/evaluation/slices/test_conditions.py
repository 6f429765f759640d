from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.measures.evaluation.slices.conditions import conditions_of, slice_columns


def test_conditions_of_a_column_are_apart_and_cover_all_samples() -> None:
    random = np.random.default_rng(0)
    columns = {"number": random.normal(size=100), "count": random.integers(0, 3, 100), "gap": random.normal(size=100)}
    columns["gap"][:30] = np.nan
    for name, values in columns.items():
        found = conditions_of({name: values}, 100)
        assert np.array_equal(np.sum([one.members for one in found], axis=0), np.ones(100))
    assert "gap = missing" in [one.name for one in conditions_of(columns, 100)]


def test_columns_keep_the_names_of_a_frame_and_take_those_that_are_given() -> None:
    x = np.arange(6.0).reshape(3, 2)
    assert list(slice_columns(x, 3, ["a", "b"])) == ["a", "b"]
    assert list(slice_columns(x, 3)) == ["column 0", "column 1"]
    pandas = pytest.importorskip("pandas", reason="frames are of pandas")
    assert list(slice_columns(pandas.DataFrame({"c": [1, 2], "d": ["x", "y"]}), 2, ["a", "b"])) == ["c", "d"]


def test_images_have_brightness_and_contrast_and_other_arrays_mean_and_deviation() -> None:
    assert list(slice_columns(np.zeros((5, 8, 8, 3)), 5)) == ["brightness", "contrast"]
    assert list(slice_columns(np.zeros((5, 2, 3)), 5)) == ["mean", "standard deviation"]
    assert list(slice_columns({"photo": np.zeros((5, 8, 8)), "age": np.zeros(5)}, 5)) == [
        "photo: brightness",
        "photo: contrast",
        "age",
    ]


@pytest.mark.parametrize("samples", [None, object(), np.zeros((4, 2)), np.float64(3)])
def test_what_is_no_table_of_these_samples_has_no_columns(samples: object) -> None:
    assert slice_columns(samples, 5) == {}


def test_infinite_and_enormous_numbers_are_in_the_outer_ranges() -> None:
    values = np.concatenate([np.arange(50.0), [np.inf, -np.inf, 1e308, -1e308]])
    found = conditions_of({"x": values}, 54)
    assert found[0].members[[51, 53]].all()
    assert found[-1].members[[50, 52]].all()
    assert np.array_equal(np.sum([one.members for one in found], axis=0), np.ones(54))
