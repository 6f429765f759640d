from __future__ import annotations

import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import dotnet_viz as dv
from dotnet_viz.graph import Edge, Graph, Layer, Node, Weight
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.sections import cost
from tests.builders import dense_chain
from tests.reporting.builders import model_graph

WEIGHTS = (Weight.from_array("kernel", np.ones((2, 3))),)


def test_each_part_has_a_row_a_bar_and_the_whole_is_in_words() -> None:
    section = cost.build(ReportContext(model_graph()))
    assert section is not None
    assert [row[0].text for row in section.data["table"].rows] == ["input", "dense_0", "dense_1"]
    assert [row[3].text for row in section.data["table"].rows] == ["0", "15", "8"]
    assert "18 MACs" in section.data["lead"]
    assert "23 parameters" in section.data["lead"]
    assert "of the FLOPs are in dense_0" in section.data["lead"]
    assert "dense_0: 15 (65.2 %)" in section.data["figure"].svg


def test_parts_whose_names_begin_alike_are_distinct_names_by_their_ends() -> None:
    section = cost.build(ReportContext(dense_chain(*[6] * 200)))
    assert section is not None
    names = [row[0].text for row in section.data["table"].rows]
    assert len(set(names)) == len(names) > 10
    assert names[-1].endswith("… dense_198")


def test_what_is_not_known_is_not_said() -> None:
    x, y = np.arange(12.0).reshape(6, 2), [0, 1, 0, 1, 0, 1]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        pipeline = make_pipeline(StandardScaler(), MLPClassifier((3,), max_iter=1, random_state=0)).fit(x, y)
    section = cost.build(ReportContext(dv.read(pipeline)))
    assert section is not None
    assert section.data["lead"].startswith("For one sample the model computes 9 MACs (")
    assert "bytes" not in section.data["lead"]
    assert "Memory" not in section.data["figure"].svg
    assert "Memory" not in [head.title for head in section.data["table"].columns]
    nodes = [Node(f"n{place}", Layer(f"d{place}", f"d{place}", "Mine", weights=WEIGHTS)) for place in range(2)]
    unknown = cost.build(ReportContext(Graph("m", "Functional", tuple(nodes), (Edge("n0", 0, "n1", 0),))))
    assert unknown is not None
    assert unknown.data["lead"] == "The model has 12 parameters."


def test_a_model_without_costs_or_of_one_layer_has_no_section() -> None:
    assert cost.build(ReportContext(Graph("empty", "Sequential", ()))) is None
    single = Graph("m", "Sequential", (Node("n0", Layer("d", "d", "Dense", weights=WEIGHTS)),))
    assert cost.build(ReportContext(single)) is None
