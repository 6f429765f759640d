from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dotnet_viz.graph import Graph, Layer, Node, OptimizerState, OptimizerVariable, Origin
from dotnet_viz.measures.summary.compiled import LONGEST, compile_facts, compile_summary
from dotnet_viz.measures.summary.summary import summarise
from dotnet_viz.readers import read


def model(**origin: Any) -> Graph:
    """Return a model of one layer, of a given origin."""
    return Graph("m", "Sequential", (Node("n0", Layer("a", "a", "Dense")),), origin=Origin("keras", **origin))


def facts(graph: Graph) -> list[tuple[str, str]]:
    """Return what the summary of a model says of its training."""
    summary = summarise(graph)
    return list(compile_facts(summary.compiled, summary.optimizer))


ADAM = {"class_name": "Adam", "config": {"learning_rate": 0.0010000000474974513}}
DECAY = {
    "class_name": "Adam",
    "config": {"learning_rate": {"class_name": "CosineDecay", "config": {"alpha": 0.0, "decay_steps": 500}}},
}


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (
            {"optimizer": ADAM, "loss": "mse", "metrics": ["mae", "accuracy"]},
            ["Adam, learning rate 0.001", "mse", "mae, accuracy"],
        ),
        ({"optimizer": "sgd", "loss": None, "metrics": None}, ["sgd"]),
        ({"optimizer_config": DECAY}, ["Adam, learning rate CosineDecay (decay_steps 500)"]),
        ({"loss": {"a": "mse", "b": {"class_name": "Huber", "config": {"delta": 1}}}}, ["a: mse, b: Huber"]),
        ({"loss": {"class_name": "function", "config": "my_loss"}}, ["my_loss"]),
        ({"metrics": [["accuracy"], [{"class_name": "AUC", "config": {}}]]}, ["accuracy, AUC"]),
        ({"metrics": [{"class_name": "MeanMetricWrapper", "config": {"fn": "accuracy"}}]}, ["accuracy"]),
        ({"optimizer": 5, "loss": True, "metrics": []}, ["5"]),
        ({}, []),
    ],
)
def test_what_a_model_was_compiled_with_is_shown_by_its_names(stored: dict[str, Any], shown: list[str]) -> None:
    assert [value for _, value in facts(model(training=stored))] == shown


def test_settings_that_do_nothing_are_left_out() -> None:
    config = {
        "name": "adam", "learning_rate": 0.5, "beta_1": 0.9, "clipnorm": None, "amsgrad": False, "weight_decay": 0.0,
        "use_ema": False, "ema_momentum": 0.99, "epsilon": 1e-7,
    }  # fmt: skip
    found = compile_summary({"optimizer": {"class_name": "Adam", "config": config}})
    assert found is not None
    assert found.optimizer_settings == {"beta_1": 0.9, "epsilon": 1e-7}
    averaged = compile_summary({"optimizer": {"class_name": "Adam", "config": config | {"use_ema": True}}})
    assert averaged is not None
    assert averaged.optimizer_settings["ema_momentum"] == 0.99


def test_the_state_of_the_optimizer_is_its_variables_bytes_and_steps() -> None:
    variables = (OptimizerVariable("iteration", (), "int64"), OptimizerVariable("m", (1000, 10), "float32"))
    graph = model(training={"optimizer": "adam"}, optimizer=OptimizerState(variables, 1200, 0.01))
    assert list(facts(graph)) == [
        ("Optimizer", "adam"),
        ("Optimizer state", "2 variables, 39.1 KiB, after 1,200 steps, learning rate 0.01"),
    ]
    assert "Optimizer state: 2 variables, 39.1 KiB" in str(summarise(graph))
    strange = model(optimizer=OptimizerState((OptimizerVariable("m", (3,), "quaternion"),)))
    assert list(facts(strange)) == [("Optimizer state", "1 variable")]


def test_the_summary_is_plain_json() -> None:
    schedule = {"class_name": "CosineDecay", "config": {"decay_steps": 500}}
    graph = model(
        training={"optimizer": {"class_name": "Adam", "config": {"learning_rate": schedule}}, "metrics": {"a": ["mae", "mse"]}},
        date_saved="2026-11-28T21:33:09",
        optimizer=OptimizerState((OptimizerVariable("m", (3,), "float32"),), 4),
    )
    found = json.loads(json.dumps(summarise(graph).to_dict()))
    assert found["compiled"]["learning_rate"] == schedule
    assert found["compiled"]["metrics"] == ["a: mae, mse"]
    assert found["date_saved"] == "2026-11-28T21:33:09"
    assert found["optimizer"] == {
        "variables": [{"name": "m", "shape": [3], "dtype": "float32"}],
        "variable_bytes": 12,
        "iterations": 4,
        "learning_rate": None,
    }
    assert Graph.from_json(graph.to_json()).origin.optimizer == graph.origin.optimizer


@pytest.mark.parametrize(
    "training",
    [
        "text", ["adam"], {"optimizer": [1, 2]}, {"optimizer": {"class_name": {"a": 1}, "config": "x"}}, {"loss": [[[]]]},
        {"optimizer": {"class_name": "Adam", "config": {"learning_rate": 10**400, "a": float("nan"), "b": [None, {"c": 1}]}}},
        {"optimizer": {"class_name": None, "config": {"learning_rate": "0.1"}}, "metrics": {"class_name": 3}},
    ],
)  # fmt: skip
def test_whatever_a_file_holds_there_is_no_error(training: Any) -> None:
    assert isinstance(str(summarise(model(training=training))), str)


def test_no_text_of_a_file_can_change_what_a_terminal_shows() -> None:
    evil = "a\x1b[2J\nfake: line\u202e" + "x" * 2000
    graph = model(training={"loss": evil, "metrics": [evil], "optimizer": {"class_name": evil, "config": {evil: evil}}})
    for _, value in facts(graph):
        assert len(value) <= LONGEST
    text = str(summarise(graph))
    assert not any(sign in text for sign in ("\x1b", "\u202e", "\nfake"))


@pytest.mark.keras
def test_live_models_and_both_formats_agree(tmp_path: Path) -> None:
    import keras

    network = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
    rate = keras.optimizers.schedules.CosineDecay(0.01, 100)
    for learning_rate, momentum in ((0.05, 0.9), (rate, 0.0)):
        optimizer = keras.optimizers.SGD(learning_rate, momentum=momentum)
        network.compile(optimizer, keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
        network.fit(np.ones((8, 4), "float32"), np.zeros(8, "int32"), batch_size=4, verbose=0)
        for suffix in ("keras", "h5"):
            network.save(tmp_path / f"m.{suffix}")
        graphs = [read(network), read(tmp_path / "m.keras"), read(tmp_path / "m.h5")]
        found = [list(facts(graph)) for graph in graphs]
        assert found[0] == found[1] == found[2]
        names = [name for name, _ in found[0]]
        assert names == [
            "Optimizer",
            *(["Settings of the optimizer"] if momentum else []),
            "Loss",
            "Metrics",
            "Optimizer state",
        ]
        states = [graph.origin.optimizer for graph in graphs]
        shapes = [[(item.shape, item.dtype) for item in state.variables] for state in states if state]
        assert shapes[0] == shapes[1] == shapes[2]
        assert [state.iterations for state in states if state] == [2, 2, 2]
        assert [name for state in states if state for name in [state.variables[0].name.rpartition("/")[2]]] == ["iteration"] * 3
        assert summarise(graphs[1]).date_saved is not None
