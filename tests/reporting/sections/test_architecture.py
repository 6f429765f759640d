from __future__ import annotations

from dotnet_viz.graph import Graph
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.sections import architecture
from tests.reporting.builders import model_graph


def test_the_diagram_and_the_table_name_every_layer() -> None:
    section = architecture.build(ReportContext(model_graph()))
    assert section is not None
    rows = [[cell.text.replace("\u00a0", " ") for cell in row] for row in section.data["table"].rows]
    assert rows == [
        ["input", "InputLayer", "(None, 4)", "0", "0", "16 bytes", "–", "–", "–"],
        ["dense_0", "Dense", "(None, 3)", "15", "12", "12 bytes", "relu", "yes", "input"],
        ["dense_1", "Dense", "(None, 2)", "8", "6", "8 bytes", "relu", "yes", "dense_0"],
    ]
    assert [cell.sort for cell in section.data["table"].rows[1]][3] == 15.0
    for name in ("input", "dense_0", "dense_1"):
        assert name in section.data["figure"].svg
    assert section.data["parts"] == ()


def test_a_graph_without_nodes_has_no_architecture() -> None:
    assert architecture.build(ReportContext(Graph("empty", "Sequential", ()))) is None
