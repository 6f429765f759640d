"""``dv.evaluate`` of classes and amounts, in any form."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import confusion_matrix, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

import dotnet_viz as dv
from dotnet_viz.errors import OptionError, ShapeError
from dotnet_viz.evaluation.classification import ClassificationEvaluation
from dotnet_viz.evaluation.regression import RegressionEvaluation
from tests.evaluation.builders import PROBABILITIES, evaluated
from tests.measures.evaluation.builders import scored


def test_a_pipeline_is_evaluated_by_its_probabilities_and_names() -> None:
    cancer = load_breast_cancer(as_frame=True)
    model = make_pipeline(StandardScaler(), LogisticRegression()).fit(cancer.data, cancer.target)
    found = dv.evaluate(model, cancer.data, cancer.target, class_names=cancer.target_names)
    assert isinstance(found, ClassificationEvaluation)
    assert found.class_names == ("malignant", "benign")
    assert found.scores["roc_auc"] == pytest.approx(roc_auc_score(cancer.target, model.predict_proba(cancer.data)[:, 1]))
    assert found.confusion_matrix().to_dict()["matrix"] == confusion_matrix(cancer.target, model.predict(cancer.data)).tolist()
    # The frame that was evaluated has rows and columns to show.
    assert "column mean radius" in found.errors().to_frame().columns
    assert found.errors_by_slice("mean radius").to_dict()["column"] == "mean radius"
    with pytest.raises(OptionError, match="did you mean 'mean radius'"):
        found.errors_by_slice("mean radios")


def test_an_estimator_without_probabilities_is_ranked_by_its_decisions() -> None:
    iris = load_iris()
    for target in (iris.target, (iris.target == 2).astype(int)):
        model = LinearSVC().fit(iris.data, target)
        found = dv.evaluate(model, iris.data, target)
        assert isinstance(found, ClassificationEvaluation)
        assert found.result.score_kind == "decision values"
        assert found.result.accuracy == pytest.approx(model.score(iris.data, target))
        assert found.roc().to_dict()["roc_auc"]
        with pytest.raises(OptionError, match="CalibratedClassifierCV"):
            found.calibration()


def test_the_same_predictions_in_any_form_have_the_same_numbers() -> None:
    true, scores = scored(200, 3)
    names = ["ant", "bee", "cat"]
    forms: list[tuple[Any, Any]] = [
        (true, scores),
        (true.tolist(), scores.tolist()),
        (np.eye(3)[true], scores.astype(np.float32)),
        (pd.Series(true), pd.DataFrame(scores, columns=names)),
        (pd.Series(np.array(names)[true], dtype="category"), pd.DataFrame(scores, columns=names)),
        (np.array(names)[true], scores),
        (true.astype(float).reshape(-1, 1), scores),
    ]
    expected = evaluated(true, scores, class_names=names).to_dict()
    for given in forms:
        found = evaluated(*given, class_names=names).to_dict()
        assert found["confusion_matrix"] == expected["confusion_matrix"]
        assert found["scores"] == pytest.approx(expected["scores"], rel=1e-5)


def test_columns_of_a_frame_name_the_classes() -> None:
    frame = pd.DataFrame(PROBABILITIES, columns=["no", "yes"])
    assert evaluated([0, 1, 0, 1], frame).class_names == ("no", "yes")


@pytest.mark.parametrize(
    ("true", "predicted", "names"),
    [
        ([True, False, True], [True, True, False], ("False", "True")),
        (["a", "b", "a"], ["a", "c", "a"], ("a", "b", "c")),
        ([0, 2, 2], [0, 2, 0], ("0", "2")),
        (np.array([1, 1], dtype=object), np.array([1, 0], dtype=object), ("0", "1")),
        ([True, False], [0.8, 0.3], ("False", "True")),
        (pd.Series([True, False], dtype="boolean"), [0.8, 0.3], ("False", "True")),
    ],
)
def test_labels_of_any_kind_are_classes(true: Any, predicted: Any, names: tuple[str, ...]) -> None:
    assert evaluated(true, predicted).class_names == names


def test_a_class_that_never_occurs_has_no_curve_and_is_reported() -> None:
    found = evaluated([0, 1, 1, 0], np.column_stack([PROBABILITIES, np.zeros(4)]), class_names=["a", "b", "never"])
    assert set(found.roc().to_dict()["roc_auc"]) == {"a", "b", "micro average", "macro average"}
    assert found.notes == ("There is no sample of 1 class (never), so that it has no curve.",)
    assert set(found.charts()) >= {"roc", "confusion_matrix", "per_class"}


def test_one_class_alone_has_a_matrix_and_a_clear_error_for_curves() -> None:
    found = evaluated([1, 1, 1, 1], PROBABILITIES, class_names=["a", "b"])
    assert found.confusion_matrix().to_dict()["matrix"] == [[0, 0], [2, 2]]
    for chart in ("roc", "precision_recall", "det", "gain", "lift", "thresholds"):
        with pytest.raises(OptionError, match="samples of"):
            getattr(found, chart)()
    assert set(found.charts()) == {"per_class", "confusion_matrix", "errors"}
    assert "accuracy" in found.summary


def test_predictions_that_are_no_number_count_as_wrong_and_are_left_out_of_curves() -> None:
    true, scores = scored(100, 3)
    scores[:5] = np.nan
    scores[5, 0] = np.inf
    found = evaluated(true, scores)
    assert "6 of 100 predictions are NaN or infinite; they count as wrong." in found.notes
    assert len(found.charts()) == 11
    whole = evaluated(true[6:], scores[6:])
    assert found.roc().to_dict()["roc_auc"] == whole.roc().to_dict()["roc_auc"]
    assert found.calibration().to_dict() == whole.calibration().to_dict()


def test_only_predictions_that_are_no_number_have_no_curve() -> None:
    found = evaluated([0, 1, 0], np.full((3, 2), np.nan))
    assert found.result.accuracy == 0
    assert set(found.charts()) == {"per_class", "confusion_matrix", "errors"}
    with pytest.raises(OptionError, match="nothing to calibrate"):
        found.calibration()


def test_scores_that_do_not_sum_to_one_are_taken_as_they_are_and_reported() -> None:
    true, scores = scored(100, 3)
    found = evaluated(true, scores * 0.5 + 0.1)
    assert found.result.score_kind == "scores"
    assert any("do not sum to 1 but to 0.8" in note for note in found.notes)
    assert found.roc().to_dict()["roc_auc"] == pytest.approx(evaluated(true, scores).roc().to_dict()["roc_auc"])
    assert "log_loss" not in found.scores


def test_logits_have_the_curves_of_their_probabilities() -> None:
    true, scores = scored(150, 3)
    found, expected = evaluated(true, np.log(scores) + 3), evaluated(true, scores)
    assert found.result.score_kind == "logits"
    assert found.scores == pytest.approx(expected.scores)
    assert found.calibration().to_dict()["share_true"] == expected.calibration().to_dict()["share_true"]


def test_many_labels_have_a_curve_each() -> None:
    random = np.random.default_rng(0)
    true = random.integers(0, 2, (80, 3))
    found = evaluated(true, np.clip(true * 0.3 + random.random((80, 3)) * 0.7, 0, 1), class_names=["red", "green", "blue"])
    assert found.result.kind == "multi-label"
    assert set(found.roc().to_dict()["roc_auc"]) >= {"red", "green", "blue", "micro average"}
    assert set(found.charts()) == {
        "per_class", "roc", "precision_recall", "det", "gain", "lift", "score_distributions", "calibration", "errors",
    }  # fmt: skip
    with pytest.raises(OptionError, match="several labels"):
        found.confusion_matrix()


def test_a_forest_of_many_labels_has_a_curve_each() -> None:
    random = np.random.default_rng(0)
    x = random.normal(size=(80, 4))
    y = (x[:, :3] > 0).astype(int)
    forest = RandomForestClassifier(10, random_state=0).fit(x, y)
    found = dv.evaluate(forest, x, y)
    assert isinstance(found, ClassificationEvaluation)
    assert found.result.kind == "multi-label"
    assert found.result.accuracy == pytest.approx((forest.predict(x) == y).all(axis=1).mean())


def test_more_decisions_than_can_be_ranked_have_no_micro_average(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dotnet_viz.measures.evaluation.classifiers.ranking.MOST_DECISIONS", 500)
    found = evaluated(*scored(200, 3))
    assert set(found.roc().to_dict()["roc_auc"]) == {"0", "1", "2", "macro average"}
    assert "macro average" in found.precision_recall().svg


def test_the_positive_class_is_the_users_choice() -> None:
    true, scores = scored(200, 2)
    names = ["ill", "well"]
    second, first = (evaluated(true, scores, class_names=names, positive=one) for one in (None, "ill"))
    assert list(second.roc().to_dict()["roc_auc"]) == ["well"]
    assert first.roc().to_dict()["roc_auc"] == pytest.approx({"ill": roc_auc_score(true == 0, scores[:, 0])})
    assert first.thresholds().to_dict()["class"] == "ill"
    with pytest.raises(OptionError, match="ill, well"):
        evaluated(true, scores, class_names=names, positive="sick")
    with pytest.raises(OptionError, match="one of two"):
        evaluated([0, 1, 2], np.eye(3), positive="0")


def test_classes_are_chosen_by_name_or_index() -> None:
    true, scores = scored(200, 3)
    found = evaluated(true, scores, class_names=["ant", "bee", "cat"])
    assert set(found.roc(["bee", 0], averages=False).to_dict()["roc_auc"]) == {"ant", "bee"}
    assert set(found.calibration(["cat"]).to_dict()["expected_calibration_error"]) == {"cat"}
    for wrong in ("bea", 3):
        with pytest.raises(OptionError, match="unknown class"):
            found.roc([wrong])
    with pytest.raises(OptionError, match="a threshold is of one class"):
        found.thresholds()
    assert found.thresholds("bee").to_dict()["class"] == "bee"


def test_intervals_are_in_the_summary_the_dict_and_the_charts() -> None:
    true, scores = scored(150, 2)
    found = evaluated(true, scores, intervals=50)
    assert "95 % interval" in found.summary
    one = next(one for one in found.to_dict()["intervals"] if one["measure"] == "ROC AUC")
    assert found.roc().to_dict()["intervals"] == {"1": [one["low"], one["high"]]}
    assert {"f1_low", "recall_high"} <= set(found.per_class().to_frame().columns)
    assert evaluated(true, scores).intervals == ()


def test_every_chart_has_its_numbers_and_both_themes() -> None:
    true, scores = scored(150, 4)
    charts = evaluated(true, scores, theme="dark").charts()
    assert len(charts) == 11
    for name, chart in charts.items():
        assert chart.theme == "dark", name
        assert json.loads(json.dumps(chart.to_dict())), name
        assert len(chart.to_frame()), name
        assert chart.title
        assert chart.alternative.endswith("."), name
    with pytest.raises(OptionError, match="theme"):
        evaluated(true, scores, theme="blue")


def test_a_summary_for_terminals_and_one_for_notebooks_have_the_same_numbers() -> None:
    found = evaluated(["<b>", "x", "x"], ["<b>", "x", "<b>"])
    assert "66.7 %" in found.summary
    assert found.summary == str(found)
    assert "&lt;b&gt;" in found._repr_html_()
    assert "accuracy 66.7 %" in repr(found)


def test_errors_show_images_or_rows() -> None:
    true, scores = scored(60, 3)
    found = evaluated(true, scores)
    images = np.random.default_rng(0).random((60, 8, 8))
    assert "<image" in found.errors(images=images).svg
    assert (
        found.errors(images=(images * 255).astype(np.uint8), count=3).to_dict()["sample"]
        == found.errors().to_dict()["sample"][:3]
    )
    assert found.errors(rows=images.reshape(60, 64)).to_frame().shape == (12, 6 + 64)
    assert "<image" not in found.errors().svg
    with pytest.raises(ShapeError, match="60, height, width"):
        found.errors(images=images[:5])
    assert "are right" in evaluated([0, 1], np.eye(2)).errors().alternative


def test_amounts_have_an_evaluation_of_errors() -> None:
    x = np.arange(20.0).reshape(-1, 1)
    y = x[:, 0] * 2 + np.sin(x[:, 0])
    found = dv.evaluate(LinearRegression().fit(x, y), x, y)
    assert isinstance(found, RegressionEvaluation)
    assert found.to_dict()["r2"] == pytest.approx(LinearRegression().fit(x, y).score(x, y))
    assert found.predicted_against_true().to_frame().shape == (20, 2)
    assert len(found.residuals().to_dict()["residual"]) == 20
    assert set(found.charts()) >= {"predicted_against_true", "residuals"}
    assert "R²" in found.summary


def test_amounts_without_a_finite_prediction_have_nothing_to_draw() -> None:
    found = dv.evaluate(predictions=([0.5, 1.5], [np.nan, np.nan]))
    assert isinstance(found, RegressionEvaluation)
    assert found.charts() == {}
    with pytest.raises(OptionError, match="nothing to draw"):
        found.residuals()


def test_importing_the_package_imports_neither_scikit_learn_nor_matplotlib_nor_pandas() -> None:
    code = (
        "import dotnet_viz as dv, sys; dv.evaluate; print([n for n in ('sklearn', 'matplotlib', 'pandas') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_each_chart_takes_a_heading_of_its_own_and_all_have_one_size() -> None:
    found = evaluated([0, 1, 0, 1], PROBABILITIES, title="ResNet50", width="8.5cm", dpi=300)
    for name, chart in found.charts().items():
        own = getattr(found, name)(title="Test set")
        assert own.title == "Test set"
        assert chart.title.startswith("ResNet50: ")
        assert own.width == chart.width == 321.26
        assert chart.drawn_size.dpi == 300
    assert found.confusion_matrix(title="").title == found.confusion_matrix().title.removeprefix("ResNet50: ")
