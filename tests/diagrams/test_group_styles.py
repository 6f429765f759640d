"""What holds for all styles that draw layers as groups: ann, neurons and lenet."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dotnet_viz.diagrams import STYLES, Style
from dotnet_viz.diagrams.ann.style import Ann
from dotnet_viz.diagrams.lenet.style import LeNet
from dotnet_viz.diagrams.neurons import Neurons
from dotnet_viz.drawing import Drawing
from dotnet_viz.graph import Graph
from dotnet_viz.layouts import place
from dotnet_viz.readers import read
from tests.builders import nested_graph
from tests.diagrams.graph_samples import FILES, branches, classifier, file_graph, graphs, one_of_each, row, tree, twice
from tests.layouts.group_checks import assert_groups_read_well

ALL: tuple[Style, ...] = (Ann(), Ann(rankdir="LR"), Neurons(), Neurons(rankdir="TB"), LeNet())
SAMPLES = {
    "classifier": classifier(),
    "one of each": one_of_each(),
    "branches": branches(),
    "twice": twice(),
    "tree": tree(),
    "nested": nested_graph(),
    **{name: file_graph(name) for name in FILES},
}


def style_name(style: object) -> str:
    return f"{type(style).__name__}-{getattr(style, 'direction', '')}"


@pytest.mark.parametrize("style", ALL, ids=style_name)
@pytest.mark.parametrize("graph", SAMPLES.values(), ids=SAMPLES)
def test_nothing_overlaps_and_nothing_is_cut(graph: Graph, style: Style) -> None:
    assert_groups_read_well(place(style.build(graph)))


@pytest.mark.parametrize("style", ALL, ids=style_name)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graph=graphs())
def test_any_graph_of_any_layers_is_drawn(style: Style, graph: Graph) -> None:
    assert_groups_read_well(place(style.build(graph)))


@settings(max_examples=6, deadline=None)
@given(graph=graphs(), style=st.sampled_from(ALL))
def test_the_same_graph_gives_the_same_bytes(graph: Graph, style: Style) -> None:
    assert Drawing(style.build(graph)).svg == Drawing(style.build(Graph.from_json(graph.to_json()))).svg


@pytest.mark.parametrize("style", ["ann", "neurons", "lenet"])
def test_every_format_is_written(style: str) -> None:
    drawing = Drawing(STYLES[style]().build(file_graph("multi")))
    assert drawing.svg.startswith("<svg ")
    assert drawing.dot.startswith("digraph")
    assert drawing.png()[:4] == b"\x89PNG"
    assert drawing.pdf()[:5] == b"%PDF-"


@pytest.mark.parametrize("style", ["ann", "neurons", "lenet"])
def test_an_empty_model_is_an_empty_picture(style: str) -> None:
    drawing = Drawing(STYLES[style]().build(Graph("empty", "Sequential", ())))
    assert "empty" in drawing.svg


@pytest.mark.dot
@pytest.mark.parametrize("style", ["ann", "neurons", "lenet"])
def test_graphviz_takes_the_dot_without_a_word(style: str) -> None:
    import subprocess

    text = Drawing(STYLES[style]().build(file_graph("multi"))).dot
    done = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("style", [Ann(expand_nested=False), Neurons(expand_nested=False), LeNet(expand_nested=False)])
def test_a_closed_model_is_one_figure(style: Style) -> None:
    scene = style.build(nested_graph())
    assert not scene.clusters
    assert {shape.group for shape in scene.shapes} >= {"n0", "n1", "n4"}
    assert "n3" not in {shape.group for shape in scene.shapes}


@pytest.mark.parametrize("style", ALL, ids=style_name)
def test_an_open_model_has_a_frame_and_no_inner_input(style: Style) -> None:
    scene = style.build(nested_graph())
    assert [cluster.name for cluster in scene.clusters] == ["enc"]
    groups = {shape.group for shape in scene.shapes}
    assert "n3" in groups
    assert "n2" not in groups


@pytest.mark.parametrize("style", ALL, ids=style_name)
def test_layers_of_a_model_without_known_flow_hang_on_it(style: Style) -> None:
    scene = style.build(tree())
    dashed = [line for line in scene.connections if line.dashed]
    assert len(dashed) == 2
    assert not any(line.arrow for line in dashed)
    assert scene.notes == ("the flow of mine is not known",)


@pytest.mark.parametrize("style", ALL, ids=style_name)
def test_parallel_tensors_are_arrows_of_their_own(style: Style) -> None:
    placed = place(style.build(twice()))
    lines = [line for line in placed.connections if "dense → add" in line.tooltip]
    assert len(lines) == 2
    assert lines[0].points != lines[1].points


@pytest.mark.parametrize("style", ALL, ids=style_name)
def test_awkward_names_are_only_text(style: Style) -> None:
    from dotnet_viz.graph import Layer

    name = 'a&b <c> "q" \\N\n{x|y}'
    graph = row((Layer(name, name, "Dense", config={"units": 2}), (None, 2)), name=name)
    drawing = Drawing(style.build(graph))
    assert "<c>" not in drawing.svg
    assert drawing.dot.count("digraph") == 1


@pytest.mark.keras
def test_a_live_model_and_its_file_give_the_same_pictures(tmp_path: Path) -> None:
    import keras

    image = keras.Input((12, 12, 3), name="image")
    maps = keras.layers.Conv2D(4, 3, activation="relu", name="conv")(image)
    pooled = keras.layers.GlobalAveragePooling2D(name="pool")(maps)
    joined = keras.layers.Concatenate(name="joined")([pooled, keras.layers.Dense(5, name="side")(pooled)])
    model = keras.Model(image, keras.layers.Dense(1000, activation="softmax", name="scores")(joined), name="live")
    model.save(tmp_path / "live.keras")
    for style in ALL:
        live, stored = (Drawing(style.build(read(source))) for source in (model, tmp_path / "live.keras"))
        assert live.svg == stored.svg
        assert_groups_read_well(live.placed)
