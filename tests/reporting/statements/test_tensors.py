"""Tensors are shapes, tables of estimators are columns."""

from __future__ import annotations

from sklearn.linear_model import LinearRegression

import dotnet_viz as dv
from dotnet_viz.reporting.statements.tensors import shapes_in_words, tensors_in_words
from tests.reporting.builders import model_graph


def test_a_table_has_columns() -> None:
    graph = dv.read(LinearRegression().fit([[0.0, 1.0], [1.0, 0.0]], [0.0, 1.0]))
    assert shapes_in_words(graph, graph.inputs) == "2 columns"
    assert shapes_in_words(graph, graph.outputs) == "1 column"
    assert tensors_in_words(graph, graph.inputs) == "a table of 2 columns"


def test_a_tensor_has_a_shape() -> None:
    graph = model_graph()
    assert shapes_in_words(graph, graph.inputs) == "(None, 4)"
    assert tensors_in_words(graph, graph.inputs) == "a tensor of shape (None, 4)"
