from __future__ import annotations

from dotnet_viz.diagrams.annotations.colors.overlays import read_overlays
from dotnet_viz.graph import Graph, Layer, Node
from dotnet_viz.reporting.context import ReportContext
from dotnet_viz.reporting.sections import architecture
from tests.builders import dense_chain
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


def test_a_column_of_which_nothing_is_known_is_left_out() -> None:
    layers = [Layer(name, name, "Mine") for name in ("a", "b")]
    graph = Graph("m", "Functional", tuple(Node(f"n{place}", layer) for place, layer in enumerate(layers)))
    section = architecture.build(ReportContext(graph))
    assert section is not None
    heads = [head.title for head in section.data["table"].columns]
    assert heads == ["Layer", "Class", "Output shape", "Parameters", "Activation", "Trainable", "Connected to"]


def test_a_graph_without_nodes_has_no_architecture() -> None:
    assert architecture.build(ReportContext(Graph("empty", "Sequential", ()))) is None


def test_a_large_model_is_shown_as_blocks_and_every_layer_is_in_the_appendix() -> None:
    section = architecture.build(ReportContext(dense_chain(*[6] * 60)))
    assert section is not None
    assert "× 59" in section.data["figure"].svg
    assert "dense_30" not in section.data["figure"].svg.split("</text>", 1)[1].split("<title>")[0]
    diagram, table = section.appendix
    assert section.data["full"] == diagram.anchor
    assert diagram.figure is not None
    assert diagram.parts
    for place in range(59):
        assert f">dense_{place}</text>" in diagram.figure.svg
        assert any(f">dense_{place}</text>" in part.svg for part in diagram.parts)
    assert table.table is not None
    assert len(table.table.rows) == 60
    assert section.data["table"].caption == "Layers with the most parameters"
    assert table.table.caption == "59 layers and 1 input, in the order of the model"
    ids = [part.svg.split('id="')[1].split('"')[0] for part in (diagram.figure, *diagram.parts, section.data["figure"])]
    assert len(set(ids)) == len(ids)


def test_numbers_of_layers_colour_the_diagram_and_are_a_column_to_sort_by() -> None:
    context = ReportContext(model_graph(), overlay=read_overlays({"latency (ms)": {"dense_0": 3.25, "dense_1": 88}}))
    section = architecture.build(context)
    assert section is not None
    table, figure = section.data["table"], section.data["figure"]
    assert [column.title for column in table.columns][3:6] == ["latency", "Parameters", "MACs"]
    assert table.columns[3].numeric
    assert [row[3].sort for row in table.rows] == [None, 3.25, 88.0]
    assert ">latency (ms)</text>" in figure.svg
    assert figure.svg.count("88 ms") >= 1
    assert ">families of layers</text>" not in figure.svg


def test_blocks_of_a_large_model_have_the_colours_of_numbers_too() -> None:
    numbers = {f"dense_{place}": place for place in range(59)}
    section = architecture.build(ReportContext(dense_chain(*[6] * 60), overlay=read_overlays({"time": numbers})))
    assert section is not None
    diagram, table = section.appendix[0].figure, section.appendix[1].table
    assert diagram is not None
    assert table is not None
    assert all(">time</text>" in part.svg for part in (section.data["figure"], diagram))
    assert table.columns[3].title == "time"
    shown = section.data["table"]
    assert (shown.caption, shown.remainder.text[:46]) == (
        "Layers with the largest time",
        "These are the 12 rows with the largest time, o",
    )
    assert [row[3].sort for row in shown.rows] == [float(place) for place in range(47, 59)]
    assert shown.rows[0][4].text == "42"
