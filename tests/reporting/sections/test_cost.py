from __future__ import annotations

import numpy as np

from dotnet_viz.graph import Graph, Layer, Node, Weight
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.sections import cost
from tests.builders import dense_chain
from tests.reporting.builders import model_graph


def test_each_part_has_a_row_a_bar_and_the_whole_is_in_words() -> None:
    section = cost.build(ReportContext(model_graph()))
    assert section is not None
    assert [row[0].text for row in section.data["table"].rows] == ["input", "dense_0", "dense_1"]
    assert [row[3].text for row in section.data["table"].rows] == ["0", "15", "8"]
    assert "18 MACs" in section.data["lead"]
    assert "23 parameters" in section.data["lead"]
    assert "of the FLOPs are in dense_0" in section.data["lead"]
    assert "dense_0: 15 (65.2 %)" in section.data["figure"].svg


def test_parts_whose_names_begin_alike_are_told_apart_by_their_ends() -> None:
    section = cost.build(ReportContext(dense_chain(*[6] * 200)))
    assert section is not None
    names = [row[0].text for row in section.data["table"].rows]
    assert len(set(names)) == len(names) > 10
    assert names[-1].endswith("… dense_198")


def test_a_model_without_costs_or_of_one_layer_has_no_section() -> None:
    assert cost.build(ReportContext(Graph("empty", "Sequential", ()))) is None
    weights = (Weight.from_array("kernel", np.ones((2, 3))),)
    single = Graph("m", "Sequential", (Node("n0", Layer("d", "d", "Dense", weights=weights)),))
    assert cost.build(ReportContext(single)) is None
