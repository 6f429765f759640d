"""Both models beside one another."""

from __future__ import annotations

import itertools

import pytest

from dotnet_viz import readers
from dotnet_viz.diagrams.diff.side_by_side import SideBySide
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import OptionError
from dotnet_viz.measures.comparison import compare_graphs
from dotnet_viz.scene import Shape
from tests.builders import nested_graph
from tests.comparison_builders import Step, block_steps, chain_steps, changed, compared, inserted
from tests.conftest import DATA


def boxes(**options: object) -> dict[str, Shape]:
    edited = inserted(changed(block_steps(2), "stem", config={"units": 8}), "b0one", Step("x", "BatchNormalization"))
    scene = SideBySide(**options).build(compared(block_steps(2), edited, ignore="weights"))  # type: ignore[arg-type]
    return {shape.id: shape for shape in scene.shapes}


def test_boxes_of_one_row_stand_at_one_height_and_no_two_meet() -> None:
    found = boxes(fold=False)
    for name, box in found.items():
        other = found.get(name.replace("left", "right"))
        assert other is None or other.y == box.y
    for side in ("left", "right"):
        column = [box for name, box in found.items() if name.startswith(side)]
        ends = [((box.y or 0) - box.height / 2, (box.y or 0) + box.height / 2) for box in column]
        assert all(one[1] < other[0] for one, other in itertools.pairwise(ends))
    assert max((b.x or 0) + b.width / 2 for n, b in found.items() if n.startswith("left")) < min(
        (b.x or 0) - b.width / 2 for n, b in found.items() if n.startswith("right")
    )


def test_each_side_tells_its_own_value() -> None:
    found = boxes(fold=False)
    left, right = ([label.text for label in found[f"{side}-1"].labels] for side in ("left", "right"))
    assert "units 4" in left
    assert "units 8" in right


def test_every_layer_has_a_link_unless_one_side_lacks_it() -> None:
    graph = nested_graph()
    scene = SideBySide(fold=False).build(compare_graphs(graph, graph))
    links = [line for line in scene.connections if line.source.startswith("left") and line.target.startswith("right")]
    assert len(links) == 4
    assert scene.notes[0].startswith("=  No differences")
    assert "nested models" in scene.notes[1]


def test_options_are_seen_and_checked() -> None:
    long = compared(chain_steps(20), changed(chain_steps(20), "d10", activation="relu"), ignore="weights")
    counts = [
        len(SideBySide(fold=fold, context=context).build(long).shapes) for fold, context in ((True, 0), (True, 1), (False, 1))
    ]
    assert counts == [6, 10, 42]
    with pytest.raises(OptionError, match="context"):
        SideBySide(context=-2)


def test_it_is_drawn_in_every_format_that_keeps_places() -> None:
    drawing = Drawing(SideBySide().build(compared(block_steps(1), block_steps(2))))
    assert drawing.svg.count('class="dv-shape"') == len(drawing.scene.shapes)
    assert "layers" in drawing.dot
    with pytest.raises(OptionError, match="boxes and arrows"):
        drawing.to_format("mmd")


def test_models_with_nothing_in_common_both_begin_at_the_top() -> None:
    before, after = (readers.read(DATA / "models" / f"{name}.keras") for name in ("cnn-28x28", "rnn"))
    shapes = SideBySide().build(compare_graphs(before, after)).shapes
    tops = [min((box.y or 0) - box.height / 2 for box in shapes if box.id.startswith(side)) for side in ("left", "right")]
    assert tops[0] == pytest.approx(tops[1])
