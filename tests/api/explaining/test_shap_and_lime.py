"""dv.shap and dv.lime as users call them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_diabetes, load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression

import dotnet_viz as dv

IRIS, DIABETES = load_iris(), load_diabetes()


@pytest.fixture(scope="module")
def found() -> Any:
    model = RandomForestClassifier(10, random_state=0).fit(IRIS.data, IRIS.target)
    return dv.shap(model, IRIS.data[::10], feature_names=IRIS.feature_names, class_names=IRIS.target_names)


@pytest.mark.shap
def test_the_arrays_have_the_shapes_that_shap_has(found: Any) -> None:
    assert found.values.shape == (15, 4, 3)
    assert found.base_values.shape == found.predictions.shape == (15, 3)
    assert found.data.shape == (15, 4)
    one = dv.shap(LinearRegression().fit(DIABETES.data, DIABETES.target), DIABETES.data[:5])
    assert (one.values.shape, one.base_values.shape) == ((5, 10), (5,))
    assert "5 samples" in repr(one)
    assert "'linear'" in repr(one)


@pytest.mark.shap
def test_one_output_is_kept_where_it_is_asked_for(found: Any) -> None:
    model = RandomForestClassifier(10, random_state=0).fit(IRIS.data, IRIS.target)
    one = dv.shap(model, IRIS.data[::10], output="virginica", class_names=IRIS.target_names)
    np.testing.assert_array_equal(one.values, found.values[..., 2])
    assert one.output_names == ("virginica",)


@pytest.mark.shap
def test_tables_hold_the_values(found: Any) -> None:
    pytest.importorskip("pandas")
    frame = found.to_frame("setosa")
    np.testing.assert_array_equal(frame[list(IRIS.feature_names)].to_numpy(), found.values[..., 0])
    np.testing.assert_array_equal(frame["base_value"], found.base_values[:, 0])
    assert frame.attrs["explainer"] == "tree"
    every = found.to_frame()
    assert len(every) == 45
    assert every["output"].unique().tolist() == ["setosa", "versicolor", "virginica"]
    assert found.to_dict()["values"] == found.values.tolist()


@pytest.mark.shap
def test_a_file_holds_all_arrays(found: Any, tmp_path: Path) -> None:
    path = found.save(tmp_path / "shap.npz")
    with np.load(path) as arrays:
        np.testing.assert_array_equal(arrays["values"], found.numbers.values)
        assert arrays["feature_names"].tolist() == list(IRIS.feature_names)
        assert str(arrays["space"]) == "probability"
    with pytest.raises(dv.VizError, match="npz"):
        found.save(tmp_path / "shap.csv")


@pytest.mark.shap
def test_pictures_of_one_sample_are_of_the_class_that_is_predicted_for_it(found: Any) -> None:
    facts = found.waterfall(0).to_dict()
    assert facts["output"] == "setosa"
    assert facts["prediction"] == pytest.approx(found.predictions[0, 0])
    assert found.waterfall(-1).to_dict()["output"] == "virginica"
    assert found.waterfall(0, output="versicolor").to_dict()["output"] == "versicolor"


@pytest.mark.shap
def test_it_shows_itself_in_a_notebook_and_in_dark_colours(found: Any) -> None:
    assert found._repr_mimebundle_() == found.beeswarm()._repr_mimebundle_()
    dark = dv.shap(LinearRegression().fit(DIABETES.data, DIABETES.target), DIABETES.data[:5], theme="dark")
    assert "#14171c" in dark.waterfall(0).svg
    with pytest.raises(dv.VizError, match="theme"):
        dv.shap(LinearRegression().fit(DIABETES.data, DIABETES.target), DIABETES.data[:5], theme="drak")


@pytest.mark.shap
@pytest.mark.parametrize(
    ("draw", "message"),
    [
        (lambda found: found.waterfall(15), "no sample 15"),
        (lambda found: found.waterfall("a"), "no sample 'a'"),
        (lambda found: found.waterfall(0, output="rose"), "unknown output 'rose'"),
        (lambda found: found.waterfall(0, max_features=0), "max_features"),
        (lambda found: found.dependence("petal"), "unknown feature 'petal'"),
        (lambda found: found.dependence(9), "no feature 9"),
        (lambda found: found.heatmap(order="name"), "unknown order"),
        (lambda found: found.decision([]), "names none"),
        (lambda found: found.image(0), "picture of images"),
        (lambda found: found.text(0), "picture of texts"),
        (lambda found: found.to_frame("rose"), "unknown output 'rose'"),
    ],
)
def test_what_cannot_be_drawn_is_one_clear_error(found: Any, draw: Any, message: str) -> None:
    with pytest.raises(dv.VizError, match=message):
        draw(found)


@pytest.mark.shap
def test_drawing_needs_no_second_run_of_the_library_and_gives_the_same_bytes(found: Any) -> None:
    for draw in (found.beeswarm, found.heatmap, found.decision, found.bar):
        assert draw().svg == draw().svg


@pytest.mark.lime
def test_lime_is_a_picture_with_its_numbers(tmp_path: Path) -> None:
    model = RandomForestClassifier(10, random_state=0).fit(IRIS.data, IRIS.target)
    found = dv.lime(
        model, IRIS.data[0], data=IRIS.data, samples=300, feature_names=IRIS.feature_names, class_names=IRIS.target_names
    )  # fmt: skip
    facts = found.to_dict()
    assert dict(zip(facts["feature"], facts["weight"], strict=True)) == found.weights
    assert (facts["score"], facts["intercept"]) == (found.score, found.intercept)
    assert (facts["prediction"], facts["local_prediction"]) == (found.prediction, found.local_prediction)
    assert found.output_name == "setosa"
    assert "setosa" in found.save(tmp_path / "lime.svg").read_text(encoding="utf-8")
    again = dv.lime(model, IRIS.data[0], data=IRIS.data, samples=300, seed=1)
    assert again.weights != found.weights


def test_importing_the_package_imports_neither_library() -> None:
    code = "import sys, dotnet_viz as dv; dv.shap, dv.lime; print({'shap', 'lime', 'pandas', 'sklearn'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
