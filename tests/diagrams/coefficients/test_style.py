from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.diagrams.coefficients.style import Coefficients
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.graph import Graph
from dotnet_viz.layouts import place
from dotnet_viz.readers import read
from dotnet_viz.scales import NEGATIVE, POSITIVE
from dotnet_viz.scene import Scene, Shape
from tests.builders import chain, dense_chain, dense_layer, input_layer
from tests.diagrams.view_checks import assert_reads_well


def linear(kernel: Any, bias: Any = None) -> Graph:
    layer = dense_layer("out", np.asarray(kernel), None if bias is None else np.asarray(bias), activation="linear")
    return chain([input_layer(), layer])


def bars(scene: Scene) -> list[Shape]:
    return [shape for shape in scene.shapes if shape.kind == "bar"]


def texts(scene: Scene) -> list[str]:
    return [label.text for label in scene.labels]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(-100, 100, width=32), min_size=1, max_size=30))
def test_side_length_and_colour_tell_sign_and_size(values: list[float]) -> None:
    scene = Coefficients(order="stored", max_features=None).build(linear(np.array(values)[:, np.newaxis]))
    zero = next(shape for shape in scene.shapes if shape.kind == "axis").x or 0.0
    largest = max(map(abs, values))
    for value, bar in zip(values, bars(scene), strict=True):
        if value:
            assert bar.fill == (POSITIVE if value > 0 else NEGATIVE)
            assert ((bar.x or 0.0) > zero) == (value > 0)
            assert bar.width == pytest.approx(max(0.5, 150 * abs(value) / largest))
        else:
            assert bar.width == 0
    assert_reads_well(place(scene))


def test_features_are_ordered_cut_and_reported() -> None:
    graph = linear([[1.0], [-4.0], [2.0], [3.0]])
    names = ["a", "b", "c", "d"]
    assert [bar.name for bar in bars(Coefficients(feature_names=names).build(graph))] == ["b", "d", "c", "a"]
    assert [bar.name for bar in bars(Coefficients(feature_names=names, order="value").build(graph))] == ["d", "c", "a", "b"]
    scene = Coefficients(feature_names=names, order="stored", max_features=2).build(graph)
    assert [bar.name for bar in bars(scene)] == ["b", "d"]
    assert "2 of 4 features" in scene.notes[0]
    assert "70 % of the total" in scene.notes[0]


def test_estimators_bring_their_names_and_intercepts() -> None:
    from sklearn.linear_model import LogisticRegression

    random = np.random.default_rng(0)
    x, y = random.normal(size=(90, 3)), np.repeat(["cat", "dog", "eel"], 30)
    scene = Coefficients().build(read(LogisticRegression().fit(x, y)))
    assert {"cat", "dog", "eel", "intercept", "input 0"} <= set(texts(scene))
    assert len(bars(scene)) == 9
    assert "softmax" in scene.notes[-1]
    assert_reads_well(place(scene))
    binary = Coefficients().build(read(LogisticRegression().fit(x[:60], y[:60])))
    assert "cat ← → dog" in texts(binary)


def test_many_outputs_stay_on_a_page() -> None:
    kernel = np.random.default_rng(0).normal(size=(64, 12))
    scene = place(Coefficients().build(linear(kernel, np.arange(12.0))))
    assert scene.size is not None
    assert scene.size[0] < 1100
    assert "20 of 64 features and 10 of 12 outputs" in scene.notes[0]
    assert_reads_well(scene)


def test_what_is_no_finite_number_is_written() -> None:
    scene = Coefficients().build(linear([[1.0], [np.nan], [-np.inf]]))
    assert {"NaN", "−∞"} <= set(texts(scene))
    assert ["NaN" in note or "infinite" in note for note in scene.notes] == [True, True]
    assert_reads_well(place(scene))


def test_zeros_are_reported() -> None:
    scene = Coefficients().build(linear([[0.0], [0.0]]))
    assert [bar.width for bar in bars(scene)] == [0, 0]
    assert scene.notes == ("all finite coefficients are 0",)


def test_a_limit_cuts_and_says_so() -> None:
    scene = Coefficients(limit=1.0).build(linear([[4.0], [0.5]]))
    assert [bar.width for bar in bars(scene)] == [150, 75]
    assert "cut at 1" in scene.notes[0]


def test_networks_need_a_layer_to_be_named() -> None:
    graph = dense_chain(4, 3, 2)
    with pytest.raises(UnsupportedInputError, match=r"'weight-graph'.*'dense_0', 'dense_1'"):
        Coefficients().build(graph)
    assert len(bars(Coefficients(layer="dense_1").build(graph))) == 6
    with pytest.raises(UnsupportedInputError, match="no dense layer"):
        Coefficients().build(chain([input_layer()]))


@pytest.mark.parametrize("names", [{"feature_names": ["a"]}, {"class_names": ["a", "b", "c"]}])
def test_names_must_fit(names: dict[str, Any]) -> None:
    with pytest.raises(OptionError, match="names, but there"):
        Coefficients(**names).build(linear([[1.0, 2.0], [3.0, 4.0]]))


@pytest.mark.parametrize(
    "options", [{"order": "name"}, {"max_features": 0}, {"max_outputs": 0}, {"limit": np.nan}, {"palette": "x"}]
)
def test_bad_options_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        Coefficients(**options)


@pytest.mark.parametrize(("bias", "words"), [(None, "times features"), ([0.5], "times features, plus the intercept")])
def test_the_note_on_the_prediction_names_the_intercept_where_there_is_one(bias: Any, words: str) -> None:
    layer = dense_layer("out", np.ones((2, 1)), None if bias is None else np.asarray(bias), activation="sigmoid")
    notes = Coefficients().build(chain([input_layer(), layer])).notes
    assert notes == (f"the prediction is the sigmoid of the sum of coefficients {words}",)


def test_features_that_were_scaled_before_are_not_taken_for_those_of_the_table() -> None:
    from sklearn.linear_model import Ridge
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from dotnet_viz.readers import read

    x = np.array([[1.0, 10.0], [2.0, 30.0], [4.0, 20.0]])
    scaled = Coefficients().build(read(make_pipeline(StandardScaler(), Ridge()).fit(x, x[:, 0])))
    assert "features are as standardscaler (StandardScaler) made them" in scaled.notes
    assert not any("made them" in note for note in Coefficients().build(read(Ridge().fit(x, x[:, 0]))).notes)
