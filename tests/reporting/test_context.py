from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import LinearRegression, LogisticRegression

from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.measures.evaluation.classifiers.classification import Classification
from dotnet_viz.measures.evaluation.regression import Regression
from dotnet_viz.measures.evaluation.segmentation import Segmentation
from dotnet_viz.measures.training.run import TrainingRun
from dotnet_viz.reporting.context import ReportContext
from tests.reporting.builders import evaluation, model_graph

X = np.arange(12.0).reshape(6, 2)
Y = np.array([0, 0, 0, 1, 1, 1])


def test_a_training_without_a_model_has_the_runs_name() -> None:
    context = ReportContext(run=TrainingRun("7", "TensorBoard"))
    assert (context.heading, context.subject) == ("7", "Training report · logged by TensorBoard")
    assert context.measurements is None
    with pytest.raises(OptionError, match="neither a model nor a training"):
        ReportContext()


def test_the_model_predicts_once_however_often_the_measures_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    model = LogisticRegression().fit(X, Y)
    calls: list[int] = []
    predict = model.predict_proba

    def counted(x: Any) -> Any:
        calls.append(len(x))
        return predict(x)

    monkeypatch.setattr(model, "predict_proba", counted)
    context = ReportContext(model_graph(), model=model, data=(X, Y), class_names=["no", "yes"])
    assert context.measured is context.measured
    assert calls == [6]
    assert context.measured is not None
    result = context.measured.outputs[0]
    assert isinstance(result, Classification)
    assert result.class_names == ("no", "yes")


def test_the_task_is_handed_on() -> None:
    context = ReportContext(model_graph(), model=LinearRegression().fit(X, Y), data=(X, Y), task="regression")
    assert context.measured is not None
    assert isinstance(context.measured.outputs[0], Regression)


def test_measures_that_were_taken_before_need_no_model() -> None:
    given = evaluation()
    assert ReportContext(model_graph(), evaluation=given).measured is given
    assert ReportContext(model_graph()).measured is None


def test_data_without_a_live_model_is_refused() -> None:
    with pytest.raises(UnsupportedInputError, match="cannot predict"):
        _ = ReportContext(model_graph(), model="model.keras", data=(X, Y)).measured


def test_pixels_that_are_left_out_are_no_part_of_the_evaluation() -> None:
    class Shares:
        """Predicts half of each class for every pixel."""

        def predict(self, x: Any) -> Any:
            return np.full((*x.shape[:3], 2), 0.5)

    masks = np.zeros((2, 4, 4), dtype=int)
    masks[0] = 255
    context = ReportContext(model_graph(), model=Shares(), data=(np.zeros((2, 4, 4, 1)), masks), ignore=255)
    assert context.measured is not None
    [result] = context.measured.outputs
    assert isinstance(result, Segmentation)
    assert result.pixels == 16
