from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from dotnet_viz.errors import EngineError, OptionError, VizWarning
from dotnet_viz.geometry.boxes import Box
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import label_box, placed_box
from dotnet_viz.layouts import place
from dotnet_viz.layouts.graphviz import engines, wasm
from dotnet_viz.layouts.graphviz import place as place_module
from dotnet_viz.scene import Cluster, Connection, Label, Scene, Shape
from tests.layouts.checks import assert_all_inside, assert_nothing_overlaps, caption_boxes, distance_to_outline, overlap
from tests.scene_builders import AWKWARD_TEXTS, box, chain, nested

ENGINES = ["wasm", pytest.param("dot", marks=pytest.mark.dot)]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("direction", ["TB", "LR", "BT", "RL"])
def test_nested_clusters_in_every_direction(engine: str, direction: str) -> None:
    placed = place(nested(direction), engine=engine)
    assert_all_inside(placed)
    assert_nothing_overlaps(placed)
    start, end = centre(placed.shape_by_id["in"]), centre(placed.shape_by_id["out"])
    way = {"TB": end[1] - start[1], "BT": start[1] - end[1], "LR": end[0] - start[0], "RL": start[0] - end[0]}
    assert way[direction] > 100


@pytest.mark.parametrize("engine", ENGINES)
def test_lines_run_from_outline_to_outline(engine: str) -> None:
    placed = place(nested(), engine=engine)
    for line in placed.connections:
        assert len(line.points) % 3 == 1
        assert distance_to_outline(placed.shape_by_id[line.source], line.points[0]) < 1.5
        assert distance_to_outline(placed.shape_by_id[line.target], line.points[-1]) < 1.5


@pytest.mark.parametrize("engine", ENGINES)
def test_parallel_lines_are_apart_and_in_their_order(engine: str) -> None:
    lines = tuple(Connection("a", "b", tooltip=str(turn)) for turn in range(3))
    placed = place(Scene("three", shapes=(box("a"), box("b")), connections=lines), engine=engine)
    assert [line.tooltip for line in placed.connections] == ["0", "1", "2"]
    ends = sorted(line.points[-1][0] for line in placed.connections)
    assert min(after - before for before, after in pairwise(ends)) > 4


@pytest.mark.parametrize("engine", ENGINES)
def test_shapes_lie_in_their_clusters_and_others_outside(engine: str) -> None:
    placed = place(nested(), engine=engine)
    frames = {cluster.id: Box(*cluster.box) for cluster in placed.clusters if cluster.box}
    inside = {"outer": {"a", "b", "c", "d"}, "inner": {"b", "c"}}
    for name, frame in frames.items():
        for shape in placed.shapes:
            place_of = placed_box(shape)
            assert overlap(frame, place_of) == (shape.id in inside[name]), (name, shape.id)
    for caption, frame in zip(caption_boxes(placed), frames.values(), strict=True):
        assert frame.left <= caption.left
        assert caption.right <= frame.right
        assert frame.top <= caption.top


@pytest.mark.parametrize("engine", ENGINES)
def test_labels_of_lines_are_beside_shapes(engine: str) -> None:
    placed = place(nested(), engine=engine)
    (line,) = (line for line in placed.connections if line.label)
    assert line.label_at is not None
    text = label_box(Label(line.label, *line.label_at))
    assert not any(overlap(text, placed_box(shape)) for shape in placed.shapes)


@pytest.mark.parametrize("engine", ENGINES)
def test_text_that_sticks_out_of_a_shape_keeps_its_room(engine: str) -> None:
    below = (Label("a caption that is far wider than the circle", 0.0, 30.0),)
    shapes = tuple(Shape(name, name, 30, 30, form="circle", labels=below) for name in ("a", "b", "c"))
    lines = (Connection("a", "b"), Connection("a", "c"))
    placed = place(Scene("captions", shapes=shapes, connections=lines), engine=engine)
    assert_nothing_overlaps(placed)
    for line in placed.connections:
        assert distance_to_outline(placed.shape_by_id[line.source], line.points[0]) < 0.1
        assert distance_to_outline(placed.shape_by_id[line.target], line.points[-1]) < 0.1


@pytest.mark.parametrize("engine", ENGINES)
def test_shapes_of_one_rank_stand_beside_each_other(engine: str) -> None:
    shapes = (box("a", rank=0), box("b", rank=1), box("c", rank=1))
    placed = place(Scene("ranks", shapes=shapes, connections=(Connection("a", "b"), Connection("b", "c"))), engine=engine)
    assert placed.shapes[1].y == placed.shapes[2].y != placed.shapes[0].y


@pytest.mark.parametrize("engine", ENGINES)
def test_a_cluster_may_be_empty(engine: str) -> None:
    clusters = (Cluster("k", "k", Label("nothing here")),)
    placed = place(Scene("empty", shapes=(box("a"),), clusters=clusters), engine=engine)
    assert_all_inside(placed)
    assert_nothing_overlaps(placed)


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_agree_on_what_is_above_what(engine: str) -> None:
    placed = place(nested(), engine=engine)
    order = sorted(placed.shapes, key=lambda shape: centre(shape)[1])
    assert [shape.id for shape in order] == ["in", "a", "b", "c", "d", "out"]


def test_the_engine_sees_no_name_and_no_text() -> None:
    shapes = tuple(
        replace(box(f"s{number}", lines=[text]), name=text, tooltip=text) for number, text in enumerate(AWKWARD_TEXTS)
    )
    lines = tuple(Connection("s0", shape.id, label="SECRET", tooltip="SECRET") for shape in shapes)
    clusters = (Cluster("SECRET", "SECRET", Label("SECRET")),)
    scene = Scene("SECRET", "SECRET", shapes=shapes, connections=lines, clusters=clusters, notes=("SECRET",))
    source = place_module.bare_graph(scene)
    assert "SECRET" not in source
    assert re.fullmatch(r'[\w\s{}\[\]=",.\->]*', source)
    assert_nothing_overlaps(place(replace(scene, notes=())))


@pytest.mark.parametrize("failure", [EngineError("crashed"), None])
def test_a_failure_is_tried_again_with_simpler_lines(failure: EngineError | None, monkeypatch: pytest.MonkeyPatch) -> None:
    sources: list[str] = []
    real = engines.ENGINES["wasm"]

    def engine(source: str, timeout: float) -> bytes:
        sources.append(source)
        if len(sources) > 1:
            return real(source, timeout)
        if failure:
            raise failure
        return b"junk"

    monkeypatch.setitem(engines.ENGINES, "wasm", engine)
    assert_all_inside(place(nested()))
    assert ["splines=line" in source for source in sources] == [False, True]


def test_two_failures_are_a_warning_that_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[float] = []

    def engine(_source: str, timeout: float) -> bytes:
        calls.append(timeout)
        raise EngineError("the layout engine crashed: unreachable")

    monkeypatch.setitem(engines.ENGINES, "wasm", engine)
    with pytest.warns(
        VizWarning, match="no layout of 6 shapes, nor with simpler lines: the layout engine crashed: unreachable"
    ):
        place(nested(), timeout=9.0)
    assert len(calls) == 2
    assert max(calls) <= 9.0


def test_a_graph_that_is_too_deep_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    sources: list[str] = []

    def engine(source: str, timeout: float) -> bytes:
        sources.append(source)
        return wasm.graphviz_text(source, timeout)

    monkeypatch.setitem(engines.ENGINES, "wasm", engine)
    monkeypatch.setattr(wasm, "_machines", {})
    monkeypatch.setattr(wasm, "_WASM_STACK", 32 << 10)
    shapes = tuple(Shape(f"s{number}", "", 30, 15) for number in range(400))
    lines = (Connection(f"s{number}", f"s{number + step}") for step in (1, 2) for number in range(400 - step))
    with pytest.warns(VizWarning, match="call stack exhausted"):
        placed = place(Scene("deep", shapes=shapes, connections=tuple(lines)))
    assert placed.is_placed
    assert len(sources) == 1


@pytest.mark.parametrize("objects", [[], [{"name": "a0", "pos": "1e300,0"}], [{"name": "a0", "pos": "nan,0"}]])
def test_an_answer_that_lacks_a_shape_or_puts_it_nowhere_is_no_layout(
    objects: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer: dict[str, Any] = {"bb": "0,0,1,1", "objects": objects}
    monkeypatch.setattr(place_module, "run_engine", lambda *_arguments: answer)
    with pytest.raises(EngineError, match="left out part of the graph"):
        place_module.place_with_graphviz(chain(1), engine="wasm", timeout=1.0)
    with pytest.warns(VizWarning, match="placed in rows"):
        place(chain(1))


def test_unknown_engine_is_refused() -> None:
    with pytest.raises(OptionError, match="unknown layout engine"):
        place_module.place_with_graphviz(chain(1), engine="x", timeout=1.0)
