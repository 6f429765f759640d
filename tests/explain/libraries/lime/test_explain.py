"""LIME's linear models are those of the library itself."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline

from dotnet_viz.errors import MissingDependencyError, VizError
from dotnet_viz.explain.libraries.lime.explain import LimeRequest, lime_values
from tests.random_state import random_state

pytestmark = pytest.mark.lime

CANCER, DIABETES = load_breast_cancer(), load_diabetes()


@pytest.fixture(scope="module")
def forest() -> Any:
    return RandomForestClassifier(10, random_state=0).fit(CANCER.data, CANCER.target)


def _check(found: Any, expected: Any, label: int) -> None:
    assert list(zip(found.names, found.weights.tolist(), strict=True)) == expected.as_list(label)
    assert (found.intercept, found.score) == (expected.intercept[label], expected.score)
    assert found.local_prediction == expected.local_pred[0]


def test_a_row_has_the_weights_of_the_library(forest: Any) -> None:
    from lime.lime_tabular import LimeTabularExplainer

    names = list(CANCER.feature_names)
    request = LimeRequest(seed=2, max_features=5, samples=400)
    found = lime_values(forest, CANCER.data[0], request, data=CANCER.data, feature_names=names, class_names=CANCER.target_names)
    explainer = LimeTabularExplainer(CANCER.data, feature_names=names, random_state=2)
    expected = explainer.explain_instance(
        CANCER.data[0], forest.predict_proba, labels=(0,), num_features=5, num_samples=400
    )  # fmt: skip
    _check(found, expected, 0)
    assert (found.output_name, found.space) == ("malignant", "probability")
    assert found.prediction == forest.predict_proba(CANCER.data[:1])[0, 0]


def test_a_regression_has_the_weights_of_the_library() -> None:
    from lime.lime_tabular import LimeTabularExplainer

    model = LinearRegression().fit(DIABETES.data, DIABETES.target)
    found = lime_values(model, DIABETES.data[3], LimeRequest(samples=400), data=DIABETES.data)
    names = [f"feature {index}" for index in range(10)]
    explainer = LimeTabularExplainer(DIABETES.data, mode="regression", feature_names=names, random_state=0)
    _check(found, explainer.explain_instance(DIABETES.data[3], model.predict, num_samples=400), 1)
    assert found.space == "prediction"


def test_a_text_has_the_weights_of_the_library() -> None:
    from lime.lime_text import LimeTextExplainer

    texts = ["a good film", "a bad film", "really good and fun", "awful boring bad"] * 3
    model = make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(texts, [1, 0, 1, 0] * 3)
    text = "a good film, good fun"
    found = lime_values(model, text, LimeRequest(samples=200, output="good"), class_names=["bad", "good"])
    expected = LimeTextExplainer(random_state=0).explain_instance(text, model.predict_proba, labels=(1,), num_samples=200)
    _check(found, expected, 1)
    assert "".join(found.parts) == text
    good = found.part_indices[found.parts.index("good")]
    assert [part for part, index in zip(found.parts, found.part_indices, strict=True) if index == good] == ["good", "good"]


def test_an_image_has_the_weights_of_the_library() -> None:
    from lime.lime_image import LimeImageExplainer

    image = np.random.default_rng(0).random((6, 6, 3))
    segments = np.arange(36).reshape(6, 6) // 9

    def function(x: Any) -> Any:
        share = x[:, 0, 0, 0] / 2
        return np.column_stack([share, 1 - share])

    found = lime_values(function, image, LimeRequest(samples=100, output=1, segments=segments))
    expected = LimeImageExplainer(random_state=0).explain_instance(
        image, function, labels=(1,), top_labels=None, num_samples=100, segmentation_fn=lambda _: segments
    )
    assert [(int(index), weight) for index, weight in zip(found.indices, found.weights, strict=True)] == [
        (int(index), float(weight)) for index, weight in expected.local_exp[1]
    ]
    assert found.score == expected.score


def test_small_images_are_cut_into_squares_and_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    image = np.random.default_rng(0).random((8, 8))
    found = lime_values(lambda x: x[:, 0, 0], image, LimeRequest(samples=300))
    assert found.segments is not None
    assert found.segments.shape == (8, 8)
    assert found.segments[0, 0] == found.indices[0]
    assert capsys.readouterr() == ("", "")


def test_words_of_a_column_are_named() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"age": [20, 30, 40, 50] * 10, "city": ["Rome", "Oslo", "Bonn", "Oslo"] * 10})
    found = lime_values(lambda x: (x["city"] == "Oslo") * 0.9, frame[1:2], LimeRequest(samples=300), data=frame)
    assert found.names[0] == "city=Oslo"
    assert found.weights[0] == pytest.approx(0.9, abs=0.05)


def test_the_random_state_stays(forest: Any) -> None:
    np.random.seed(4)
    before = random_state()
    lime_values(forest, CANCER.data[0], LimeRequest(samples=50), data=CANCER.data)
    assert random_state() == before


@pytest.mark.parametrize(
    ("x", "options", "request_of", "message"),
    [
        (CANCER.data[0], {}, {}, "needs data="),
        (CANCER.data[:2], {"data": CANCER.data}, {}, "one sample"),
        (CANCER.data[0] * np.nan, {"data": CANCER.data}, {}, "NaN|could not predict"),
        (CANCER.data[0, :5], {"data": CANCER.data}, {}, "background"),
        (CANCER.data[0], {"data": CANCER.data}, {"output": "bening"}, "unknown output"),
        (CANCER.data[0], {"data": CANCER.data}, {"output": 7}, "no output 7"),
        (CANCER.data[0], {"data": CANCER.data}, {"max_features": 0}, "max_features"),
        (CANCER.data[0], {"data": CANCER.data}, {"samples": 2}, "samples"),
    ],
)
def test_what_cannot_be_explained_is_one_clear_error(
    forest: Any, x: Any, options: dict[str, Any], request_of: dict[str, Any], message: str
) -> None:
    with pytest.raises(VizError, match=message) as caught:
        lime_values(forest, x, LimeRequest(**request_of), **options)
    assert len(str(caught.value).splitlines()) == 1


def test_segments_must_fit_the_image() -> None:
    with pytest.raises(VizError, match="segments"):
        lime_values(lambda x: x[:, 0, 0], np.ones((8, 8)), LimeRequest(segments=np.zeros((3, 3), int)))


def test_a_missing_library_names_the_command(monkeypatch: pytest.MonkeyPatch, forest: Any) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "lime"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "lime", None)
    with pytest.raises(MissingDependencyError, match=r"pip install dotnet_viz\[lime\]"):
        lime_values(forest, CANCER.data[0], LimeRequest(), data=CANCER.data)
