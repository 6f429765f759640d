"""Contexts for tests of the report: every section has something to show, and names are hostile on request."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from dotnet_viz.graph import Edge, Graph, Layer, Node, Origin, Port, TensorSpec, Weight
from dotnet_viz.measures.evaluation.classifiers.classification import classify
from dotnet_viz.measures.evaluation.evaluate import Evaluation
from dotnet_viz.measures.training.sources import run_of
from dotnet_viz.readers import read
from dotnet_viz.reporting.card.card import ModelCard
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.report import Report, build_report
from tests.charts.training.builders import watched

HOSTILE = "<script>alert('x')</script>\"'&--><img src=x onerror=alert(1)>{{ 7*7 }}</style></title>"


def model_graph(name: str = "digits", layer: str = "dense", **origin: Any) -> Graph:
    """Return an input and two dense layers of 4, 3 and 2 units."""
    random = np.random.default_rng(0)
    layers = [Layer("input", "input", "InputLayer", trainable=None)]
    for number, (inputs, units) in enumerate(((4, 3), (3, 2))):
        kernel = Weight.from_array("kernel", random.normal(size=(inputs, units)).astype("float32"))
        bias = Weight.from_array("bias", np.zeros(units, "float32"))
        title = f"{layer}_{number}"
        layers.append(Layer(title, title, "Dense", activation="relu", weights=(kernel, bias)))
    shapes = [(None, 4), (None, 3), (None, 2)]
    nodes = tuple(
        Node(f"n{place}", item, outputs=(TensorSpec(shape, "float32"),))
        for place, (item, shape) in enumerate(zip(layers, shapes, strict=True))
    )
    edges = (Edge("n0", 0, "n1", 0), Edge("n1", 0, "n2", 0))
    told = Origin("keras", **{"framework": "Keras", **origin})
    return Graph(name, "Sequential", nodes, edges, (Port("n0"),), (Port("n2"),), told)


def evaluation(class_names: list[str] | None = None) -> Evaluation:
    """Return measures of six samples in two classes, five of them right."""
    predicted, true = np.eye(2)[[0, 0, 0, 1, 1, 1]], np.array([0, 0, 0, 1, 1, 0])
    return Evaluation((classify("", predicted, true, class_names=class_names),), 6)


def estimator_context(name: str = "digits", **changes: Any) -> ReportContext:
    """Return a context with a decision tree of scikit-learn, which has sections that networks do not have."""
    from sklearn.tree import DecisionTreeClassifier

    random = np.random.default_rng(0)
    x = random.normal(size=(60, 3))
    y = (x[:, 0] + x[:, 1] > 0).astype(int)
    model = DecisionTreeClassifier(max_depth=4, random_state=0).fit(x, y)
    values: dict[str, Any] = {
        "graph": read(model),
        "model": model,
        "data": (x, y),
        "class_names": [name, "other"],
        "feature_names": [name, "b", "c"],
    }
    return ReportContext(**(values | changes))


def full_context(name: str = "digits", **changes: Any) -> ReportContext:
    """Return a context that fills every section, with one name for everything that has one."""
    history = {name: [3.0, 2.0, 1.0], "loss": [3.0, 2.0, 1.0], "val_loss": [3.0, 1.5, 2.0], "lr": [0.1, 0.1, 0.01]}
    values: dict[str, Any] = {
        "graph": model_graph(name, name),
        "run": replace(watched(prefix=name), curves=run_of(history).curves),
        "data": (np.arange(16.0).reshape(4, 4), np.array([0, 1, 0, 1])),
        "evaluation": evaluation([name, "other"]),
        "class_names": [name, "other"],
        "feature_names": [name, "b", "c", "d"],
        "seed": 7,
        "inputs": np.eye(4),
        "card": ModelCard(
            name, description=name, license="mit", tags=[name], factors=name, intended_use={"primary_uses": [name, name]}
        ),
    }
    return ReportContext(**(values | changes))


@cache
def full_report(name: str = "digits") -> Report:
    """Return the report of :func:`full_context`, built once in a process: eighteen charts take seconds."""
    return build_report(full_context(name))


@cache
def estimator_report() -> Report:
    """Return the report of :func:`estimator_context`, built once in a process."""
    return build_report(estimator_context())
