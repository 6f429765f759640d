from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.measures.evaluation.classifiers.classification import classify
from dotnet_viz.measures.evaluation.evaluate import Evaluation
from dotnet_viz.reporting.given.data_samples import MAX_IMAGES, sample_image_figure, sample_table


def measured(true: np.ndarray, names: list[str]) -> Evaluation:
    return Evaluation((classify("", true, true, class_names=names),), len(true))


def test_of_images_the_first_of_each_class_is_shown_with_its_name() -> None:
    true = np.array([1, 1, 0, 2, 0])
    found = sample_image_figure(np.ones((5, 8, 8)), true, measured(true, ["cat", "dog", "cow"]), "data", 2)
    assert found is not None
    assert [name in found.svg for name in ("cat", "dog", "cow")] == [True] * 3
    assert found.caption == "The first sample of each class."


def test_without_classes_images_are_evenly_chosen() -> None:
    found = sample_image_figure(np.ones((500, 8, 8, 3)), None, None, "data", 2)
    assert found is not None
    assert "evenly chosen" in found.caption
    assert found.svg.count("<image") == MAX_IMAGES


@pytest.mark.parametrize("x", [np.ones((5, 3)), [1, 2, 3], {"a": np.ones((5, 8, 8))}, np.ones((0, 8, 8)), None])
def test_other_samples_are_no_images(x: object) -> None:
    assert sample_image_figure(x, None, None, "data", 2) is None


def test_rows_have_their_number_their_answer_and_the_first_columns() -> None:
    x, true = np.arange(200.0).reshape(20, 10), np.arange(20) % 2
    table = sample_table(x, true, measured(true, ["no", "yes"]), [f"f{index}" for index in range(10)])
    assert table is not None
    assert [column.title for column in table.columns] == ["Sample", "Answer", *(f"f{index}" for index in range(7))]
    assert [cell.text for cell in table.rows[0]] == ["0", "no", "0", "1", "2", "3", "4", "5", "6"]
    assert [row[0].text for row in table.rows] == ["0", "4", "8", "11", "15", "19"]
    assert table.caption == "A few samples, with the first 7 of 10 columns"


def test_amounts_texts_and_missing_values_are_shown_as_they_are() -> None:
    pandas = pytest.importorskip("pandas", reason="frames are of pandas")
    frame = pandas.DataFrame({"town": ["Oslo", None, "x" * 99], "size": [1.5, np.nan, np.inf], "old": [True, False, True]})
    table = sample_table(frame, pandas.Series([10.0, 20.5, 3.0]), None, None)
    assert table is not None
    assert [cell.text for cell in table.rows[0]] == ["0", "10", "Oslo", "1.5", "True"]
    assert table.rows[1][1].text == "20.5"
    assert table.rows[1][3].text == "NaN"
    assert table.rows[2][2].text.endswith("…")


def test_samples_that_are_no_rows_have_no_table() -> None:
    assert sample_table(np.ones((5, 4, 4)), None, None, None) is None
    assert sample_table(np.ones((0, 4)), None, None, None) is None
