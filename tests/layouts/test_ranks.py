from __future__ import annotations

import pytest

from dotnet_viz.errors import EngineError, OptionError, VizWarning
from dotnet_viz.geometry.outlines import centre
from dotnet_viz.geometry.parts import placed_box
from dotnet_viz.layouts import place
from dotnet_viz.layouts.graphviz import engines
from dotnet_viz.layouts.ranks import place_in_ranks
from dotnet_viz.scene import Cluster, Connection, Label, Scene, Shape


def scene(direction: str = "TB") -> Scene:
    """Return a branch, a frame with two shapes in it, a skip over the frame and a line back."""
    names = {"a": None, "b": None, "c": "frame", "d": "frame", "e": None}
    lines = [("a", "b"), ("a", "c"), ("c", "d"), ("d", "e"), ("b", "e"), ("a", "e"), ("e", "a"), ("b", "b")]
    return Scene(
        "branch",
        shapes=tuple(Shape(name, name, 60, 30, cluster=frame) for name, frame in names.items()),
        connections=tuple(Connection(source, target, label="x" if source == "c" else "") for source, target in lines),
        clusters=(
            Cluster("frame", "frame", Label("a frame with a long caption"), parent="outer"),
            Cluster("outer", "outer", Label("")),
        ),
        direction=direction,
    )


@pytest.mark.parametrize("direction", ["TB", "BT", "LR", "RL"])
def test_no_boxes_overlap_and_the_flow_is_as_asked(direction: str) -> None:
    placed = place_in_ranks(scene(direction))
    boxes = [placed_box(shape) for shape in placed.shapes]
    for number, one in enumerate(boxes):
        for other in boxes[:number]:
            assert one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top
    at = {shape.id: centre(shape) for shape in placed.shapes}
    axis, sign = {"TB": (1, 1), "BT": (1, -1), "LR": (0, 1), "RL": (0, -1)}[direction]
    for source, target in ("ab", "ac", "cd", "de", "be"):
        assert sign * at[source][axis] < sign * at[target][axis]


def test_a_frame_holds_its_shapes_and_nothing_else() -> None:
    placed = place_in_ranks(scene())
    inner, outer = (cluster.box for cluster in placed.clusters)
    assert inner is not None
    assert outer is not None
    assert outer[0] < inner[0] < inner[2] < outer[2]
    for shape in placed.shapes:
        x, y = centre(shape)
        assert (inner[0] < x < inner[2] and inner[1] < y < inner[3]) == (shape.id in "cd")


def test_every_line_has_a_place_and_its_label_too() -> None:
    placed = place_in_ranks(scene())
    assert all(len(line.points) == 4 for line in placed.connections)
    assert [line.label_at is not None for line in placed.connections] == [line.source == "c" for line in placed.connections]


@pytest.mark.parametrize("layout", ["graphviz", "groups"])
def test_where_graphviz_fails_rows_and_a_note_stand_in(layout: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(source: str, timeout: float) -> bytes:
        raise EngineError("the layout engine crashed")

    monkeypatch.setitem(engines.ENGINES, "wasm", fail)
    start = 0.0 if layout == "groups" else None
    shapes = tuple(Shape(name, name, 60, 30, x=start, y=start) for name in "abc")
    lines = Connection("a", "b"), Connection("a", "c"), Connection("b", "c")
    with pytest.warns(VizWarning, match="without Graphviz: .*crashed"):
        placed = place(Scene("skip", shapes=shapes, connections=lines, layout=layout))
    assert any("Placed in rows" in label.text for label in placed.labels)
    assert all(line.points for line in placed.connections)


def test_lines_that_nobody_could_follow_are_not_given_to_graphviz(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engines.ENGINES, "wasm", lambda source, timeout: pytest.fail("Graphviz was asked"))
    names = [f"s{number}" for number in range(110)]
    lines = tuple(Connection(one, other) for number, one in enumerate(names) for other in names[number + 1 :])
    with pytest.warns(VizWarning, match="5,995 lines between 110 shapes"):
        place(Scene("all to all", shapes=tuple(Shape(name, name, 9, 9) for name in names), connections=lines))


def test_an_engine_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    two = Scene("two", shapes=(Shape("a", "a", 9, 9), Shape("b", "b", 9, 9)), connections=(Connection("a", "b"),))
    monkeypatch.setattr("dotnet_viz.layouts.graphviz.engines.shutil.which", lambda name: None)
    with pytest.raises(EngineError, match="not installed"):
        place(two, engine="dot")
    with pytest.raises(OptionError, match="did you mean 'wasm'"):
        place(two, engine="wsam")
