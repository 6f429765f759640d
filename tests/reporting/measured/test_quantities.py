from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.evaluation.evaluate import evaluation_of
from dotnet_viz.graph import Graph, Layer, Node
from dotnet_viz.measures.evaluation.classifiers.classification import classify
from dotnet_viz.measures.evaluation.evaluate import Evaluation, evaluate_predictions
from dotnet_viz.measures.summary.summary import summarise
from dotnet_viz.measures.training.sources import run_of
from dotnet_viz.reporting.measured.quantities import (
    SCORES,
    Quantities,
    base_measure,
    better_value,
    metric_quantities,
    model_quantities,
    training_quantities,
)


def metrics(true: object, predicted: object, **options: object) -> Quantities:
    return metric_quantities([evaluation_of(evaluate_predictions(true, predicted, **options))])  # type: ignore[arg-type]


def cases() -> list[tuple[str, Quantities]]:
    random = np.random.default_rng(0)
    scores = random.random((60, 3))
    masks = random.integers(0, 2, (4, 8, 8))
    return [
        ("classes", metrics(random.integers(0, 3, 60), scores / scores.sum(axis=1, keepdims=True))),
        ("two classes", metrics(random.integers(0, 2, 60), random.random(60))),
        ("labels", metrics(np.eye(2, dtype=int)[[0, 1, 1]] | [[0, 1], [0, 0], [1, 0]], random.random((3, 2)))),
        ("amounts", metrics(random.random((40, 2)), random.random((40, 2)))),
        ("masks", metrics(masks, 1 - masks, task="segmentation")),
        ("steps", metrics(random.integers(0, 3, (5, 7)), random.random((5, 7, 3)), task="token-classification")),
        ("amounts of steps", metrics(random.random((5, 7)), random.random((5, 7)), task="sequence-regression")),
    ]


@pytest.mark.parametrize(("name", "found"), cases())
def test_every_measure_of_every_task_can_be_asked_for_before_it_is_there(name: str, found: Quantities) -> None:
    assert found["samples"].value
    assert {base_measure(quantity) for quantity in found} - {"samples"} <= set(SCORES)


def test_the_worst_class_is_one_of_them() -> None:
    found = metrics(["a", "a", "b", "c"], ["a", "b", "b", "c"])
    recalls = {name: quantity.value for name, quantity in found.items() if name.endswith(":recall")}
    assert recalls == {"a:recall": 0.5, "b:recall": 1.0, "c:recall": 1.0}
    assert (found["min(recall)"].value, found["max(recall)"].value) == (0.5, 1.0)


def test_several_outputs_have_their_names_before_the_measures() -> None:
    outputs = tuple(classify(name, np.eye(2)[[0, 1]], np.array([0, 1])) for name in ("first", ""))
    measured = Evaluation(outputs, 2)
    found = metric_quantities([evaluation_of(measured, output=number) for number in range(2)])
    assert {"first/accuracy", "output 2/accuracy", "first/min(recall)", "first/1:recall"} <= set(found)
    assert "accuracy" not in found


def test_what_is_not_known_of_a_model_says_why() -> None:
    found = model_quantities(summarise(Graph("m", "Sequential", (Node("n0", Layer("d", "d", "Custom")),))))
    assert found["flops"].value is None
    assert "not known" in found["flops"].reason
    assert "file_size" not in found


def test_training_metrics_are_those_of_the_last_epoch() -> None:
    found = training_quantities(run_of({"loss": [3.0, 1.0], "accuracy": [0.1, 0.5], "val_loss": [2.0, 4.0], "lr": [0.1, 0.1]}))
    assert {name: one.value for name, one in found.items()} == {"train_loss": 1.0, "val_loss": 4.0, "train_accuracy": 0.5}
    assert training_quantities(None) == {}


@pytest.mark.parametrize(
    ("name", "better"),
    [
        *(("accuracy", "higher"), ("r2", "higher"), ("root_mean_squared_error", "lower"), ("val_loss", "lower")),
        *(("val_accuracy", "higher"), ("drift", "lower"), ("warnings", "lower"), ("samples", None), ("a: b:f1", "higher")),
        *(("hamming_loss", "lower"), ("max_error", "lower"), ("min(recall)", "higher"), ("train_temperature", None)),
    ],
)
def test_which_direction_is_better(name: str, better: str | None) -> None:
    assert better_value(name) == better
